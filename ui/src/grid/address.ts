// Addresses of cells as spreadsheets write them.

import type { Area, Place } from "./source";

/** The letters of a column: 0 is A, 26 is AA. */
export function letters(col: number): string {
  let text = "";
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}

export function address(row: number, col: number): string {
  return `${letters(col)}${row + 1}`;
}

export function rangeOf(area: Area): string {
  const first = address(area.firstRow, area.firstCol);
  const last = address(area.lastRow, area.lastCol);
  return first === last ? first : `${first}:${last}`;
}

const END = /^\$?([A-Z]{1,3})?\$?([1-9]\d{0,6})?$/iu;

function column(text: string): number {
  return Array.from(text.toUpperCase()).reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * The area that a text names: a cell (`B7`), a range (`A1:C3`), rows (`4:6`, `4`) or columns (`C:D`, `C`),
 * within a sheet of that size. None when it names no place, or one outside.
 */
export function parseArea(text: string, rows: number, cols: number): Area | null {
  const parts = text.trim().split(":");
  if (parts.length > 2) return null;
  const ends = parts.map((part) => END.exec(part.trim()));
  const [from, to = from] = ends;
  if (!from || !to || (!from[1] && !from[2])) return null;
  if (Boolean(from[1]) !== Boolean(to[1]) || Boolean(from[2]) !== Boolean(to[2])) return null;
  const row = ends.map((end) => (end?.[2] ? Number(end[2]) - 1 : null)).filter((n) => n !== null);
  const col = ends.map((end) => (end?.[1] ? column(end[1]) : null)).filter((n) => n !== null);
  const area = {
    firstRow: row.length ? Math.min(...row) : 0,
    lastRow: row.length ? Math.max(...row) : rows - 1,
    firstCol: col.length ? Math.min(...col) : 0,
    lastCol: col.length ? Math.max(...col) : cols - 1,
  };
  return area.firstRow < rows && area.firstCol < cols && area.lastRow < rows && area.lastCol < cols ? area : null;
}

/** The place that an address names; none when it is no address of that sheet. */
export function parsePlace(text: string, rows: number, cols: number): Place | null {
  const area = parseArea(text, rows, cols);
  return area && { row: area.firstRow, col: area.firstCol };
}
