// Rows with named columns as a source of cells: the tidy rows of a table, or any other long list.

import type { Backend } from "../backend";
import { words } from "../words";
import { Blocks } from "./blocks";
import { pixels, type Area, type GridCell, type Source } from "./source";
import { Watched } from "./watched";

const SHAPE = { high: 128, wide: 1 << 20, kept: 60, flights: 3 };

/** A window of a list. */
export interface ListWindow {
  columns: string[];
  /** In characters. */
  widths: number[];
  /** How many rows there are in all. */
  total: number;
  rows: { fields: string[]; change: string | null }[];
}

/** Gives at most `count` rows from `first` on. */
export type FetchList = (first: number, count: number) => Promise<ListWindow>;

const NUMBER = /^[-−]?[\d,]+(\.\d+)?%?$/u;

class ListSource extends Watched implements Source {
  readonly #get: FetchList;
  readonly #blocks: Blocks<ListWindow["rows"]>;
  #head: Omit<ListWindow, "rows"> | null = null;
  #failed = false;
  #generation = 0;

  constructor(get: FetchList) {
    super();
    this.#get = get;
    this.#blocks = new Blocks(SHAPE, (area) => this.#fetch(area), (row) => { this.changed(row); });
  }

  get status() {
    return this.#failed ? "failed" : this.#head ? "ready" : "loading";
  }

  get partial() {
    return this.#blocks.failed;
  }

  get rows() {
    return this.#head?.total ?? 0;
  }

  get cols() {
    return this.#head?.columns.length ?? 0;
  }

  get layout() {
    return this.#head;
  }

  width = (col: number): number => pixels(this.#head?.widths[col] ?? 8);
  columnName = (col: number): string => this.#head?.columns[col] ?? "";
  rowName = (row: number): string => String(row + 1);
  isHiddenRow = (): boolean => false;
  isHiddenCol = (): boolean => false;
  need = (area: Area): void => { if (this.#head) this.#blocks.need(area); };
  stamp = (row: number): number => this.stampOf(this.#blocks.rowOf(row));
  merge = (): undefined => undefined;

  cell(row: number, col: number): GridCell | undefined {
    const found = this.#blocks.of(row, 0)?.[row % SHAPE.high];
    if (!found) return undefined;
    const text = found.fields[col] ?? "";
    return { text, role: "", number: NUMBER.test(text), bold: false, change: found.change ?? "" };
  }

  async texts(area: Area): Promise<string[][]> {
    const got = await this.#get(area.firstRow, area.lastRow - area.firstRow + 1);
    return got.rows.map((row) => row.fields.slice(area.firstCol, area.lastCol + 1));
  }

  refresh(): void {
    this.#generation += 1;
    this.#blocks.refresh();
    void this.#load(this.#generation);
  }

  /** How long the list is now; its rows follow as they come into view. */
  async #load(generation: number): Promise<void> {
    try {
      const { columns, widths, total } = await this.#get(0, 1);
      if (generation !== this.#generation) return;
      this.#head = { columns, widths, total };
      this.#failed = false;
    } catch {
      if (generation !== this.#generation) return;
      this.#failed = true;
    }
    this.changed("all");
  }

  async #fetch(area: Area): Promise<ListWindow["rows"]> {
    return (await this.#get(area.firstRow, Math.min(this.rows - 1, area.lastRow) - area.firstRow + 1)).rows;
  }
}

/** Any list; call `refresh` to load it, and again when it has changed. */
export function listSource(get: FetchList): Source {
  return new ListSource(get);
}

/** The tidy rows of a table: the cell that each came from, what protection did to it, and its columns. */
export function rowsSource(backend: Pick<Backend, "rows">, table: number, asProtected: boolean): Source {
  return listSource(async (first, count) => {
    const got = await backend.rows(table, asProtected, first, count);
    const lead = asProtected ? [words.grid.sourceCell, words.grid.protection] : [words.grid.sourceCell];
    return {
      columns: [...lead, ...got.columns],
      widths: [...lead.map((name) => Math.max(6, name.length)), ...got.widths],
      total: got.total,
      rows: got.rows.map(({ cell, change, fields }) => ({
        change,
        fields: asProtected ? [cell, change ? (words.grid.changes[change] ?? change) : "", ...fields] : [cell, ...fields],
      })),
    };
  });
}
