import type { ExportView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { State } from "../../parts/State";
import { size, words } from "../../words";

interface Props {
  result: ExportView;
  onOpen: (which: "bundle" | "evidence") => void;
}

/** What was written and read back. */
export function Written({ result, onOpen }: Props) {
  const text = words.export;
  return (
    <section className={result.out_of_date ? "paper written is-stale" : "paper written"} aria-labelledby="written-title">
      <h2 id="written-title"><Icon name={result.out_of_date ? "stale" : "done"} /> {text.result}</h2>
      {result.out_of_date && <State how="warning">{text.stale}</State>}
      <p className="written-summary">{result.summary}</p>
      <dl className="written-facts">
        <div><dt>{text.proof}</dt><dd>{result.proof}</dd></div>
        <div>
          <dt>{text.folder}</dt>
          <dd>{result.folder} <button type="button" className="small" onClick={() => { onOpen("bundle"); }}>{text.openFolder}</button></dd>
        </div>
        <div>
          <dt>{text.evidenceFolder}</dt>
          <dd>
            {result.evidence} <button type="button" className="small" onClick={() => { onOpen("evidence"); }}>{text.openEvidence}</button>{" "}
            <span className="quiet">{text.evidenceWarning}</span>
          </dd>
        </div>
      </dl>
      <details>
        <summary>{text.writtenFiles(result.files.length)}</summary>
        <table className="written-files" aria-label={text.writtenFiles(result.files.length)}>
          <thead>
            <tr><th scope="col">{text.file}</th><th scope="col" className="number">{text.size}</th><th scope="col">{text.hash}</th></tr>
          </thead>
          <tbody>
            {result.files.map((file) => (
              <tr key={file.path}><th scope="row">{file.path}</th><td className="number">{size(file.bytes)}</td><td><code>{file.sha256}</code></td></tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
