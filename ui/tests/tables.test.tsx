import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import { BackendContext, type Backend } from "../src/backend";
import type { CellsView, LeftOutView, RoleRequest, SessionView, SimilarView, StackView, TableView, WorkbookView } from "../src/engine";
import type { Focus } from "../src/shell/focus";
import type { PageSession } from "../src/shell/useSession";
import { address } from "../src/grid";
import { placeOf, tableName } from "../src/parts/tableName";
import { TablesStep } from "../src/steps/tables";
import { CHOICES, choiceFor, requestFor } from "../src/steps/tables/roles";
import { possible, shapeKey, together } from "../src/steps/tables/shaping";
import { words } from "../src/words";

const text = words.tables;


const SHEETS = ["Cover", "Table 1", "Table 2"].map((name) => ({ name, visibility: name === "Cover" ? "hidden" : "visible", kind: "", rows: 60, cols: 8, tables: [] }));
const workbook = (id: number, name: string): WorkbookView => ({ id, name, format: "", bytes: 1, notices: [], sheets: SHEETS, contents: [] });
const table = (id: number, more: Partial<TableView> = {}): TableView => ({
  id, name: `table-${id}`, title: `Waits ${id}`, workbook: 1, sheet: "Table 1", sheet_index: 1, range: "A1:H14", policy: "p", observations: 40,
  confidence: "high", reasons: ["Row 4 is bold."], corrected: false, shaped: null, findings: 0, ...more,
});
const leftOut = (id: number, more: Partial<LeftOutView> = {}): LeftOutView => ({
  id, title: `Old ${id}`, workbook: 1, sheet: "Table 2", sheet_index: 2, range: "A1:C9", why: "Nobody has said yet that it is published.", blocked: null, ...more,
});

const VIEW: SessionView = {
  revision: 1, title: "Waits", step: "tables", steps: [], workbooks: [workbook(1, "waits.xlsx")], tables: [table(1), table(2, { range: "A16:H28", confidence: "low", findings: 3, corrected: true })],
  left_out: [leftOut(9)], matching: [], findings: 3, blockers: 0, failures: [], policies: [], policy: "p", fields: [], next_edition: false, export_blocked: null, written: null, undo: null, redo: null, saved: null,
};

/** An engine whose tidy row n comes from row n + 5 of the sheet. */
function engine(view: SessionView) {
  const answer = (): Promise<SessionView> => Promise.resolve(view);
  return {
    sheet: vi.fn(() => Promise.resolve({ rows: 60, cols: 8, widths: Array.from({ length: 8 }, () => 8), hidden_rows: [], hidden_cols: [], tables: [] })),
    cells: vi.fn((_w: number, sheet: number, row: number, col: number, high: number, wide: number): Promise<CellsView> => Promise.resolve({
      row, col, merges: [],
      texts: Array.from({ length: high }, (_, r) => Array.from({ length: wide }, (__, c) => `${sheet}!${address(row + r, col + c)}`)),
      roles: Array.from({ length: high }, () => "V".repeat(wide)), looks: Array.from({ length: high }, () => "n".repeat(wide)),
    })),
    rows: vi.fn((id: number, asProtected: boolean, first: number, count: number) => Promise.resolve({
      columns: ["provider", "value"], widths: [9, 6], first, total: 15,
      rows: Array.from({ length: Math.min(count, 15 - first) }, (_, i) => ({ cell: `B${first + i + 5}`, fields: [`P${first + i} of ${id}`, asProtected ? "*" : "7"], change: null })),
    })),
    trace: vi.fn((_table: number, row: number) => Promise.resolve({
      workbook: 1, sheet: 1, cells: [["B", "value"], ["A", "provider"]].map(([letter = "", gives = ""], col) => ({ cell: `${letter}${row + 5}`, row: row + 4, col: 1 - col, gives })),
    })),
    rowsOf: vi.fn((_table: number, first: number, _c: number, last: number) => Promise.resolve({ total: last - first + 1, rows: Array.from({ length: last - first + 1 }, (_, i) => first + i - 4) })),
    findCell: vi.fn(() => Promise.resolve(null)),
    findRow: vi.fn(() => Promise.resolve(null)),
    setRole: vi.fn(answer), resetLayout: vi.fn(answer), confirmTable: vi.fn(answer), publishTable: vi.fn(answer),
    splitTable: vi.fn(answer), mergeTables: vi.fn(answer), addTable: vi.fn(answer), resetShape: vi.fn(answer), applyTo: vi.fn(answer), stack: vi.fn(answer), unstack: vi.fn(answer),
    similarTables: vi.fn((): Promise<SimilarView[]> => Promise.resolve([])), stacks: vi.fn((): Promise<StackView[]> => Promise.resolve([])),
  };
}

