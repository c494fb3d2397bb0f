import type { ExportPlanView } from "../../engine";
import { words } from "../../words";

/** The files of the bundle, before they are written. */
export function Planned({ plan }: { plan: ExportPlanView }) {
  const text = words.export;
  return (
    <section className="paper" aria-labelledby="files-title">
      <h2 id="files-title">{text.files} {plan.files.length > 0 && <span className="quiet">{text.filesCount(plan.files.length)}</span>}</h2>
      {plan.files.length === 0 ? <p className="quiet">{text.noFiles}</p> : (
        <dl className="planned">
          {plan.files.map((file) => (
            <div key={file.path}><dt>{file.path}</dt><dd className="quiet">{file.what}</dd></div>
          ))}
        </dl>
      )}
    </section>
  );
}
