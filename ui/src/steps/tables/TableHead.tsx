import type { LeftOutView, TableView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import { CONFIDENCE_ICONS } from "./TableList";

interface Props {
  table: TableView;
  busy: string | null;
  onConfirm: () => void;
  onReset: () => void;
  onLeaveOut: () => void;
}

/** The selected table: how sure the program is of it and why, and what a person can say of it. */
export function TableHead({ table, busy, onConfirm, onReset, onLeaveOut }: Props) {
  const text = words.tables;
  const sure = text.confidence[table.confidence] ?? table.confidence;
  return (
    <header className="table-head">
      <div className="table-name">
        <h2>{table.title || table.name}</h2>
        <p className="quiet">{text.place(table.sheet, table.range, table.observations)}</p>
      </div>
      <div className="row">
        <Action icon="done" onDo={onConfirm} reason={table.confidence === "confirmed" ? text.confirmed : busy}>{text.confirm}</Action>
        <Action icon="undo" onDo={onReset} reason={table.corrected ? busy : text.nothingToReset}>{text.reset}</Action>
        <Action icon="dash" onDo={onLeaveOut} reason={busy}>{text.leaveOut}</Action>
      </div>
      <details className={`reading ${table.confidence}`}>
        <summary>
          <Icon name={CONFIDENCE_ICONS[table.confidence] ?? "note"} /> {sure}{table.corrected && <>, {text.corrected}</>}
          <span className="why"> {text.why}</span>
        </summary>
        {table.reasons.length === 0 ? <p className="quiet">{text.noReasons}</p> : (
          <ul aria-label={text.why}>{table.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
        )}
      </details>
    </header>
  );
}

/** A table that does not take part: why, and how it can. */
export function LeftOutHead({ table, busy, onTakeIn }: { table: LeftOutView; busy: string | null; onTakeIn: () => void }) {
  const text = words.tables;
  return (
    <header className="table-head">
      <div className="table-name">
        <h2>{table.title}</h2>
        <p className="quiet">{text.leftOutPlace(table.sheet, table.range)}</p>
      </div>
      <div className="row">
        <Action icon="plus" onDo={onTakeIn} reason={table.blocked ?? busy}>{text.takeIn}</Action>
      </div>
      <p className="table-state"><Icon name="dash" /> {text.leftOut}: {table.why} {table.blocked}</p>
    </header>
  );
}
