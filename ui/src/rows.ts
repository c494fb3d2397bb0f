// The rows of a table, fetched in blocks as they come into view.

import type { RowsView, RowView } from "./engine";

const BLOCK = 200;

/** What a grid draws from; a new object at every change. */
export interface Snapshot {
  columns: string[];
  total: number;
  loaded: boolean;
  failed: boolean;
  /** The texts of the first block: the widths of the columns are taken from them. */
  sample: RowView[];
  row: (index: number) => RowView | undefined;
}

type Fetch = (first: number, count: number) => Promise<RowsView>;

/** A window on the rows that the engine holds. */
export class RowStore {
  readonly #fetch: Fetch;
  readonly #listeners = new Set<() => void>();
  readonly #blocks = new Map<number, RowView[]>();
  readonly #asked = new Set<number>();
  #generation = 0;
  #snapshot: Snapshot = { columns: [], total: 0, loaded: false, failed: false, sample: [], row: () => undefined };

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): Snapshot => this.#snapshot;

  /** The session has changed: every block is asked for again when it is next needed; until then the old ones show. */
  refresh(): void {
    this.#generation += 1;
    this.#asked.clear();
  }

  /** Fetches what is missing of the rows from `first` to before `end`. */
  need(first: number, end: number): void {
    const last = Math.max(first, end - 1);
    for (let block = Math.floor(first / BLOCK); block <= Math.floor(last / BLOCK); block += 1) {
      if (!this.#asked.has(block)) void this.#load(block);
    }
  }

  /** The index of the row that came from a cell, or none: the blocks are read in order until it is found. */
  async find(cell: string): Promise<number | null> {
    for (let block = 0; block === 0 || block * BLOCK < this.#snapshot.total; block += 1) {
      const rows = this.#blocks.get(block) ?? (await this.#load(block));
      const at = rows.findIndex((row) => row.cell === cell);
      if (at >= 0) return block * BLOCK + at;
    }
    return null;
  }

  async #load(block: number): Promise<RowView[]> {
    const generation = this.#generation;
    this.#asked.add(block);
    try {
      const got = await this.#fetch(block * BLOCK, BLOCK);
      if (generation === this.#generation) this.#take(block, got);
      return got.rows;
    } catch {
      if (generation === this.#generation) this.#publish({ ...this.#snapshot, loaded: true, failed: true });
      return [];
    }
  }

  #take(block: number, got: RowsView): void {
    this.#blocks.set(block, got.rows);
    this.#publish({
      columns: got.columns,
      total: got.total,
      loaded: true,
      failed: false,
      sample: this.#blocks.get(0) ?? got.rows,
      row: (index) => this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    });
  }

  #publish(next: Snapshot): void {
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }
}
