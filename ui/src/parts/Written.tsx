import type { ExportView } from "../engine";
import { size, words } from "../words";
import { Icon } from "./Icon";

/** What was written and read back. */
export function Written({ result, stale }: { result: ExportView; stale: boolean }) {
  return (
    <section className="written" aria-labelledby="written-title">
      <h3 id="written-title"><Icon name="done" /> {words.export.done}</h3>
      {stale && <p className="state warning"><Icon name="warning" /> {words.export.stale}</p>}
      <p className="summary">{result.summary}</p>
      <dl>
        <dt>{words.export.folder}</dt><dd>{result.folder}</dd>
        <dt>{words.export.bundle}</dt><dd>{result.bundle}</dd>
        <dt>{words.export.evidence}</dt><dd>{result.evidence} <span className="quiet">{words.export.evidenceHelp}</span></dd>
        <dt>{words.export.proof}</dt><dd>{result.proof}</dd>
      </dl>
      <h4>{words.export.files}</h4>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className="files" tabIndex={0} role="region" aria-label={words.export.files}>
        <table>
          <thead>
            <tr><th scope="col">{words.export.path}</th><th scope="col" className="number">{words.export.size}</th><th scope="col">{words.export.hash}</th></tr>
          </thead>
          <tbody>
            {result.files.map((file) => (
              <tr key={file.path}>
                <th scope="row">{file.path}</th>
                <td className="number">{size(file.bytes)}</td>
                <td><Icon name="done" /> {words.export.verified} <code title={file.sha256}>{file.sha256.slice(0, 16)}…</code></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
