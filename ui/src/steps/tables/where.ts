// What the Tables step shows: a table, a sheet, or both.

import type { LeftOutView, SessionView, TableView } from "../../engine";
import { parseArea, type Area } from "../../grid";
import type { Focus } from "../../shell/focus";
import type { Shown } from "../../shell/useSession";

/** The sheet on show and the table that is selected, if any. */
export type Where = Shown;

/** The largest sheet there is. */
const ROWS = 1_048_576;
const COLS = 16_384;

export function areaOfRange(range: string): Area | null {
  return parseArea(range, ROWS, COLS);
}

export function tableById(view: SessionView, id: number | null): TableView | null {
  return view.tables.find((table) => table.id === id) ?? null;
}

export function leftOutById(view: SessionView, id: number | null): LeftOutView | null {
  return view.left_out.find((table) => table.id === id) ?? null;
}

export function whereOf(table: TableView | LeftOutView): Where {
  return { workbook: table.workbook, sheet: table.sheet_index, table: table.id };
}

/** Where a session begins: at its first table that a person should look at, or its first sheet. */
export function start(view: SessionView): Where | null {
  const table = view.tables.find((one) => one.confidence === "low") ?? view.tables[0] ?? view.left_out[0];
  if (table) return whereOf(table);
  const workbook = view.workbooks[0];
  return workbook ? { workbook: workbook.id, sheet: 0, table: null } : null;
}

/** The same place in a session that has changed since; the start when it is no longer there. */
export function still(view: SessionView, where: Where | null): Where | null {
  if (!where) return start(view);
  const workbook = view.workbooks.find(({ id }) => id === where.workbook);
  if (!workbook || (where.sheet !== null && where.sheet >= workbook.sheets.length)) return start(view);
  if (where.table === null) return where;
  const table = tableById(view, where.table) ?? leftOutById(view, where.table);
  if (table) return whereOf(table);
  return where.sheet === null ? start(view) : { ...where, table: tableOn(view, where.workbook, where.sheet) };
}

/** The first table on a sheet. */
export function tableOn(view: SessionView, workbook: number, sheet: number): number | null {
  const on = (table: TableView | LeftOutView): boolean => table.workbook === workbook && table.sheet_index === sheet;
  return (view.tables.find(on) ?? view.left_out.find(on))?.id ?? null;
}

/** The table of the release, or one left out, over a cell of a sheet. */
export function tableAt(view: SessionView, workbook: number, sheet: number, row: number, col: number): number | null {
  const over = (table: TableView | LeftOutView): boolean => {
    if (table.workbook !== workbook || table.sheet_index !== sheet) return false;
    const area = areaOfRange(table.range);
    return area !== null && row >= area.firstRow && row <= area.lastRow && col >= area.firstCol && col <= area.lastCol;
  };
  return (view.tables.find(over) ?? view.left_out.find(over))?.id ?? null;
}

/** Where another step points at. */
export function asked(view: SessionView, focus: Focus): Where | null {
  const table = tableById(view, focus.table ?? null) ?? leftOutById(view, focus.table ?? null);
  if (table) return whereOf(table);
  if (focus.workbook === undefined || !view.workbooks.some(({ id }) => id === focus.workbook)) return null;
  const sheet = focus.sheet ?? 0;
  return { workbook: focus.workbook, sheet, table: tableOn(view, focus.workbook, sheet) };
}
