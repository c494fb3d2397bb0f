// Made-up tables that a person cut, put together or marked out.

import type { TableView } from "../engine";
import { parseArea, rangeOf } from "../grid";
import { sheetOf } from "./sheets";
import type { MockTable } from "./tables";

/** A table that a person shaped. */
export interface Shaped {
  table: MockTable;
  by: NonNullable<TableView["shaped"]>;
  /** The numbers of the tables that it was made of. */
  from: readonly number[];
}

/** The tables that were found and not touched, and those that were made. */
export function shapedTables(found: readonly MockTable[], shaped: readonly Shaped[]): MockTable[] {
  const gone = shaped.flatMap(({ from }) => from);
  return [...found.filter(({ id }) => !gone.includes(id)), ...shaped.map(({ table }) => table)].sort((a, b) => a.id - b.id);
}

const areaOf = (table: MockTable) => parseArea(table.range, 1_048_576, 16_384) ?? { firstRow: 0, firstCol: 0, lastRow: 0, lastCol: 0 };

/** Both parts of a table that is cut before a row or column; none where one would hold no figures. */
export function cut(table: MockTable, along: "rows" | "columns", at: number, id: number): [MockTable, MockTable] | null {
  const [start, count] = along === "rows" ? [table.row, table.rows] : [table.col, table.cols];
  if (at <= start || at >= start + count) return null;
  const area = areaOf(table);
  const other = { ...table, id, name: `${table.name}-2` };
  if (along === "rows") {
    return [{ ...table, rows: at - start, range: rangeOf({ ...area, lastRow: at - 1 }) }, { ...other, row: at, rows: start + count - at, range: rangeOf({ ...area, firstRow: at }) }];
  }
  return [{ ...table, cols: at - start, range: rangeOf({ ...area, lastCol: at - 1 }) }, { ...other, col: at, cols: start + count - at, range: rangeOf({ ...area, firstCol: at }) }];
}

/** The first table with the figures of the others. */
export function joined(first: MockTable, others: readonly MockTable[]): MockTable {
  const all = [first, ...others];
  const [row, col] = [Math.min(...all.map((one) => one.row)), Math.min(...all.map((one) => one.col))];
  const areas = all.map(areaOf);
  return {
    ...first, row, col, rows: Math.max(...all.map((one) => one.row + one.rows)) - row, cols: Math.max(...all.map((one) => one.col + one.cols)) - col,
    range: rangeOf({
      firstRow: Math.min(...areas.map((area) => area.firstRow)), firstCol: Math.min(...areas.map((area) => area.firstCol)),
      lastRow: Math.max(...areas.map((area) => area.lastRow)), lastCol: Math.max(...areas.map((area) => area.lastCol)),
    }),
  };
}

/** A table of an area of a sheet: its first row is the header, its first column the labels. None where that leaves no figures. */
export function markedOut(id: number, workbook: number, sheet: number, [row, col]: [number, number], [lastRow, lastCol]: [number, number]): MockTable | null {
  if (lastRow <= row || lastCol < col) return null;
  const labels = lastCol > col ? 1 : 0;
  const title = sheetOf(workbook, sheet).text(row, col) || sheetOf(workbook, sheet).name;
  return {
    id, name: `table-${String(id)}`, title, workbook, sheet, range: rangeOf({ firstRow: row, firstCol: col, lastRow, lastCol }),
    row: row + 1, col: col + labels, rows: lastRow - row, cols: lastCol - col + 1 - labels,
    labels: labels === 1 ? [{ name: "label", at: col }] : [], headers: [{ name: "heading", at: row }],
    measure: title, confidence: "confirmed", reasons: ["You have marked it out."],
  };
}
