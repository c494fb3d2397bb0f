// The active cell, what is selected, and how keys move them.

import { areaOf, type Area, type Place, type Source } from "./source";

/** The selection reaches from the anchor to the head; the active cell is within it. */
export interface Selection {
  active: Place;
  anchor: Place;
  head: Place;
}

type Shape = Pick<Source, "rows" | "cols" | "merge">;

export function single(place: Place): Selection {
  return { active: place, anchor: place, head: place };
}

/** The same selection with its head elsewhere. */
export function extended(selection: Selection, head: Place): Selection {
  return { ...selection, head };
}

export function wholeRows(from: number, to: number, active: Place, cols: number): Selection {
  return { active: { row: from, col: active.col }, anchor: { row: from, col: 0 }, head: { row: to, col: cols - 1 } };
}

export function wholeCols(from: number, to: number, active: Place, rows: number): Selection {
  return { active: { row: active.row, col: from }, anchor: { row: 0, col: from }, head: { row: rows - 1, col: to } };
}

export function everything(active: Place, rows: number, cols: number): Selection {
  return { active, anchor: { row: 0, col: 0 }, head: { row: rows - 1, col: cols - 1 } };
}

/** A selection within a source that may have become smaller. */
export function bounded(selection: Selection, rows: number, cols: number): Selection {
  const bound = ({ row, col }: Place): Place => ({ row: Math.max(0, Math.min(row, rows - 1)), col: Math.max(0, Math.min(col, cols - 1)) });
  return { active: bound(selection.active), anchor: bound(selection.anchor), head: bound(selection.head) };
}

/** What is drawn as one cell: the merge over it, or the cell alone. */
export function unit(source: Shape, { row, col }: Place): Area {
  return source.merge(row, col) ?? { firstRow: row, firstCol: col, lastRow: row, lastCol: col };
}

/** Beyond this the merges at its edges are not looked at. */
const LONG_EDGE = 2_000;

/** What is selected: merges that are selected in part are selected whole. */
export function selectedArea(source: Shape, { anchor, head }: Selection): Area {
  let area = areaOf(anchor, head);
  for (let pass = 0; pass < 8; pass += 1) {
    const next = grown(source, area);
    if (next.firstRow === area.firstRow && next.lastRow === area.lastRow && next.firstCol === area.firstCol && next.lastCol === area.lastCol) break;
    area = next;
  }
  return area;
}

function grown(source: Shape, area: Area): Area {
  const next = { ...area };
  const take = (row: number, col: number): void => {
    const merge = source.merge(row, col);
    if (!merge) return;
    next.firstRow = Math.min(next.firstRow, merge.firstRow);
    next.lastRow = Math.max(next.lastRow, merge.lastRow);
    next.firstCol = Math.min(next.firstCol, merge.firstCol);
    next.lastCol = Math.max(next.lastCol, merge.lastCol);
  };
  if (area.lastRow - area.firstRow < LONG_EDGE) {
    for (let row = area.firstRow; row <= area.lastRow; row += 1) { take(row, area.firstCol); take(row, area.lastCol); }
  }
  if (area.lastCol - area.firstCol < LONG_EDGE) {
    for (let col = area.firstCol; col <= area.lastCol; col += 1) { take(area.firstRow, col); take(area.lastRow, col); }
  }
  return next;
}

/** What a key asks for. */
export type Move =
  | { kind: "select"; selection: Selection; show: Place | null }
  /** To the edge of the data in a direction. */
  | { kind: "edge"; down: number; across: number; extend: boolean };

export interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const ARROWS: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/** What a key does to a selection; none when it is no key of the grid. */
export function moveFor(event: Key, selection: Selection, source: Shape, page: number): Move | null {
  if (event.altKey) return null;
  const far = event.ctrlKey || event.metaKey;
  const extend = event.shiftKey;
  const from = extend ? selection.head : selection.active;
  const arrow = ARROWS[event.key];
  if (arrow) {
    if (far) return { kind: "edge", down: arrow[0], across: arrow[1], extend };
    return to(selection, beside(source, from, arrow, 1), extend, source);
  }
  switch (event.key) {
    case "PageDown": return far ? null : to(selection, beside(source, from, [1, 0], page), extend, source);
    case "PageUp": return far ? null : to(selection, beside(source, from, [-1, 0], page), extend, source);
    case "Home": return to(selection, { row: far ? 0 : from.row, col: 0 }, extend, source);
    case "End": return to(selection, { row: far ? source.rows - 1 : from.row, col: source.cols - 1 }, extend, source);
    default: return whole(event, selection, source, far);
  }
}

function whole(event: Key, selection: Selection, source: Shape, far: boolean): Move | null {
  const { active } = selection;
  const { firstRow, lastRow, firstCol, lastCol } = areaOf(selection.anchor, selection.head);
  if (event.key === " " && far) return chosen({ ...wholeCols(firstCol, lastCol, active, source.rows), active });
  if (event.key === " " && event.shiftKey) return chosen({ ...wholeRows(firstRow, lastRow, active, source.cols), active });
  if (event.key.toLowerCase() === "a" && far && !event.shiftKey) return chosen(everything(active, source.rows, source.cols));
  return null;
}

function chosen(selection: Selection): Move {
  return { kind: "select", selection, show: null };
}

function to(selection: Selection, place: Place, extend: boolean, source: Shape): Move {
  const next = bounded(extend ? extended(selection, place) : single(place), source.rows, source.cols);
  return { kind: "select", selection: next, show: next.head };
}

/** So many cells further; a merge is left over its far side. */
function beside(source: Shape, from: Place, [down, across]: [number, number], by: number): Place {
  const merge = unit(source, from);
  const row = down > 0 ? Math.max(merge.lastRow + 1, from.row + by) : down < 0 ? Math.min(merge.firstRow - 1, from.row - by) : from.row;
  const col = across > 0 ? merge.lastCol + 1 : across < 0 ? merge.firstCol - 1 : from.col;
  return { row, col };
}
