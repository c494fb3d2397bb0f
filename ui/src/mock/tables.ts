// The made-up tables: rectangles of a sheet, with their tidy rows and the way between the two.

import type { RowView, RowsOfView, TracedCellView } from "../engine";
import { address, chance } from "./address";
import { HUGE_ROWS, PROVIDERS, sheetOf } from "./sheets";

interface Named {
  name: string;
  /** A column for what varies along the rows, a row for what varies along the columns. */
  at: number;
}

/** A table of the made-up release. */
export interface MockTable {
  id: number;
  name: string;
  title: string;
  workbook: number;
  sheet: number;
  range: string;
  /** Where its values begin, and how many there are. */
  row: number;
  col: number;
  rows: number;
  cols: number;
  labels: Named[];
  headers: Named[];
  measure: string;
  confidence: string;
  reasons: string[];
}

export const TABLES: MockTable[] = [
  {
    id: 1, name: "attendances-by-provider", title: "Attendances by provider and month, England, 2025-26", workbook: 1, sheet: 1,
    range: "A1:O250", row: 5, col: 2, rows: PROVIDERS + 1, cols: 13,
    labels: [{ name: "code", at: 0 }, { name: "provider", at: 1 }], headers: [{ name: "quarter", at: 3 }, { name: "month", at: 4 }],
    measure: "Attendances", confidence: "high",
    reasons: ["Rows 4 and 5 are headers: bold, merged, and text above numbers.", "Row 6 is a total: its label is England and it adds up.", "Rows 248 to 250 are notes: they stand alone in column A below the values."],
  },
  {
    id: 2, name: "waits", title: "Waits by age and sex", workbook: 1, sheet: 2,
    range: "A1:F17", row: 5, col: 1, rows: 10, cols: 5, labels: [{ name: "age", at: 0 }], headers: [{ name: "measure", at: 3 }, { name: "sex", at: 4 }],
    measure: "Attendances", confidence: "medium",
    reasons: ["Column G is hidden and is left out.", "The column Persons adds up for 8 of 10 rows only."],
  },
  {
    id: 3, name: "extract", title: "Record-level extract", workbook: 2, sheet: 0,
    range: "A1:D1048576", row: 4, col: 2, rows: HUGE_ROWS - 4, cols: 2, labels: [{ name: "record", at: 0 }, { name: "region", at: 1 }], headers: [{ name: "measure", at: 3 }],
    measure: "Attendances", confidence: "low",
    reasons: ["Columns E to KN have headings and no values that are counts; they are taken for working columns."],
  },
];

export const total = (table: MockTable): number => table.rows * table.cols;

const placeOf = (table: MockTable, index: number): [number, number] => [table.row + Math.floor(index / table.cols), table.col + (index % table.cols)];

/** What a cell shows, through merges. */
function shown(table: MockTable, row: number, col: number): string {
  const sheet = sheetOf(table.workbook, table.sheet);
  const over = sheet.merges.find((m) => row >= m.row && row < m.row + m.rows && col >= m.col && col < m.col + m.cols);
  return over ? over.text : sheet.text(row, col);
}

export const columnsOf = (table: MockTable): string[] => [...table.labels.map(({ name }) => name), ...table.headers.map(({ name }) => name), "measure_name", "value", "marker"];

/** A tidy row, as read or protected. */
export function rowAt(table: MockTable, index: number, asProtected: boolean): RowView {
  const [row, col] = placeOf(table, index);
  const text = shown(table, row, col);
  const value = Number(text.replaceAll(",", ""));
  const change = asProtected && !Number.isNaN(value) ? changeOf(table, index) : null;
  const number = Number.isNaN(value) ? "" : change === "suppressed" ? "" : String(change === "rounded" || change === "recomputed" ? Math.round(value / 5) * 5 : value);
  const marker = change === "suppressed" || Number.isNaN(value) ? "*" : "";
  const names = [...table.labels.map(({ at }) => shown(table, row, at)), ...table.headers.map(({ at }) => shown(table, at, col))];
  return { cell: address(row, col), fields: [...names, table.measure, number, marker], change };
}

/** What protection does to a row: made up, but the same each time. */
export function changeOf(table: MockTable, index: number): RowView["change"] {
  const lot = chance(index, table.id, 40);
  if (lot === 0) return "suppressed";
  if (lot === 1) return "recomputed";
  return lot < 9 ? null : "rounded";
}

export function tracedCells(table: MockTable, index: number): TracedCellView[] {
  const [row, col] = placeOf(table, index);
  const cell = (r: number, c: number, gives: string): TracedCellView => ({ cell: address(r, c), row: r, col: c, gives });
  return [cell(row, col, "value"), ...table.labels.map(({ name, at }) => cell(row, at, name)), ...table.headers.map(({ name, at }) => {
    const merged = sheetOf(table.workbook, table.sheet).merges.find((m) => at >= m.row && at < m.row + m.rows && col >= m.col && col < m.col + m.cols);
    return cell(merged?.row ?? at, merged?.col ?? col, name);
  })];
}

/** The tidy rows that an area gives something to: all of a row for its labels, all of a column for its headers. */
export function rowsOfArea(table: MockTable, firstRow: number, firstCol: number, lastRow: number, lastCol: number): RowsOfView {
  const labels = table.labels.some(({ at }) => at >= firstCol && at <= lastCol);
  const headers = table.headers.some(({ at }) => at >= firstRow && at <= lastRow);
  const clip = (first: number, last: number, start: number, count: number): [number, number] => [Math.max(first - start, 0), Math.min(last - start, count - 1)];
  const [top, bottom] = headers ? [0, table.rows - 1] : clip(firstRow, lastRow, table.row, table.rows);
  const [left, right] = labels ? [0, table.cols - 1] : clip(firstCol, lastCol, table.col, table.cols);
  const rows: number[] = [];
  for (let r = top; r <= bottom && rows.length < 1000; r++) {
    for (let c = left; c <= right && rows.length < 1000; c++) rows.push(r * table.cols + c);
  }
  return { total: Math.max(bottom - top + 1, 0) * Math.max(right - left + 1, 0), rows };
}
