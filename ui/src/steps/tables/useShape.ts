// What a person does to the shape of tables, and what the page then shows and says.

import { useBackend } from "../../backend";
import type { SessionView, TableView } from "../../engine";
import { letters, rangeOf } from "../../grid";
import { useLoaded } from "../../parts/useLoaded";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { together, type Reshape } from "./shaping";
import { whereOf, type Where } from "./where";

/** Does it and shows the table that comes of it; gives what to say, or none where it could not be done. */
export function useShape(view: SessionView, session: PageSession, where: Where, table: TableView | null, onWhere: (to: Where) => void): (what: Reshape) => Promise<string | null> {
  const backend = useBackend();
  const call = (what: Reshape): (() => Promise<SessionView>) | null => {
    const { workbook, sheet } = where;
    if (what.how === "add") return sheet === null ? null : () => backend.addTable(workbook, sheet, [what.area.firstRow, what.area.firstCol], [what.area.lastRow, what.area.lastCol]);
    if (!table) return null;
    switch (what.how) {
      case "split": return () => backend.splitTable(table.id, what.along, what.at);
      case "merge": { const other = view.tables.find(({ id }) => id === what.other); return other ? () => backend.mergeTables(together(table, other)) : null; }
      case "reset": return () => backend.resetShape(table.id);
      case "apply": return () => backend.applyTo(table.id, what.others);
    }
  };
  return async (what) => {
    const ask = call(what);
    if (!ask) return null;
    const known = new Set([...view.tables, ...view.left_out].map(({ id }) => id));
    const now: { view: SessionView | null } = { view: null };
    const done = await session.change(async () => (now.view = await ask()));
    // The table that was marked out is the one to look at; after all else the selected one is, where it is still there.
    const added = what.how === "add" ? now.view?.tables.find(({ id, sheet_index, workbook }) => !known.has(id) && sheet_index === where.sheet && workbook === where.workbook) : undefined;
    if (added) onWhere(whereOf(added));
    return done ? said(what) : null;
  };
}

function said(what: Reshape): string {
  const text = words.tables.shape;
  switch (what.how) {
    case "split": return text.splitDone(what.along === "rows" ? text.splitRow(what.at) : text.splitColumn(letters(what.at)));
    case "merge": return text.mergeDone;
    case "add": return text.addDone(rangeOf(what.area));
    case "reset": return text.resetDone;
    case "apply": return text.similarDone(what.others.length);
  }
}

/** The tables that can be read like the selected one. */
export function useSimilar(view: SessionView, table: TableView | null, busy: string | null) {
  const backend = useBackend();
  const text = words.tables.shape;
  const wanted = table?.sheet_index != null ? table.id : null;
  const { value, failure } = useLoaded(`similar ${wanted} ${view.revision}`, async () => ({ of: wanted, tables: wanted === null ? [] : await backend.similarTables(wanted) }));
  const tables = value?.of === wanted ? value.tables : null;
  const reason = !table ? text.pick  : failure ? text.failed : !tables ? text.similarLoading : tables.length === 0 ? text.similarNone : null;
  return { tables: tables ?? [], reason: busy ?? reason };
}
