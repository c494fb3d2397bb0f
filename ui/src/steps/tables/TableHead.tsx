import type { LeftOutView, TableView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { placeOf } from "../../parts/tableName";
import { words } from "../../words";
import { CONFIDENCE_ICONS } from "./TableList";

interface Props {
  /** The selected table, when it takes part. */
  table: TableView | null;
  /** The selected table, when it does not. */
  out: LeftOutView | null;
  busy: string | null;
  onConfirm: () => void;
  onReset: () => void;
  /** Takes it in, or leaves it out. */
  onPart: (takesPart: boolean) => void;
}

/** The selected table: how sure the program is of it and why, and what a person can say of it; or why it does not take part. */
export function TableHead({ table, out, busy, onConfirm, onReset, onPart }: Props) {
  const text = words.tables;
  const shown = table ?? out;
  if (!shown) return null;
  return (
    <header className="table-head">
      <div className="table-name">
        <h2>{table ? table.title || table.name : shown.title}</h2>
        <p className="quiet">{table ? text.place(placeOf(table), table.observations) : placeOf(shown)}</p>
      </div>
      <div className="row">
        {table && <Action icon="done" onDo={onConfirm} reason={table.confidence === "confirmed" ? text.confirmed : busy}>{text.confirm}</Action>}
        {table && <Action icon="undo" onDo={onReset} reason={table.corrected ? busy : text.nothingToReset}>{text.reset}</Action>}
        {/* One button for both ways, so that the focus stays where it was. */}
        <Action key="part" icon={table ? "dash" : "plus"} onDo={() => { onPart(!table); }} reason={out?.blocked ?? busy}>{table ? text.leaveOut : text.takeIn}</Action>
      </div>
      {table && <Reading table={table} />}
      {out && <p className="table-state"><Icon name="dash" /> {text.leftOut}: {out.why} {out.blocked}</p>}
    </header>
  );
}

function Reading({ table }: { table: TableView }) {
  const text = words.tables;
  const sure = text.confidence[table.confidence] ?? table.confidence;
  return (
    <details className={`reading ${table.confidence}`}>
      <summary>
        <Icon name={CONFIDENCE_ICONS[table.confidence] ?? "note"} /> {sure}{table.corrected && <>, {text.corrected}</>}{table.shaped !== null && <>, {text.shape.made[table.shaped]}</>}
        <span className="why"> {text.why}</span>
      </summary>
      {table.reasons.length === 0 ? <p className="quiet">{text.noReasons}</p> : (
        <ul aria-label={text.why}>{table.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
      )}
    </details>
  );
}