function start(view: SessionView = VIEW, more: { focus?: Focus; busy?: string } = {}) {
  const backend = engine(view);
  const change = vi.fn(async (call: () => Promise<SessionView>) => { await call(); return true; });
  const session = { view, busy: more.busy ?? null, change, shown: null, setShown: vi.fn() } as unknown as PageSession;
  const step = (now: SessionView, focus: Focus | null) => (
    <BackendContext value={backend as unknown as Backend}><TablesStep view={now} session={session} focus={focus} onFocus={vi.fn()} /></BackendContext>
  );
  const { rerender } = render(step(view, more.focus ?? null));
  return { backend, change, user: userEvent.setup(), show: (now: SessionView, focus: Focus | null = null) => { rerender(step(now, focus)); } };
}

const sheetGrid = (name = "Table 1"): Promise<HTMLElement> => screen.findByRole("grid", { name: words.grid.sheetOf(name) });
const cell = (of: string): Promise<HTMLElement> => screen.findByText(of).then((found) => found.closest<HTMLElement>("[role=gridcell]") ?? found);
const heading = (): string => screen.getAllByRole("heading", { level: 2 }).at(-1)?.textContent ?? "";

describe("The list of tables", () => {
  it("says how each stands, and begins with the one to check", async () => {
    start();
    await sheetGrid();
    const list = within(screen.getByRole("navigation", { name: text.list }));
    expect(list.getByText("2 tables, 1 left out")).toBeVisible();
    expect(list.getByRole("button", { name: /Waits 2/u })).toHaveAttribute("aria-current", "true");
    expect(list.getByRole("button", { name: /Waits 2.*please check it, corrected.*3 open findings/u })).toBeVisible();
    expect(list.getByRole("button", { name: /Waits 1.*Sure of the layout/u })).not.toHaveAttribute("aria-current");
    expect(heading()).toBe("Waits 2");
  });

  it("takes in what was left out, and says why where it cannot", async () => {
    const { backend, user, show } = start();
    await user.click(screen.getByRole("button", { name: text.takeInNamed("Old 9") }));
    expect(backend.publishTable).toHaveBeenCalledWith(9, true);
    show({ ...VIEW, left_out: [leftOut(9, { blocked: "Its sheet is hidden: include that first." })] });
    await user.click(screen.getByRole("button", { name: text.takeInNamed("Old 9") }));
    expect(backend.publishTable).toHaveBeenCalledTimes(1);
    expect(screen.getByText("Its sheet is hidden: include that first.")).toBeVisible();
  });

  it("goes with a sheet tab to the table that stands there, and says when none does", async () => {
    const { user } = start();
    await user.click(await screen.findByRole("tab", { name: "Table 2" }));
    expect(await cell("2!A1")).toBeVisible();
    expect(heading()).toBe("Old 9");
    expect(screen.getByText(text.noRows)).toBeVisible();
    expect(screen.getByRole("button", { name: text.readAs })).toBeDisabled();
    expect(screen.getByText(text.isLeftOut)).toBeVisible();
    await user.click(screen.getByRole("tab", { name: /Cover/u }));
    expect(await screen.findByRole("heading", { name: text.sheetWithout })).toBeVisible();
    expect(screen.getByText(text.noTableHere)).toBeVisible();
  });

  it("says what to do when there is no table at all", async () => {
    start({ ...VIEW, tables: [], left_out: [] });
    expect(await screen.findByRole("heading", { name: text.none })).toBeVisible();
    expect(screen.getByText(text.noneHint)).toBeVisible();
  });
});

