// A sheet of a workbook as a source of cells.

import type { Backend } from "../backend";
import type { CellsView, MergeView, SheetShapeView } from "../engine";
import { letters } from "./address";
import { Blocks } from "./blocks";
import { pixels, type Area, type GridCell, type Merge, type Source } from "./source";
import { Watched } from "./watched";

const SHAPE = { high: 128, wide: 32, kept: 120, flights: 3 };

type Sheets = Pick<Backend, "sheet" | "cells">;

interface Block {
  cells: CellsView;
  /** The merge over each covered cell of the block, by `row * wide + column`. */
  covered: Map<number, Merge>;
}

class SheetSource extends Watched implements Source {
  readonly #backend: Sheets;
  readonly #workbook: number;
  readonly #sheet: number;
  readonly #blocks: Blocks<Block>;
  #shape: SheetShapeView | null = null;
  #failed = false;
  #generation = 0;

  constructor(backend: Sheets, workbook: number, sheet: number) {
    super();
    this.#backend = backend;
    this.#workbook = workbook;
    this.#sheet = sheet;
    this.#blocks = new Blocks(SHAPE, (area) => this.#fetch(area), (row) => { this.changed(row); });
  }

  get status() {
    return this.#failed ? "failed" : this.#shape ? "ready" : "loading";
  }

  get partial() {
    return this.#blocks.failed;
  }

  get layout() {
    return this.#shape;
  }

  get shape() {
    return this.#shape;
  }

  get rows() {
    return this.#shape?.rows ?? 0;
  }

  get cols() {
    return this.#shape?.cols ?? 0;
  }

  width = (col: number): number => pixels(this.#shape?.widths[col] ?? 8);
  columnName = letters;
  rowName = (row: number): string => String(row + 1);
  isHiddenRow = (row: number): boolean => inRuns(this.#shape?.hidden_rows ?? [], row);
  isHiddenCol = (col: number): boolean => inRuns(this.#shape?.hidden_cols ?? [], col);
  need = (area: Area): void => { if (this.#shape) this.#blocks.need(area); };
  stamp = (row: number): number => this.stampOf(this.#blocks.rowOf(row));

  cell(row: number, col: number): GridCell | undefined {
    const cells = this.#blocks.of(row, col)?.cells;
    if (!cells) return undefined;
    const [r, c] = [row - cells.row, col - cells.col];
    return cellOf(cells.texts[r]?.[c] ?? "", cells.roles[r]?.[c], cells.looks[r]?.[c]);
  }

  merge(row: number, col: number): Merge | undefined {
    return this.#blocks.of(row, col)?.covered.get((row % SHAPE.high) * SHAPE.wide + (col % SHAPE.wide));
  }

  async texts(area: Area): Promise<string[][]> {
    const { firstRow, firstCol, lastRow, lastCol } = area;
    const cells = await this.#backend.cells(this.#workbook, this.#sheet, firstRow, firstCol, lastRow - firstRow + 1, lastCol - firstCol + 1);
    for (const merge of cells.merges) {
      const [row, col] = [merge.row - firstRow, merge.col - firstCol];
      const texts = cells.texts[row];
      if (texts && col >= 0 && col < texts.length) texts[col] = merge.text;
    }
    return cells.texts;
  }

  refresh(): void {
    this.#generation += 1;
    this.#blocks.refresh();
    void this.#load(this.#generation);
  }

  async #load(generation: number): Promise<void> {
    try {
      const shape = await this.#backend.sheet(this.#workbook, this.#sheet);
      if (generation !== this.#generation) return;
      this.#shape = shape;
      this.#failed = false;
    } catch {
      if (generation !== this.#generation) return;
      this.#failed = true;
    }
    this.changed("all");
  }

  async #fetch(area: Area): Promise<Block> {
    const rows = Math.min(this.rows - 1, area.lastRow) - area.firstRow + 1;
    const cols = Math.min(this.cols - 1, area.lastCol) - area.firstCol + 1;
    const cells = await this.#backend.cells(this.#workbook, this.#sheet, area.firstRow, area.firstCol, rows, cols);
    return { cells, covered: coveredBy(cells.merges, area) };
  }
}

/** The cells of a sheet; call `refresh` to load it, and again when the session has changed. */
export function sheetSource(backend: Sheets, workbook: number, sheet: number): Source & { readonly shape: SheetShapeView | null } {
  return new SheetSource(backend, workbook, sheet);
}

function cellOf(text: string, role: string | undefined, look: string | undefined): GridCell {
  return { text, role: role === "." ? "" : (role ?? ""), number: look === "n" || look === "N", bold: look === "T" || look === "N", change: "" };
}

function coveredBy(merges: MergeView[], block: Area): Map<number, Merge> {
  const covered = new Map<number, Merge>();
  for (const view of merges) {
    const merge: Merge = {
      firstRow: view.row, firstCol: view.col, lastRow: view.row + view.rows - 1, lastCol: view.col + view.cols - 1,
      cell: cellOf(view.text, view.role, view.look),
    };
    for (let row = Math.max(merge.firstRow, block.firstRow); row <= Math.min(merge.lastRow, block.lastRow); row += 1) {
      for (let col = Math.max(merge.firstCol, block.firstCol); col <= Math.min(merge.lastCol, block.lastCol); col += 1) {
        covered.set((row % SHAPE.high) * SHAPE.wide + (col % SHAPE.wide), merge);
      }
    }
  }
  return covered;
}

/** Runs do not overlap and come in order. */
function inRuns(runs: [number, number][], index: number): boolean {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = runs[middle] ?? [0, -1];
    if (index < first) high = middle - 1;
    else if (index > last) low = middle + 1;
    else return true;
  }
  return false;
}
