import type { ContentsView, WorkbookView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";

interface Props {
  workbook: WorkbookView;
  /** The kind on show. */
  shown: string | null;
  onShow: (contents: ContentsView) => void;
}

/** What the file carries beside what a reader sees: every kind that was looked for, those that were found first. */
export function Contents({ workbook, shown, onShow }: Props) {
  const text = words.workbooks;
  const found = workbook.contents.filter(({ count }) => count > 0).sort((a, b) => Number(b.open > 0) - Number(a.open > 0));
  const absent = workbook.contents.filter(({ count }) => count === 0);
  return (
    <div className="contents">
      <h3>{text.contents}</h3>
      <p className="quiet">{text.contentsHelp}</p>
      {found.length === 0 ? <p className="state good"><Icon name="done" /> <span>{text.clean}</span></p> : (
        <ul className="checklist">
          {found.map((one) => (
            <li key={one.kind} className={one.kind === shown ? "is-shown" : undefined}>
              <span className={one.open > 0 ? "state blocker" : "state good"}><Icon name={one.open > 0 ? "blocker" : "done"} /></span>
              <span className="kind">{one.label}</span>
              <span className="quiet">{one.open > 0 ? text.toDecide(one.open, one.count) : text.allSettled(one.count)}</span>
              <button type="button" className="small" aria-label={text.showKind(one.label)} onClick={() => { onShow(one); }}>{text.show}</button>
            </li>
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <details className="absent">
          <summary>{text.notFoundGroup(absent.length)}</summary>
          <ul>
            {absent.map(({ kind, label }) => <li key={kind}><Icon name="tick" /> {label} <span className="quiet">{text.notFound.toLowerCase()}</span></li>)}
          </ul>
        </details>
      )}
    </div>
  );
}