describe("The selected table", () => {
  it("tells why it is read so, and takes what a person says of it", async () => {
    const { backend, user } = start();
    await user.click(screen.getByText(/Why it is read so/u));
    expect(screen.getByText("Row 4 is bold.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: text.confirm }));
    expect(backend.confirmTable).toHaveBeenCalledWith(2);
    await user.click(screen.getByRole("button", { name: text.reset }));
    expect(backend.resetLayout).toHaveBeenCalledWith(2);
    await user.click(screen.getByRole("button", { name: text.leaveOut }));
    expect(backend.publishTable).toHaveBeenCalledWith(2, false);
  });

  it("keeps what cannot be used in sight, with the reason", async () => {
    const { backend, user } = start({ ...VIEW, tables: [table(1, { confidence: "confirmed" })] });
    const reset = await screen.findByRole("button", { name: text.reset });
    expect(reset).toHaveAccessibleDescription(text.nothingToReset);
    await user.click(reset);
    await user.click(screen.getByRole("button", { name: text.confirm }));
    expect(backend.resetLayout).not.toHaveBeenCalled();
    expect(backend.confirmTable).not.toHaveBeenCalled();
  });

  it("is shown from its beginning when it is chosen, and where the person is stays when they select", async () => {
    const { user } = start({ ...VIEW, tables: [table(1), table(2, { range: "A40:H58" })] });
    expect(await cell("1!A1")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Waits 2/u }));
    expect(await cell("1!A40")).toBeVisible();
    const grid = await sheetGrid();
    expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")).toHaveTextContent("1!A40");
    await user.click(await cell("1!C42"));
    await waitFor(() => { expect(screen.getByText(text.rowsFrom(1))).toBeVisible(); });
    expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")).toHaveTextContent("1!C42");
  });

  it("keeps the focus when it is left out and taken in again", async () => {
    const { user, show } = start();
    await sheetGrid();
    const out: SessionView = { ...VIEW, revision: 2, tables: [table(1)], left_out: [leftOut(2, { sheet: "Table 1", sheet_index: 1, range: "A16:H28" })] };
    await user.click(screen.getByRole("button", { name: text.leaveOut }));
    show(out);
    expect(screen.getByRole("button", { name: text.takeIn })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: text.takeInNamed("Old 2") }));
    show({ ...VIEW, revision: 3 });
    expect(screen.getByRole("button", { name: /Waits 2/u })).toHaveFocus();
  });

  it("is in sight in the list and among the tabs, and is told apart from others of its name", async () => {
    const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
    start();
    await sheetGrid();
    const shown = scroll.mock.contexts.map((element) => (element as Element).textContent);
    expect(shown).toEqual(expect.arrayContaining([expect.stringContaining("Waits 2"), expect.stringContaining("Table 1")]));
    scroll.mockRestore();
    const same = [table(1, { title: "Waits" }), table(2, { title: "Waits", range: "A16:H28" }), table(3)];
    expect(placeOf(table(1, { sheet: "" }))).toBe("A1:H14");
    expect(same.map((one) => tableName(one, same))).toEqual(["Waits (Table 1, A1:H14)", "Waits (Table 1, A16:H28)", "Waits 3"]);
  });

  it("stays selected when it is confirmed, and gives way when it is gone", async () => {
    const { show } = start();
    await sheetGrid();
    show({ ...VIEW, revision: 2, tables: [table(1), table(2, { confidence: "confirmed", range: "A16:H28" })] });
    expect(heading()).toBe("Waits 2");
    show({ ...VIEW, revision: 3, tables: [table(1)] });
    expect(heading()).toBe("Waits 1");
  });
});

