import { describe, expect, it } from "vitest";

import type { FindingsQuery } from "../src/engine";
import { mock, STARTS, type StateName } from "../src/mock/states";

const ALL: FindingsQuery = { state: null, kind: null, severity: null, table: null, workbook: null, text: null, first: 0, count: 5_000 };

describe("The stand-in for the engine", () => {
  it.each(Object.keys(STARTS) as StateName[])("has a view for the state %s", (name) => {
    const { view } = mock(name, "checks");
    expect(view.step).toBe("checks");
    expect(view.steps.map(({ id }) => id)).toContain("export");
    expect(view.export_blocked === null).toBe(view.workbooks.length > 0 && view.blockers === 0 && view.matching.every(({ open }) => !open));
  });

  it("counts every sort by all filters but its own", async () => {
    const view = await mock("huge").findings({ ...ALL, severity: "warning", count: 10 });
    expect(view.findings).toHaveLength(10);
    expect(view.total).toBe(view.kinds.reduce((sum, kind) => sum + kind.count, 0));
    expect(view.severities.reduce((sum, each) => sum + each.count, 0)).toBeGreaterThan(3_600);
    expect(view.severities.find(({ key }) => key === "warning")?.count).toBe(view.total);
  });

  it("decides a group, but no two blockers at once, and takes it back", async () => {
    const engine = mock("release");
    const blockers = await engine.findings({ ...ALL, state: "open" });
    await expect(engine.decide({ findings: blockers.findings.slice(0, 2).map(({ id }) => id), all: null, verb: "accept", reason: "It is known.", cells: [] })).rejects.toHaveProperty("next");
    const { undo, findings } = await engine.decide({ findings: [], all: { ...ALL, kind: "does-not-add" }, verb: "accept", reason: "They are rounded.", cells: [] });
    expect(undo).toBe("accept 23 findings");
    expect((await engine.findings({ ...ALL, state: "decided" })).total).toBe(23);
    expect((await engine.undo()).findings).toBe(findings);
    expect((await engine.findings({ ...ALL, state: "decided" })).total).toBe(0);
  });

  it("gives any block of the largest sheet, and the merges that touch it", async () => {
    const engine = mock("huge");
    const { texts, roles, merges } = await engine.cells(2, 0, 1_048_570, 290, 40, 40);
    expect(texts).toHaveLength(6);
    expect(texts[5]).toHaveLength(10);
    expect(texts[5]?.[9]).not.toBe("");
    expect(roles[0]).toHaveLength(10);
    expect(merges).toHaveLength(0);
    expect((await engine.cells(2, 0, 1_100, 70, 5, 5)).merges[0]?.row).toBe(999);
  });

  it("goes from a tidy row to its cells and back", async () => {
    const engine = mock("release");
    for (const row of [0, 12, 700]) {
      const { cells } = await engine.trace(1, row);
      const [value] = cells;
      expect((await engine.rows(1, false, row, 1)).rows[0]?.cell).toBe(value?.cell);
      expect((await engine.rowsOf(1, value?.row ?? 0, value?.col ?? 0, value?.row ?? 0, value?.col ?? 0)).rows).toEqual([row]);
    }
    expect((await engine.rowsOf(1, 5, 0, 5, 0)).total).toBe(13);
  });

  it("tells of a job until it is cancelled", async () => {
    const engine = mock("working");
    const told: (string | undefined)[] = [];
    await engine.watch((notice) => { if (notice.kind === "progress") told.push(notice.progress?.stage); });
    expect(told).toEqual(["Looking for cells that can be worked out"]);
    await engine.cancel();
    expect(told.at(-1)).toBeUndefined();
  });

  it("cuts a table, puts tables together and takes both back", async () => {
    const engine = mock("release");
    const before = engine.view.tables.map(({ range }) => range);
    const cut = await engine.splitTable(1, "rows", 100);
    expect(cut.tables.filter(({ shaped }) => shaped === "split").map(({ range }) => range)).toEqual(["A1:O100", "A101:O250"]);
    const [, other] = cut.tables.filter(({ shaped }) => shaped === "split");
    expect((await engine.rows(other?.id ?? 0, false, 0, 1)).rows[0]?.cell).toBe("C101");
    expect((await engine.resetShape(other?.id ?? 0)).tables.map(({ range }) => range)).toEqual(before);
    await expect(engine.splitTable(1, "rows", 2)).rejects.toHaveProperty("next");
    expect((await engine.mergeTables([1, 2])).tables.filter(({ workbook }) => workbook === 1)).toMatchObject([{ id: 1, shaped: "joined" }]);
    expect((await engine.undo()).tables).toHaveLength(before.length);
  });

  it("makes a table where none was found", async () => {
    const engine = mock("tableless");
    const { tables } = await engine.addTable(1, 1, [4, 1], [8, 3]);
    expect(tables).toMatchObject([{ range: "B5:D9", shaped: "added", observations: 8 }]);
    await expect(engine.addTable(1, 1, [4, 1], [4, 3])).rejects.toHaveProperty("next");
  });

  it("stacks what is offered and takes it apart", async () => {
    const engine = mock("years");
    const [offer] = await engine.stacks();
    const before = engine.view.tables.length;
    expect((await engine.stack(offer?.name ?? "")).tables).toHaveLength(before - 1);
    expect(await engine.stacks()).toMatchObject([{ made: true, tables: [1] }]);
    expect((await engine.unstack(offer?.name ?? "")).tables).toHaveLength(before);
  });
});
