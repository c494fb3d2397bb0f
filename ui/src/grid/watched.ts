// What every source shares: who is told of changes, and which rows changed.

export abstract class Watched {
  readonly #listeners = new Set<() => void>();
  readonly #stamps = new Map<number, number>();
  #version = 0;
  /** Everything has changed since that version. */
  #all = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  version = (): number => this.#version;

  protected stampOf(blockRow: number): number {
    return Math.max(this.#all, this.#stamps.get(blockRow) ?? 0);
  }

  /** Tells that a row of blocks changed, or everything. */
  protected changed(blockRow: number | "all"): void {
    this.#version += 1;
    if (blockRow === "all") {
      this.#all = this.#version;
      this.#stamps.clear();
    } else {
      this.#stamps.set(blockRow, this.#version);
    }
    for (const listener of this.#listeners) listener();
  }
}