describe("Sheet and rows", () => {
  it("lights up the cells of a tidy row, and shows the value", async () => {
    const { user } = start();
    await user.click(await cell("P3 of 2"));
    await waitFor(async () => { expect(await cell("1!B8")).toHaveClass("traced-value"); });
    expect(await cell("1!A8")).toHaveClass("traced");
    expect(await cell("1!C8")).not.toHaveClass("traced");
    const grid = await sheetGrid();
    expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")).toHaveTextContent("1!B8");
    expect(screen.getByText(text.cellsOf(2))).toBeVisible();
  });

  it("lights up the tidy rows of what is selected on the sheet, and says how many", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!B7"));
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await waitFor(() => { expect(screen.getByText(text.rowsFrom(2))).toBeVisible(); });
    expect(backend.rowsOf).toHaveBeenLastCalledWith(1, 6, 1, 7, 1);
    expect(await cell("P2 of 1")).toHaveClass("lit");
    expect(await cell("P3 of 1")).toHaveClass("lit");
    expect(await cell("P4 of 1")).not.toHaveClass("lit");
  });

  it("follows the selection to another table of the same sheet", async () => {
    const { user } = start();
    expect(await cell("P0 of 2")).toBeVisible();
    await user.click(await cell("1!B7"));
    expect(heading()).toBe("Waits 1");
    expect(await cell("P0 of 1")).toBeVisible();
  });

  it("shows the rows as they would be published", async () => {
    const { backend, user } = start();
    expect((await screen.findAllByText("7")).length).toBeGreaterThan(0);
    await user.click(screen.getByRole("radio", { name: text.protected }));
    expect((await screen.findAllByText("*")).length).toBeGreaterThan(0);
    expect(backend.rows).toHaveBeenLastCalledWith(2, true, 0, expect.any(Number));
  });

  it("shows what another step points at", async () => {
    const { show } = start();
    await sheetGrid();
    show(VIEW, { table: 1, cell: "C9", key: 1 });
    await waitFor(async () => { expect(await cell("1!C9")).toHaveClass("found"); });
    expect(heading()).toBe("Waits 1");
    show(VIEW, { workbook: 1, sheet: 2, cell: "2:3", key: 2 });
    await waitFor(async () => { expect(await cell("2!D3")).toHaveClass("found"); });
    expect(await cell("2!D4")).not.toHaveClass("found");
  });

  it("shows a CSV that is tidy already without a sheet", async () => {
    start({ ...VIEW, tables: [table(1, { sheet_index: null })], left_out: [] });
    expect(await cell("P0 of 1")).toBeVisible();
    expect(screen.getByText(text.noSheet)).toBeVisible();
    expect(screen.queryByRole("separator")).toBeNull();
  });

  it("divides the height by keyboard", async () => {
    const { user } = start();
    const splitter = await screen.findByRole("separator", { name: text.splitter });
    splitter.focus();
    const before = Number(splitter.getAttribute("aria-valuenow"));
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(splitter).toHaveAttribute("aria-valuenow", String(before - 10));
    await user.keyboard("{End}{ArrowDown}");
    expect(splitter).toHaveAttribute("aria-valuenow", "80");
    expect(splitter.parentElement?.style.gridTemplateRows).toContain("80fr");
  });
});

describe("Correcting roles", () => {
  const area = { firstRow: 3, firstCol: 1, lastRow: 4, lastCol: 2 };

  it.each<[string, boolean, Partial<RoleRequest>]>([
    ["h", false, { axis: "rows", role: "header", first: 3, last: 4 }],
    ["H", true, { axis: "rows", role: "header" }],
    ["l", false, { axis: "columns", role: "label", first: 1, last: 2 }],
    ["v", false, { axis: "columns", role: "value" }],
    ["t", false, { axis: "rows", role: "total" }],
    ["T", true, { axis: "columns", role: "total" }],
    ["n", false, { axis: "rows", role: "note" }],
    ["N", true, { axis: "columns", role: "note" }],
    ["x", false, { axis: "rows", role: "ignore" }],
    ["X", true, { axis: "columns", role: "ignore" }],
  ])("reads %s (Shift: %s)", (key, shiftKey, means) => {
    const choice = choiceFor({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false });
    expect(choice && requestFor(choice, area)).toMatchObject(means);
  });

  it("leaves the keys of the window alone", () => {
    for (const key of ["n", "t", "h"]) expect(choiceFor({ key, shiftKey: false, ctrlKey: true, metaKey: false, altKey: false })).toBeNull();
    expect(choiceFor({ key: "a", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false })).toBeNull();
  });

  it("gives the selected rows a part by a key, and says so", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!B18"));
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}h");
    expect(backend.setRole).toHaveBeenCalledWith(2, { axis: "rows", role: "header", first: 17, last: 18 });
    expect(await screen.findByText("Rows 18 to 19: Header.")).toBeInTheDocument();
    await user.keyboard("{Shift>}x{/Shift}");
    expect(backend.setRole).toHaveBeenLastCalledWith(2, { axis: "columns", role: "ignore", first: 1, last: 1 });
  });

  it("does the same by menu, which names the rows, the columns and the keys", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!B18"));
    await user.click(screen.getByRole("button", { name: text.readAs }));
    const menu = within(await screen.findByRole("menu"));
    expect(menu.getAllByRole("menuitem")).toHaveLength(CHOICES.length);
    expect(within(menu.getByRole("group", { name: "Row 18" })).getByRole("menuitem", { name: /^Total/u })).toHaveTextContent(/T$/u);
    await user.click(within(menu.getByRole("group", { name: "Column B" })).getByRole("menuitem", { name: /^Total/u }));
    expect(backend.setRole).toHaveBeenCalledWith(2, { axis: "columns", role: "total", first: 1, last: 1 });
  });

  it("changes nothing while a job runs, and says why", async () => {
    const { backend, user } = start(VIEW, { busy: "Wait until reading is done." });
    await user.click(await cell("1!B18"));
    await user.keyboard("h");
    expect(backend.setRole).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: text.readAs })).toHaveAccessibleDescription("Wait until reading is done.");
  });
});

