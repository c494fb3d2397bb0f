// What of the cells is in view, and how the view moves to show a cell.

import type { Axis } from "./axis";
import type { Area } from "./source";

/** A view on the cells: its place from the first cell and its size, in pixels. */
export interface Camera {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The rows and columns that are drawn; the ends are not included. */
export interface Span {
  firstRow: number;
  endRow: number;
  firstCol: number;
  endCol: number;
}

/** What is drawn. */
export interface Scene {
  span: Span;
  /** Size of what is in view, with the headers. */
  size: { width: number; height: number };
  /** Size of the scrolled element, with the headers. */
  whole: { width: number; height: number };
}

export function sameSize(a: Scene["size"], b: Scene["size"]): boolean {
  return a.width === b.width && a.height === b.height;
}

const AROUND = { rows: 6, cols: 2 };
/** The drawn part moves by so many at once, so that most scrolling draws nothing anew. */
const STEP = { rows: 8, cols: 4 };

export function spanOf(camera: Camera, rows: Axis, cols: Axis): Span {
  const [firstRow, endRow] = along(rows, camera.y, camera.height, AROUND.rows, STEP.rows);
  const [firstCol, endCol] = along(cols, camera.x, camera.width, AROUND.cols, STEP.cols);
  return { firstRow, endRow, firstCol, endCol };
}

function along(axis: Axis, from: number, view: number, around: number, step: number): [number, number] {
  if (axis.count === 0) return [0, 0];
  const first = Math.floor((axis.at(from) - around) / step) * step;
  const end = Math.ceil((axis.at(from + view) + 1 + around) / step) * step;
  return [Math.max(0, first), Math.min(axis.count, end)];
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.firstRow === b.firstRow && a.endRow === b.endRow && a.firstCol === b.firstCol && a.endCol === b.endCol;
}

/** A span within a source that may have become smaller. */
export function within(span: Span, rows: number, cols: number): Span {
  const endRow = Math.min(rows, span.endRow);
  const endCol = Math.min(cols, span.endCol);
  return { firstRow: Math.min(span.firstRow, endRow), endRow, firstCol: Math.min(span.firstCol, endCol), endCol };
}

/** The camera moved so that an area can be seen: as little as possible, or with the area in the middle. */
export function revealing(camera: Camera, rows: Axis, cols: Axis, area: Area, how: "nearest" | "middle"): Camera {
  const top = rows.start(area.firstRow);
  const left = cols.start(area.firstCol);
  return {
    ...camera,
    y: toShow(camera.y, camera.height, top, rows.start(area.lastRow) + rows.size(area.lastRow) - top, how),
    x: toShow(camera.x, camera.width, left, cols.start(area.lastCol) + cols.size(area.lastCol) - left, how),
  };
}

function toShow(from: number, view: number, start: number, size: number, how: "nearest" | "middle"): number {
  const seen = start >= from && start + size <= from + view;
  if (seen) return from;
  if (how === "middle") return start - Math.max(0, (view - size) / 2);
  // Of what is larger than the view, the beginning is shown.
  return start < from || size > view ? start : start + size - view;
}

export function clamped(camera: Camera, rows: Axis, cols: Axis): Camera {
  const x = Math.max(0, Math.min(camera.x, cols.length - camera.width));
  const y = Math.max(0, Math.min(camera.y, rows.length - camera.height));
  return { ...camera, x, y };
}
