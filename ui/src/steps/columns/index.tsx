import { useId, useState } from "react";

import { useBackend } from "../../backend";
import type { ColumnsView, SessionView, TableView } from "../../engine";
import { Problem } from "../../parts/Problem";
import { tableName } from "../../parts/tableName";
import { useLoaded } from "../../parts/useLoaded";
import type { Focus, StepProps } from "../../shell/focus";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { Column } from "./Column";
import { ColumnTable } from "./ColumnTable";
import { Markers } from "./Markers";

/** The columns of each tidy table: what they are called, what they hold, and what the program takes them for. */
export function ColumnsStep({ view, session, focus, onFocus }: StepProps) {
  const backend = useBackend();
  const id = useId();
  const text = words.columns;
  const [chosen, setChosen] = useChosen(view, session, focus);
  const table = view.tables.find((one) => one.id === chosen) ?? view.tables[0];
  const { value, failure, loading, retry } = useLoaded(`${table?.id ?? "none"} ${view.revision}`, async () => ({ of: table?.id, view: table ? await backend.columns(table.id) : null }));
  if (!table) {
    return (
      <div className="columns-empty">
        <p>{text.noTables}</p>
        <button type="button" onClick={() => { onFocus("tables", {}); }}>{text.goTables}</button>
      </div>
    );
  }
  const columns = value?.of === table.id ? value.view : null;
  return (
    <div className="columns">
      <div className="columns-table-choice filter">
        <label htmlFor={id}>{text.table}</label>
        <select id={id} value={table.id} onChange={(event) => { setChosen(Number(event.target.value)); }}>
          {view.tables.map((one) => <option key={one.id} value={one.id}>{tableName(one, view.tables)}</option>)}
        </select>
        <p className="quiet" role="status">{columns ? text.of(columns.columns.length) : loading ? text.loading : ""}</p>
      </div>
      {failure ? <Problem text={text.failed} failure={failure} onRetry={retry} />
        : columns && <Columns key={table.id} table={table} columns={columns} step={{ view, session, focus, onFocus }} />}
    </div>
  );
}

/** The table on show: the one that another place asked for, until the person chooses. It is that of the step Tables. */
function useChosen(view: SessionView, { shown, setShown }: PageSession, focus: Focus | null): [number | null, (table: number) => void] {
  const [chosen, setChosen] = useState<number | null>(shown?.table ?? null);
  const [seen, setSeen] = useState<number | null>(null);
  if (focus && focus.key !== seen) {
    setSeen(focus.key);
    if (focus.table !== undefined) setChosen(focus.table);
  }
  const choose = (id: number): void => {
    setChosen(id);
    const table = view.tables.find((one) => one.id === id);
    if (table) setShown({ workbook: table.workbook, sheet: table.sheet_index, table: id });
  };
  return [chosen, choose];
}

function Columns({ table, columns, step }: { table: TableView; columns: ColumnsView; step: StepProps }) {
  const text = words.columns;
  const [selected, setSelected] = useState<string | null>(null);
  const key = ({ part, id }: { part: string; id: string }): string => `${part}/${id}`;
  const column = columns.columns.find((one) => key(one) === selected) ?? columns.columns[0];
  if (!column) {
    return (
      <div className="columns-empty">
        <p>{text.noColumns}</p>
        <button type="button" onClick={() => { step.onFocus("tables", { table: table.id }); }}>{text.goTables}</button>
      </div>
    );
  }
  return (
    <div className="columns-parts">
      <div className="columns-main">
        <ColumnTable columns={columns} selected={column} onSelect={(one) => { setSelected(key(one)); }} />
        <Markers markers={columns.markers} />
      </div>
      <Column key={key(column)} table={table.id} column={column} kinds={column.part === "measure" ? columns.measure_kinds : columns.dimension_kinds} view={step.view} session={step.session} />
    </div>
  );
}