describe("The shape of tables", () => {
  const shape = text.shape;
  const where = { workbook: 1, sheet: 1, table: 2 };
  const at = (firstRow: number, firstCol: number, lastRow = firstRow) => ({ firstRow, firstCol, lastRow, lastCol: firstCol });
  const [one, two] = [table(1), table(2, { range: "A16:H28" })];

  it("is cut only where something stays on both sides", () => {
    const split = (row: number, col: number) => possible(VIEW, where, two, at(row, col), null).split;
    expect(split(18, 2)).toEqual({ row: 18, col: 2, reason: null });
    expect(split(15, 2)).toEqual({ row: null, col: 2, reason: null });
    expect(split(15, 0)).toEqual({ row: null, col: null, reason: shape.splitWhere });
    expect(split(28, 2).reason).toBe(shape.splitWhere);
    expect(possible(VIEW, where, table(2, { shaped: "joined" }), at(18, 2), null).split.reason).toBe(shape.shaped);
    expect(possible(VIEW, where, two, at(18, 2), "Wait").split.reason).toBe("Wait");
  });

  it("is put together with tables of the same sheet, and the first of them leads", () => {
    const merge = (own: TableView, view = VIEW) => possible(view, where, own, at(0, 0), null).merge;
    expect(merge(two).others.map(({ id }) => id)).toEqual([1]);
    expect(merge(two, { ...VIEW, tables: [table(1, { sheet_index: 2 }), two] }).reason).toBe(shape.mergeNone);
    expect(merge(table(2, { shaped: "split" })).reason).toBe(shape.shaped);
    expect(together(two, one)).toEqual([1, 2]);
    expect(together(table(2, { range: "A16:H28", shaped: "joined" }), one)).toEqual([2, 1]);
  });

  it.each([["s", false, "rows"], ["S", true, "columns"], ["m", false, "merge"], ["a", false, "add"], ["h", false, null]])("has the key %s (Shift: %s) for %s", (key, shiftKey, means) => {
    expect(shapeKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false })).toBe(means);
    expect(shapeKey({ key, shiftKey, ctrlKey: true, metaKey: false, altKey: false })).toBeNull();
  });

  it("is cut before the selected row by a key, or by menu before the column", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!C18"));
    await user.keyboard("s");
    expect(backend.splitTable).toHaveBeenCalledWith(2, "rows", 17);
    expect(await screen.findByText("Split before row 18.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: shape.split }));
    await user.click(await screen.findByRole("menuitem", { name: /Before column C/u }));
    expect(backend.splitTable).toHaveBeenLastCalledWith(2, "columns", 2);
  });

  it("says at the first row why it cannot be cut there", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!A16"));
    await user.keyboard("s");
    expect(backend.splitTable).not.toHaveBeenCalled();
    expect(await screen.findByText(shape.splitWhere)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: shape.split })).toHaveAccessibleDescription(shape.splitWhere);
  });

  it("opens the tables to merge with by a key", async () => {
    const { backend, user } = start();
    await user.click(await cell("1!C18"));
    await user.keyboard("m");
    await user.click(await screen.findByRole("menuitem", { name: shape.mergeWith("Waits 1", "A1:H14") }));
    expect(backend.mergeTables).toHaveBeenCalledWith([1, 2]);
  });

  it("is marked out where no table was found, and the new one is shown", async () => {
    const { backend, user, show } = start({ ...VIEW, tables: [], left_out: [] });
    const found: SessionView = { ...VIEW, revision: 2, tables: [table(7, { title: "Mine", sheet: "Cover", sheet_index: 0, range: "B3:B5", shaped: "added" })], left_out: [] };
    backend.addTable.mockImplementation(() => Promise.resolve(found));
    await user.click(await cell("0!B3"));
    const add = screen.getByRole("button", { name: shape.add });
    expect(add).toHaveAccessibleDescription(shape.addWhere);
    await user.click(add);
    expect(backend.addTable).not.toHaveBeenCalled();
    await user.click(await cell("0!B3"));
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}a");
    expect(backend.addTable).toHaveBeenCalledWith(1, 0, [2, 1], [4, 1]);
    show(found);
    expect(await screen.findByRole("heading", { level: 2, name: "Mine" })).toBeVisible();
    expect(screen.getAllByText(/added by you/u).length).toBeGreaterThan(0);
  });

  it("is taken back, where there is something to take back", async () => {
    const { backend, user, show } = start();
    const reset = await screen.findByRole("button", { name: shape.reset });
    expect(reset).toHaveAccessibleDescription(shape.resetNone);
    show({ ...VIEW, revision: 2, tables: [one, table(2, { range: "A16:H28", shaped: "split" })] });
    await user.click(reset);
    expect(backend.resetShape).toHaveBeenCalledWith(2);
  });

  it("has its corrections made in tables like it", async () => {
    const { backend, user, show } = start();
    const button = await screen.findByRole("button", { name: shape.similar });
    await waitFor(() => { expect(button).toHaveAccessibleDescription(shape.similarNone); });
    backend.similarTables.mockImplementation(() => Promise.resolve([{ id: 1, title: "Waits 1", sheet: "Table 1" }, { id: 5, title: "Waits 5", sheet: "2024" }]));
    show({ ...VIEW, revision: 2 });
    await waitFor(() => { expect(screen.getByRole("button", { name: shape.similar })).not.toHaveAttribute("aria-disabled"); });
    await user.click(screen.getByRole("button", { name: shape.similar }));
    await user.click(await screen.findByRole("menuitem", { name: shape.similarAll(2) }));
    expect(backend.applyTo).toHaveBeenCalledWith(2, [1, 5]);
  });

  it("is stacked with others where that is offered, and taken apart again", async () => {
    const { backend, user, show } = start();
    const offer: StackView = { name: "waits_by_year", dimension: "year", parts: ["Waits (2024)", "Waits (2025)"], tables: [2, 1], made: false };
    backend.stacks.mockImplementation(() => Promise.resolve([offer]));
    show({ ...VIEW, revision: 2 });
    await user.click(await screen.findByRole("button", { name: text.stacks.named(text.stacks.stack, "waits_by_year") }));
    expect(backend.stack).toHaveBeenCalledWith("waits_by_year");
    backend.stacks.mockImplementation(() => Promise.resolve([{ ...offer, tables: [2], made: true }]));
    show({ ...VIEW, revision: 3, tables: [table(2, { sheet_index: null })] });
    await user.click(await screen.findByRole("button", { name: text.stacks.named(text.stacks.unstack, "waits_by_year") }));
    expect(backend.unstack).toHaveBeenCalledWith("waits_by_year");
    expect(screen.getByText(text.stacks.noSheet)).toBeVisible();
  });
});

it("gives axe nothing to complain of", async () => {
  const { user } = start();
  await user.click(await cell("P3 of 2"));
  await waitFor(async () => { expect(await cell("1!B8")).toHaveClass("traced-value"); });
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false }, "page-has-heading-one": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
});
