import { memo, type ReactNode } from "react";

import { words } from "../words";
import type { Axis } from "./axis";
import type { GridCell, Merge, Source } from "./source";
import { ROW } from "./stage";

/** What a grid's rows have in common. */
export interface RowLook {
  id: string;
  source: Source;
  cols: Axis;
  /** Width of the row numbers. */
  left: number;
  /** Whether cells are tinted and lettered by role. */
  roles: boolean;
  /** A class for a cell that stands out: `traced`, `found`... */
  mark?: ((row: number, col: number) => string | undefined) | undefined;
}

interface Props {
  look: RowLook;
  row: number;
  /** The first row that is drawn: merges that begin above it begin there. */
  firstRow: number;
  endRow: number;
  firstCol: number;
  endCol: number;
  /** Changes when the row's cells do. */
  stamp: number;
  /** The selected columns; none when `from` is beyond `to`. */
  from: number;
  to: number;
}

/** One row of the drawn part. Its cells lie side by side from the first drawn column. */
export const GridRow = memo(function GridRow({ look, row, firstRow, endRow, firstCol, endCol, from, to }: Props) {
  const { source, left } = look;
  const hidden = source.isHiddenRow(row);
  const name = source.rowName(row);
  const cells: ReactNode[] = [];
  let change = "";
  /** Up to there a text reaches over what is blank: no lines between. */
  let reach = -1;
  for (let col = firstCol; col < endCol; col += 1) {
    const merge = source.merge(row, col);
    const cell = merge ? merge.cell : source.cell(row, col);
    if (cell?.change) change = cell.change;
    // A merge is drawn once, in the first of its cells that is drawn.
    if (merge && (row > Math.max(merge.firstRow, firstRow) || col > Math.max(merge.firstCol, firstCol))) continue;
    const at = { row: merge?.firstRow ?? row, col: merge?.firstCol ?? col };
    const box = boxOf(look, merge, row, col, firstCol, endRow, endCol);
    if (box.reach !== undefined) reach = box.reach;
    cells.push(<Cell key={col} look={look} row={at.row} col={at.col} shownCol={col} box={box} open={col < reach} cell={cell} merge={merge} selected={col >= from && col <= to} />);
  }
  return (
    <div role="row" aria-rowindex={row + 2} className={`grid-row${hidden ? " is-hidden" : ""}${change ? ` ${change}` : ""}`}>
      <div role="rowheader" aria-colindex={1} className={from <= to ? "grid-number is-within" : "grid-number"} style={{ width: left }} data-row={row}>
        {name}
        {hidden && <span className="only-read">, {words.grid.hiddenRow}</span>}
      </div>
      <div className="grid-cells grid-across" style={{ left }}>{cells}</div>
    </div>
  );
});

interface Box {
  left: number;
  width: number;
  height?: number;
  /** Width of the text, where it reaches over blank cells beside it. */
  text?: number;
  /** The last column that it reaches into. */
  reach?: number;
}

const LETTER = 7.2;

function boxOf({ source, cols }: RowLook, merge: Merge | undefined, row: number, col: number, firstCol: number, endRow: number, endCol: number): Box {
  const left = cols.start(col) - cols.start(firstCol);
  if (merge) {
    const end = Math.min(merge.lastCol + 1, endCol);
    const height = (Math.min(merge.lastRow + 1, endRow) - row) * ROW;
    return { left, width: cols.start(end) - cols.start(col), height };
  }
  const width = cols.size(col);
  const cell = source.cell(row, col);
  const wanted = (cell?.text.length ?? 0) * LETTER + 16;
  if (!cell || cell.number || wanted <= width) return { left, width };
  let text = width;
  let next = col + 1;
  for (; next < endCol && text < wanted && isFree(source, row, next); next += 1) text += cols.size(next);
  return { left, width, text, reach: next - 1 };
}

function isFree(source: Source, row: number, col: number): boolean {
  return source.cell(row, col)?.text === "" && !source.merge(row, col);
}

interface CellProps {
  look: RowLook;
  row: number;
  col: number;
  shownCol: number;
  box: Box;
  /** Whether a text goes on into the next cell. */
  open: boolean;
  cell: GridCell | undefined;
  merge: Merge | undefined;
  selected: boolean;
}

function Cell({ look, row, col, shownCol, box, open, cell, merge, selected }: CellProps) {
  const { id, roles, mark, source } = look;
  const text = cell?.text ?? "";
  const role = roles ? (cell?.role ?? "") : "";
  const name = [
    "grid-cell", role && `role-${role}`, cell?.number && "number", cell?.bold && "bold", merge && "is-merged", open && "is-open", !cell && "is-loading",
    source.isHiddenCol(shownCol) && "is-hidden", mark?.(row, col),
  ].filter(Boolean).join(" ");
  const cut = text.length * LETTER + 16 > (box.text ?? box.width);
  return (
    <div
      id={`${id}-${row}-${col}`} role="gridcell" aria-colindex={col + 2} aria-selected={selected} className={name} data-row={row} data-col={col}
      data-role={role || undefined} title={cut ? text : undefined} style={{ left: box.left, width: box.width, height: box.height }}
      aria-rowspan={merge ? merge.lastRow - merge.firstRow + 1 : undefined} aria-colspan={merge ? merge.lastCol - merge.firstCol + 1 : undefined}
    >
      <span style={box.text ? { width: box.text } : undefined}>{text}</span>
    </div>
  );
}
