import { describe, expect, it, vi } from "vitest";

import { address, letters, parseArea, parsePlace, rangeOf } from "../src/grid/address";
import { evenAxis, LONGEST, scrollMap, unevenAxis } from "../src/grid/axis";
import { Blocks } from "../src/grid/blocks";
import { clamped, revealing, spanOf } from "../src/grid/camera";
import { MOST_COPIED, textOf } from "../src/grid/copy";
import { edgeOf } from "../src/grid/edge";
import { moveFor, selectedArea, single, unit, type Selection } from "../src/grid/selection";
import type { Area, Merge } from "../src/grid/source";

/** Numbers that look random and are the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("Addresses", () => {
  it("writes and reads every column of a sheet", () => {
    expect([0, 25, 26, 701, 702, 16_383].map(letters)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    for (let col = 0; col < 16_384; col += 1) {
      expect(parsePlace(address(col, col), 1_048_576, 16_384)).toEqual({ row: col, col });
    }
  });

  it.each([
    ["b7", { firstRow: 6, firstCol: 1, lastRow: 6, lastCol: 1 }],
    ["$C$3:A1", { firstRow: 0, firstCol: 0, lastRow: 2, lastCol: 2 }],
    ["4:6", { firstRow: 3, firstCol: 0, lastRow: 5, lastCol: 9 }],
    ["4", { firstRow: 3, firstCol: 0, lastRow: 3, lastCol: 9 }],
    ["C:D", { firstRow: 0, firstCol: 2, lastRow: 99, lastCol: 3 }],
  ])("reads %s", (text, area) => { expect(parseArea(text, 100, 10)).toEqual(area); });

  it.each(["", ":", "K1", "A101", "A0", "A1:", "A1:B", "1:B", "hello", "A1:B2:C3", "A 1"])("refuses %j on a sheet of 100 x 10", (text) => {
    expect(parseArea(text, 100, 10)).toBeNull();
  });

  it("names a range by its corners, and one cell by itself", () => {
    expect(rangeOf({ firstRow: 6, firstCol: 1, lastRow: 8, lastCol: 2 })).toBe("B7:C9");
    expect(rangeOf({ firstRow: 6, firstCol: 1, lastRow: 6, lastCol: 1 })).toBe("B7");
  });
});

describe("Axes", () => {
  it("finds each row and column where it begins, in it, and not before", () => {
    const random = chance(7);
    const sizes = Array.from({ length: 3_000 }, () => 20 + Math.floor(random() * 300));
    for (const axis of [evenAxis(3_000, 28), unevenAxis(3_000, (i) => sizes[i] ?? 0)]) {
      for (let i = 0; i < axis.count; i += 1) {
        expect(axis.at(axis.start(i))).toBe(i);
        expect(axis.at(axis.start(i) + axis.size(i) - 0.5)).toBe(i);
      }
      expect(axis.at(-50)).toBe(0);
      expect(axis.at(axis.length + 50)).toBe(axis.count - 1);
      expect(axis.start(axis.count - 1) + axis.size(axis.count - 1)).toBe(axis.length);
    }
  });

  it("never asks for an element longer than the window can draw", () => {
    for (const rows of [0, 1, 1_000, 214_000, 215_000, 1_048_576]) {
      const map = scrollMap(rows * 28, 700);
      expect(map.length).toBeLessThanOrEqual(LONGEST);
      expect(map.scaled).toBe(rows * 28 > LONGEST);
    }
  });

  it("maps the ends of the bar to the ends of the axis, and keeps the order between", () => {
    const random = chance(11);
    for (let round = 0; round < 300; round += 1) {
      const view = 50 + Math.floor(random() * 2_000);
      const length = Math.floor(random() ** 4 * 40_000_000);
      const map = scrollMap(length, view);
      const bar = map.length - view;
      expect(map.toPlace(0)).toBe(0);
      expect(map.toPlace(Math.max(0, bar))).toBe(map.furthest);
      // A bar stops at whole or half pixels: the last row must be reached all the same.
      expect(map.furthest - map.toPlace(Math.max(0, bar - 0.6))).toBeLessThanOrEqual(map.scaled ? 0 : 0.61);
      expect(map.toBar(map.furthest)).toBeCloseTo(Math.max(0, bar));
      let before = -1;
      for (let at = 0; at <= 20; at += 1) {
        const place = map.toPlace((at / 20) * bar);
        expect(place).toBeGreaterThanOrEqual(before);
        expect(place).toBeLessThanOrEqual(map.furthest);
        before = place;
      }
      const place = random() * map.furthest;
      // Back and forth it stays within what one pixel of the bar is worth.
      expect(Math.abs(map.toPlace(map.toBar(place)) - place)).toBeLessThanOrEqual(Math.max(1, map.furthest / Math.max(1, bar)) + 1e-6);
    }
  });
});

describe("The camera", () => {
  const rows = evenAxis(1_048_576, 28);
  const cols = unevenAxis(16_384, (col) => 60 + (col % 7) * 30);

  it("draws what is in view and little more, everywhere", () => {
    const random = chance(3);
    for (let round = 0; round < 2_000; round += 1) {
      const camera = clamped({ x: random() * cols.length, y: random() * rows.length, width: 1_000, height: 600 }, rows, cols);
      const span = spanOf(camera, rows, cols);
      expect(rows.start(span.firstRow)).toBeLessThanOrEqual(camera.y);
      expect(rows.start(span.endRow)).toBeGreaterThanOrEqual(Math.min(rows.length, camera.y + camera.height));
      expect(cols.start(span.firstCol)).toBeLessThanOrEqual(camera.x);
      expect(cols.start(span.endCol)).toBeGreaterThanOrEqual(Math.min(cols.length, camera.x + camera.width));
      expect(span.endRow - span.firstRow).toBeLessThanOrEqual(56);
      expect(span.endCol - span.firstCol).toBeLessThanOrEqual(30);
    }
  });

  it("shows a cell wholly after it was revealed, and does not move for one that is in view", () => {
    const random = chance(5);
    let camera = { x: 0, y: 0, width: 900, height: 500 };
    for (let round = 0; round < 2_000; round += 1) {
      const [row, col] = [Math.floor(random() * rows.count), Math.floor(random() * cols.count)];
      const area = { firstRow: row, firstCol: col, lastRow: row, lastCol: col };
      camera = clamped(revealing(camera, rows, cols, area, round % 2 ? "nearest" : "middle"), rows, cols);
      expect(rows.start(row)).toBeGreaterThanOrEqual(camera.y);
      expect(rows.start(row + 1)).toBeLessThanOrEqual(camera.y + camera.height);
      expect(cols.start(col)).toBeGreaterThanOrEqual(camera.x);
      expect(cols.start(col + 1)).toBeLessThanOrEqual(camera.x + camera.width);
      expect(revealing(camera, rows, cols, area, "middle")).toEqual(camera);
    }
  });
});

describe("Blocks", () => {
  const SHAPE = { high: 10, wide: 10, kept: 6, flights: 2 };
  const at = (row: number, col: number): Area => ({ firstRow: row, firstCol: col, lastRow: row, lastCol: col });
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

  it("asks for a few at once, from the middle, and drops what has gone out of view", async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const blocks = new Blocks(SHAPE, (area) => { asked.push(`${area.firstRow},${area.firstCol}`); return new Promise<string>((done) => answers.push(() => { done("x"); })); }, () => undefined);
    blocks.need({ firstRow: 0, firstCol: 0, lastRow: 49, lastCol: 9 });
    expect(asked).toEqual(["20,0", "10,0"]);
    blocks.need(at(500, 500));
    answers.shift()?.();
    await settle();
    expect(asked).toEqual(["20,0", "10,0", "500,500"]);
  });

  it("keeps a bounded number, those in view among them", async () => {
    const blocks = new Blocks(SHAPE, () => Promise.resolve("x"), () => undefined);
    for (let row = 0; row < 400; row += 10) {
      blocks.need(at(row, 0));
      await settle();
    }
    expect(blocks.size).toBe(6);
    expect(blocks.of(395, 0)).toBe("x");
    expect(blocks.of(0, 0)).toBeUndefined();
  });

  it("shows what is out of date until the new comes, and takes no answer from before", async () => {
    let answer: (text: string) => void = () => undefined;
    const blocks = new Blocks(SHAPE, () => new Promise<string>((done) => { answer = done; }), () => undefined);
    blocks.need(at(0, 0));
    answer("first");
    await settle();
    blocks.refresh();
    blocks.need(at(0, 0));
    expect(blocks.of(0, 0)).toBe("first");
    const old = answer;
    blocks.refresh();
    old("second");
    await settle();
    expect(blocks.of(0, 0)).toBe("first");
    blocks.need(at(0, 0));
    answer("third");
    await settle();
    expect(blocks.of(0, 0)).toBe("third");
  });

  it("does not ask again by itself for what has failed, and does after a refresh", async () => {
    const fetch = vi.fn(() => Promise.reject(new Error("no")));
    const blocks = new Blocks(SHAPE, fetch, () => undefined);
    blocks.need(at(0, 0));
    await settle();
    blocks.need(at(0, 0));
    await settle();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(blocks.failed).toBe(true);
    blocks.refresh();
    expect(blocks.failed).toBe(false);
    blocks.need(at(0, 0));
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe("Selection", () => {
  const cell = { text: "", role: "", number: false, bold: false, change: "" };
  const merges: Merge[] = [{ firstRow: 1, firstCol: 1, lastRow: 3, lastCol: 4, cell }, { firstRow: 3, firstCol: 6, lastRow: 9, lastCol: 6, cell }];
  const source = {
    rows: 100, cols: 20,
    merge: (row: number, col: number) => merges.find((m) => row >= m.firstRow && row <= m.lastRow && col >= m.firstCol && col <= m.lastCol),
  };
  const key = (name: string, how: { ctrl?: boolean; shift?: boolean } = {}) => ({ key: name, ctrlKey: how.ctrl ?? false, metaKey: false, shiftKey: how.shift ?? false, altKey: false });
  const after = (from: Selection, ...keys: ReturnType<typeof key>[]): Selection => keys.reduce((now, one) => {
    const move = moveFor(one, now, source, 10);
    if (move?.kind !== "select") throw new Error("The key selects nothing");
    return move.selection;
  }, from);

  it("walks over a merge as one cell and keeps its row and column", () => {
    const at = single({ row: 2, col: 0 });
    const right = after(at, key("ArrowRight"));
    expect(unit(source, right.active)).toMatchObject({ firstRow: 1, lastCol: 4 });
    expect(after(right, key("ArrowRight")).active).toEqual({ row: 2, col: 5 });
    expect(after(right, key("ArrowDown")).active).toEqual({ row: 4, col: 1 });
    expect(after(right, key("ArrowUp")).active).toEqual({ row: 0, col: 1 });
    expect(after(right, key("ArrowLeft")).active).toEqual({ row: 2, col: 0 });
  });

  it("takes merges that it touches in whole, and those that these touch", () => {
    const selection = { active: { row: 2, col: 2 }, anchor: { row: 2, col: 2 }, head: { row: 2, col: 6 } };
    expect(selectedArea(source, selection)).toEqual({ firstRow: 1, firstCol: 1, lastRow: 9, lastCol: 6 });
  });

  it("extends from where it began, and never leaves the sheet", () => {
    const at = single({ row: 50, col: 10 });
    const some = after(at, key("ArrowDown", { shift: true }), key("ArrowLeft", { shift: true }), key("PageDown", { shift: true }));
    expect(some).toEqual({ active: { row: 50, col: 10 }, anchor: { row: 50, col: 10 }, head: { row: 61, col: 9 } });
    for (const name of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]) {
      for (const corner of [{ row: 0, col: 0 }, { row: 99, col: 19 }]) {
        const { active } = after(single(corner), key(name));
        expect(active.row).toBeGreaterThanOrEqual(0);
        expect(active.row).toBeLessThan(100);
        expect(active.col).toBeGreaterThanOrEqual(0);
        expect(active.col).toBeLessThan(20);
      }
    }
  });

  it("selects rows, columns and everything, and leaves the active cell", () => {
    const at = after(single({ row: 50, col: 10 }), key("ArrowDown", { shift: true }));
    expect(selectedArea(source, after(at, key(" ", { shift: true })))).toEqual({ firstRow: 50, firstCol: 0, lastRow: 51, lastCol: 19 });
    const column = after(at, key(" ", { ctrl: true }));
    expect(column.active).toEqual({ row: 50, col: 10 });
    expect(column.anchor.row).toBe(0);
    expect(column.head).toEqual({ row: 99, col: 10 });
    expect(selectedArea(source, after(at, key("a", { ctrl: true })))).toEqual({ firstRow: 0, firstCol: 0, lastRow: 99, lastCol: 19 });
    expect(moveFor(key("b"), at, source, 10)).toBeNull();
  });
});

describe("To the edge of the data", () => {
  const filled = (rows: number, is: (row: number) => boolean) => ({
    rows, cols: 1,
    texts: vi.fn((area: Area) => Promise.resolve(Array.from({ length: area.lastRow - area.firstRow + 1 }, (_, i) => [is(area.firstRow + i) ? "x" : ""]))),
  });

  it.each([
    ["the end of a run", 5, 1, 299],
    ["the next run over a gap", 299, 1, 600],
    ["the first cell after blanks", 400, 1, 600],
    ["the beginning of a run", 700, -1, 600],
    ["the run before", 600, -1, 299],
    ["the first row", 2, -1, 0],
    ["the last row when nothing comes", 999, 1, 9_999],
  ])("goes to %s", async (_what, from, down, to) => {
    const source = filled(10_000, (row) => row < 300 || (row >= 600 && row < 1_000));
    expect(await edgeOf(source, { row: from, col: 0 }, down, 0)).toEqual({ row: to, col: 0 });
  });

  it("stops looking after a while and goes to the edge of the sheet", async () => {
    const source = filled(1_048_576, () => true);
    expect(await edgeOf(source, { row: 0, col: 0 }, 1, 0)).toEqual({ row: 1_048_575, col: 0 });
    expect(source.texts.mock.calls.length).toBeLessThan(20);
  });
});

describe("Copying", () => {
  const source = { texts: vi.fn((area: Area) => Promise.resolve(Array.from({ length: area.lastRow - area.firstRow + 1 }, (_, r) => Array.from({ length: area.lastCol - area.firstCol + 1 }, (_, c) => address(area.firstRow + r, area.firstCol + c))))) };

  it("writes rows in lines and parts cells by tabs, in strips", async () => {
    expect(await textOf(source, { firstRow: 1, firstCol: 1, lastRow: 2, lastCol: 2 })).toBe("B2\tC2\nB3\tC3");
    const lines = (await textOf(source, { firstRow: 0, firstCol: 0, lastRow: 9_999, lastCol: 0 }))?.split("\n");
    expect(lines).toHaveLength(10_000);
    expect(lines?.[9_999]).toBe("A10000");
    expect(source.texts).toHaveBeenCalledTimes(4);
  });

  it("puts a text with a tab or a line break into quotes", async () => {
    const odd = { texts: () => Promise.resolve([["two\nlines", 'say "hello"', "a\tb \"c\""]]) };
    expect(await textOf(odd, { firstRow: 0, firstCol: 0, lastRow: 0, lastCol: 2 })).toBe('"two\nlines"\tsay "hello"\t"a\tb ""c"""');
  });

  it("refuses what is too large, without fetching it", async () => {
    source.texts.mockClear();
    expect(await textOf(source, { firstRow: 0, firstCol: 0, lastRow: MOST_COPIED, lastCol: 0 })).toBeNull();
    expect(source.texts).not.toHaveBeenCalled();
  });
});
