// What a grid draws from. Rows and columns count from 0; areas include their last row and column.

/** One cell's place. */
export interface Place {
  row: number;
  col: number;
}

/** A rectangle of cells, its last row and column included. */
export interface Area {
  firstRow: number;
  firstCol: number;
  lastRow: number;
  lastCol: number;
}

/** A cell as it is drawn. */
export interface GridCell {
  text: string;
  /** A letter, as in `CellsView.roles`; empty for none. */
  role: string;
  number: boolean;
  bold: boolean;
  /** Whether protection changed it: `suppressed`, `rounded`, `recomputed`; empty for none. */
  change: string;
}

/** Cells that are drawn as one. */
export interface Merge extends Area {
  cell: GridCell;
}

/**
 * Cells that are fetched as they come into view. Before it is `ready` it has no rows.
 * `need` may be called as often as one likes: it replaces what was asked for before.
 */
export interface Source {
  readonly status: "loading" | "ready" | "failed";
  /** Whether some block in view could not be fetched, while others can be seen. */
  readonly partial: boolean;
  readonly rows: number;
  readonly cols: number;
  /** Another object when the widths or names of the columns have changed. */
  readonly layout: object | null;
  /** In pixels. */
  width(col: number): number;
  columnName(col: number): string;
  rowName(row: number): string;
  isHiddenRow(row: number): boolean;
  isHiddenCol(col: number): boolean;
  need(area: Area): void;
  /** None while it is not loaded. */
  cell(row: number, col: number): GridCell | undefined;
  merge(row: number, col: number): Merge | undefined;
  /** Changes when something of the row does. */
  stamp(row: number): number;
  /** The texts of an area, fetched whatever is in view. */
  texts(area: Area): Promise<string[][]>;
  /** Asks for everything again; what was there shows until it comes. */
  refresh(): void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes with every change. */
  readonly version: () => number;
}

export function areaOf(a: Place, b: Place): Area {
  return {
    firstRow: Math.min(a.row, b.row),
    firstCol: Math.min(a.col, b.col),
    lastRow: Math.max(a.row, b.row),
    lastCol: Math.max(a.col, b.col),
  };
}

export function holds(area: Area, row: number, col: number): boolean {
  return row >= area.firstRow && row <= area.lastRow && col >= area.firstCol && col <= area.lastCol;
}

export function sizeOf(area: Area): number {
  return (area.lastRow - area.firstRow + 1) * (area.lastCol - area.firstCol + 1);
}

/** The common part of two areas; none when they are apart. */
export function overlap(a: Area, b: Area): Area | null {
  const both = {
    firstRow: Math.max(a.firstRow, b.firstRow),
    firstCol: Math.max(a.firstCol, b.firstCol),
    lastRow: Math.min(a.lastRow, b.lastRow),
    lastCol: Math.min(a.lastCol, b.lastCol),
  };
  return both.firstRow > both.lastRow || both.firstCol > both.lastCol ? null : both;
}

/** Pixels for a width in characters. */
export function pixels(characters: number): number {
  return Math.round(characters * 7.4 + 22);
}
