// Blocks of cells, fetched around what is in view.

import type { Area } from "./source";

/** How blocks are cut, how many are kept, and how many are fetched at once. */
export interface BlockShape {
  high: number;
  wide: number;
  kept: number;
  flights: number;
}

interface Held<T> {
  block: T;
  generation: number;
}

/** A bounded store of blocks: those used longest ago go first, those in view stay. */
export class Blocks<T> {
  readonly #fetch: (area: Area) => Promise<T>;
  readonly #shape: BlockShape;
  readonly #changed: (row: number) => void;
  readonly #held = new Map<string, Held<T>>();
  readonly #flying = new Map<string, number>();
  readonly #failed = new Set<string>();
  #wanted: [number, number][] = [];
  #generation = 0;

  constructor(shape: BlockShape, fetch: (area: Area) => Promise<T>, changed: (blockRow: number) => void) {
    this.#shape = shape;
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /** The block that a cell is in, also one that is out of date. */
  of(row: number, col: number): T | undefined {
    return this.#held.get(key(this.rowOf(row), this.#colOf(col)))?.block;
  }

  /** The number of a row's blocks. */
  rowOf(row: number): number {
    return Math.floor(row / this.#shape.high);
  }

  get failed(): boolean {
    return this.#failed.size > 0;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Everything held is out of date: it shows until it is needed and fetched again. */
  refresh(): void {
    this.#generation += 1;
    this.#failed.clear();
  }

  /** Fetches what is missing in an area, from its middle; what was wanted before and has not begun is dropped. */
  need(area: Area): void {
    const wanted: [number, number][] = [];
    for (let r = this.rowOf(area.firstRow); r <= this.rowOf(area.lastRow); r += 1) {
      for (let c = this.#colOf(area.firstCol); c <= this.#colOf(area.lastCol); c += 1) {
        this.#touch(key(r, c));
        wanted.push([r, c]);
      }
    }
    const middle = [this.rowOf((area.firstRow + area.lastRow) / 2), this.#colOf((area.firstCol + area.lastCol) / 2)] as const;
    const far = ([r, c]: [number, number]): number => Math.abs(r - middle[0]) + Math.abs(c - middle[1]);
    this.#wanted = wanted.sort((a, b) => far(a) - far(b));
    this.#trim();
    this.#next();
  }

  #colOf(col: number): number {
    return Math.floor(col / this.#shape.wide);
  }

  #touch(at: string): void {
    const held = this.#held.get(at);
    if (!held) return;
    this.#held.delete(at);
    this.#held.set(at, held);
  }

  #trim(): void {
    const most = Math.max(this.#shape.kept, this.#wanted.length);
    for (const at of this.#held.keys()) {
      if (this.#held.size <= most) return;
      this.#held.delete(at);
    }
  }

  #next(): void {
    for (const [r, c] of this.#wanted) {
      if (this.#flying.size >= this.#shape.flights) return;
      const at = key(r, c);
      const current = this.#held.get(at)?.generation === this.#generation || this.#flying.get(at) === this.#generation;
      // Nothing is asked for again and again by itself after a failure: only a refresh does.
      if (!current && !this.#flying.has(at) && !this.#failed.has(at)) void this.#load(r, c);
    }
  }

  async #load(r: number, c: number): Promise<void> {
    const { high, wide } = this.#shape;
    const generation = this.#generation;
    const at = key(r, c);
    this.#flying.set(at, generation);
    const area = { firstRow: r * high, firstCol: c * wide, lastRow: (r + 1) * high - 1, lastCol: (c + 1) * wide - 1 };
    try {
      const block = await this.#fetch(area);
      if (generation === this.#generation) this.#held.set(at, { block, generation });
    } catch {
      if (generation === this.#generation) this.#failed.add(at);
    }
    this.#flying.delete(at);
    this.#trim();
    this.#next();
    if (generation === this.#generation) this.#changed(r);
  }
}

function key(r: number, c: number): string {
  return `${r},${c}`;
}
