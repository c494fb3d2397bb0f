import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import { BackendContext, type Backend } from "../src/backend";
import type { CellsView, MergeView } from "../src/engine";
import { address, Grid, listSource, sheetSource, SheetView, TidyView, useRefreshed, type Source } from "../src/grid";
import { words } from "../src/words";

interface Sheet {
  rows: number;
  cols: number;
  text?: (row: number, col: number) => string;
  merges?: MergeView[];
  hiddenRows?: [number, number][];
}

/** A sheet that says its addresses, with a header row and values. */
function sheets({ rows, cols, text = address, merges = [], hiddenRows = [] }: Sheet) {
  const cells = vi.fn((_workbook: number, _sheet: number, row: number, col: number, high: number, wide: number): Promise<CellsView> => {
    const at = <T,>(make: (r: number, c: number) => T): T[][] => Array.from({ length: high }, (_, r) => Array.from({ length: wide }, (_, c) => make(row + r, col + c)));
    return Promise.resolve({
      row, col,
      texts: at(text),
      roles: at((r) => (r === 0 ? "H" : "V")).map((line) => line.join("")),
      looks: at((r) => (r === 0 ? "T" : "n")).map((line) => line.join("")),
      merges: merges.filter((m) => m.row < row + high && m.row + m.rows > row && m.col < col + wide && m.col + m.cols > col),
    });
  });
  const sheet = vi.fn(() => Promise.resolve({
    rows, cols, widths: Array.from({ length: cols }, (_, col) => 6 + (col % 5)), hidden_rows: hiddenRows, hidden_cols: [] as [number, number][], tables: [],
  }));
  const findCell = vi.fn(() => Promise.resolve({ cell: "C90", row: 89, col: 2, wrapped: false }));
  const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);
  return { cells, sheet, findCell, copy };
}

function showSheet(of: Sheet, props: Partial<Parameters<typeof SheetView>[0]> = {}) {
  const backend = sheets(of);
  const view = (more: typeof props = {}) => (
    <BackendContext value={backend as unknown as Backend}><SheetView workbook={1} sheet={0} name="Table 1" revision={1} {...props} {...more} /></BackendContext>
  );
  const { rerender } = render(view());
  return { backend, user: userEvent.setup(), again: (more: typeof props) => { rerender(view(more)); } };
}

/** The cell that the keys act on. */
function active(): HTMLElement | null {
  return document.getElementById(screen.getByRole("grid").getAttribute("aria-activedescendant") ?? "");
}

const status = (): string => document.querySelector(".grid-status [role=status]")?.textContent ?? "";

describe("A sheet in the grid", () => {
  it("draws a window on a million rows and sixteen thousand columns", async () => {
    const { backend } = showSheet({ rows: 1_048_576, cols: 16_384 });
    expect(await screen.findByText("B2")).toBeVisible();
    const grid = screen.getByRole("grid", { name: "Sheet Table 1" });
    expect(grid).toHaveAttribute("aria-rowcount", "1048577");
    expect(grid).toHaveAttribute("aria-colcount", "16385");
    expect(within(grid).getAllByRole("gridcell").length).toBeLessThan(1_000);
    expect(backend.cells.mock.calls.length).toBeLessThan(4);
    const whole = grid.querySelector<HTMLElement>(".grid-whole");
    expect(parseInt(whole?.style.height ?? "", 10)).toBeLessThan(8_000_000);
    expect(parseInt(whole?.style.width ?? "", 10)).toBeLessThan(8_000_000);
  });

  it("goes to the last cell and back, and draws it", async () => {
    const { user } = showSheet({ rows: 1_048_576, cols: 16_384 });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{Control>}{End}{/Control}");
    expect(await screen.findByText("XFD1048576")).toBeVisible();
    expect(active()).toHaveTextContent("XFD1048576");
    expect(active()).toHaveAttribute("aria-colindex", "16385");
    expect(active()?.closest("[role=row]")).toHaveAttribute("aria-rowindex", "1048577");
    await user.keyboard("{ArrowUp}{ArrowLeft}");
    expect(active()).toHaveTextContent("XFC1048575");
    await user.keyboard("{Control>}{Home}{/Control}");
    await waitFor(() => { expect(active()).toHaveTextContent("A1"); });
  });

  it("scrolls with the wheel by rows exactly where the bar stands for more", async () => {
    showSheet({ rows: 1_048_576, cols: 16_384 });
    const grid = await screen.findByRole("grid");
    act(() => { fireEvent.wheel(grid, { deltaY: 28 * 40 }); });
    expect(await screen.findByText("A41")).toBeInTheDocument();
    act(() => { fireEvent.wheel(grid, { deltaY: 28 }); fireEvent.wheel(grid, { deltaY: -28 * 41 }); });
    expect(await screen.findByText("A1")).toBeInTheDocument();
    expect(grid.scrollTop).toBe(0);
  });

  it("says the active cell, its text and its role, and marks hidden rows", async () => {
    const { user } = showSheet({ rows: 40, cols: 5, text: (row, col) => (row === 1 && col === 1 ? "1,234" : row === 2 ? "" : address(row, col)), hiddenRows: [[2, 2]] });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{ArrowRight}{ArrowDown}");
    await waitFor(() => { expect(status()).toBe("B2, 1,234, value"); });
    await user.keyboard("{ArrowDown}");
    expect(status()).toBe("B3, blank, value, hidden row");
    expect(active()?.closest("[role=row]")).toHaveTextContent("3, hidden row");
    await user.keyboard("{Shift>}{ArrowDown}{ArrowRight}{/Shift}");
    expect(status()).toBe("B3:C4 selected, 4 cells");
    expect(screen.getAllByRole("gridcell", { selected: true })).toHaveLength(4);
  });

  it("draws a merge as one cell, also where it began above what is drawn", async () => {
    const merge: MergeView = { row: 3, col: 1, rows: 300, cols: 2, text: "All of it", role: "L", look: "t" };
    const { user } = showSheet({ rows: 1_000, cols: 6, merges: [merge] });
    (await screen.findByRole("grid")).focus();
    expect(await screen.findByRole("gridcell", { name: "All of it" })).toHaveAttribute("aria-rowspan", "300");
    await user.keyboard("{Control>}g{/Control}D200{Enter}");
    await waitFor(() => { expect(status()).toMatch(/^D200/u); });
    expect(await screen.findByText("D200")).toBeVisible();
    const cell = screen.getByRole("gridcell", { name: "All of it" });
    expect(cell).toHaveAttribute("aria-colspan", "2");
    expect(screen.queryByText("B200")).toBeNull();
    await user.keyboard("{ArrowLeft}");
    expect(active()?.id).toBe(cell.id);
    await waitFor(() => { expect(status()).toBe("B4, All of it, label"); });
    await user.keyboard("{ArrowLeft}");
    await waitFor(() => { expect(status()).toMatch(/^A200/u); });
  });

  it("selects by mouse: a cell, a range with Shift, a row, a column, everything", async () => {
    const onSelect = vi.fn();
    const { user } = showSheet({ rows: 30, cols: 5 }, { onSelect });
    await user.click(await screen.findByText("B3"));
    await user.keyboard("{Shift>}");
    await user.click(screen.getByText("D5"));
    await user.keyboard("{/Shift}");
    expect(onSelect).toHaveBeenLastCalledWith({ active: { row: 2, col: 1 }, area: { firstRow: 2, firstCol: 1, lastRow: 4, lastCol: 3 } });
    await user.click(screen.getByRole("rowheader", { name: "7" }));
    expect(status()).toBe("A7:E7 selected, 5 cells");
    await user.click(screen.getByRole("columnheader", { name: "C" }));
    expect(status()).toBe("C1:C30 selected, 30 cells");
    await user.click(screen.getByRole("columnheader", { name: words.grid.corner }));
    expect(status()).toBe("A1:E30 selected, 150 cells");
  });

  it("copies the selection, fetching what was not loaded, and says when it is too large", async () => {
    const { user } = showSheet({ rows: 5_000, cols: 80 });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Control>}c{/Control}");
    await waitFor(() => { expect(status()).toBe("Copied 4 cells."); });
    expect(await navigator.clipboard.readText()).toBe("A1\tB1\nA2\tB2");
    await user.keyboard("{Control>} {/Control}{Control>}c{/Control}");
    await waitFor(() => { expect(status()).toBe("Copied 10,000 cells."); });
    expect((await navigator.clipboard.readText()).split("\n")).toHaveLength(5_000);
    await user.keyboard("{Control>}ac{/Control}");
    await waitFor(() => { expect(status()).toMatch(/too large/u); });
  });

  it("goes to the edge of the data with Ctrl and an arrow", async () => {
    const { user } = showSheet({ rows: 2_000, cols: 5, text: (row, col) => (row < 700 || row > 1_500 ? address(row, col) : "") });
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{Control>}{ArrowDown}{/Control}");
    await waitFor(() => { expect(status()).toMatch(/^A700, A700/u); });
    await user.keyboard("{Control>}{ArrowDown}{/Control}");
    await waitFor(() => { expect(status()).toMatch(/^A1502, A1502/u); });
  });

  it("goes to a cell, and says in words when there is none", async () => {
    const onSelect = vi.fn();
    const { user } = showSheet({ rows: 9_000, cols: 30 }, { onSelect });
    await user.click(await screen.findByRole("button", { name: /Go to cell/u }));
    const field = screen.getByRole("textbox", { name: words.grid.goTo });
    await user.type(field, "ZZ1{Enter}");
    expect(screen.getByText("There is no cell ZZ1 on this sheet. The last one is AD9000.")).toBeVisible();
    await user.clear(field);
    await user.type(field, "c8000{Enter}");
    await waitFor(() => { expect(active()).toHaveTextContent("C8000"); });
    expect(screen.getByRole("grid")).toHaveFocus();
    expect(onSelect).toHaveBeenCalledTimes(1);
  });

  it("finds the next and the one before, by keyboard from anywhere in the window", async () => {
    const { backend, user } = showSheet({ rows: 200, cols: 30 });
    await screen.findByRole("grid");
    await user.keyboard("{Control>}f{/Control}C90{Enter}");
    await waitFor(() => { expect(active()).toHaveTextContent("C90"); });
    expect(screen.getByText("Found in C90.")).toBeVisible();
    expect(backend.findCell).toHaveBeenLastCalledWith(1, 0, "C90", 0, 0, false);
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    expect(backend.findCell).toHaveBeenLastCalledWith(1, 0, "C90", 89, 2, true);
    await user.keyboard("{Escape}{F3}");
    expect(backend.findCell).toHaveBeenCalledTimes(3);
  });

  it("lights up what its owner asks for, and shows it", async () => {
    const { again } = showSheet({ rows: 9_000, cols: 30 }, { highlight: { cell: "C700", key: 1 } });
    expect((await screen.findByText("C700")).closest("[role=gridcell]")).toHaveClass("found");
    again({ highlight: { cell: "4:6", key: 2 } });
    await waitFor(() => { expect(screen.getByText("F5").closest("[role=gridcell]")).toHaveClass("found"); });
    expect(status()).toBe("A4:AD6 selected, 90 cells");
  });

  it("keeps showing what it had while the session changes", async () => {
    const { backend, again } = showSheet({ rows: 50, cols: 4 });
    await screen.findByText("B2");
    let answer: () => void = () => undefined;
    const cells = backend.cells.getMockImplementation();
    backend.cells.mockImplementation(async (...asked) => {
      await new Promise<void>((done) => { answer = done; });
      const got = await cells?.(...asked);
      if (!got) throw new Error("No cells");
      return { ...got, roles: got.roles.map((line) => line.replaceAll("V", "T")) };
    });
    again({ revision: 2 });
    await waitFor(() => { expect(backend.cells).toHaveBeenCalledTimes(2); });
    expect(screen.getByText("B2").closest("[role=gridcell]")).toHaveAttribute("data-role", "V");
    answer();
    await waitFor(() => { expect(screen.getByText("B2").closest("[role=gridcell]")).toHaveAttribute("data-role", "T"); });
  });

  it("says when it is empty, and when it cannot be shown, with a way to try again", async () => {
    const { unmount } = render(<BackendContext value={sheets({ rows: 0, cols: 0 }) as unknown as Backend}><SheetView workbook={1} sheet={0} name="Empty" revision={1} /></BackendContext>);
    expect(await screen.findByText(words.grid.emptySheet)).toBeVisible();
    unmount();
    const backend = sheets({ rows: 5, cols: 2 });
    backend.sheet.mockRejectedValueOnce(new Error("locked"));
    render(<BackendContext value={backend as unknown as Backend}><SheetView workbook={1} sheet={0} name="Table 1" revision={1} /></BackendContext>);
    await userEvent.click(await screen.findByRole("button", { name: words.grid.again }));
    expect(await screen.findByText("B2")).toBeVisible();
  });

  it("says when a part of it could not be read, and shows the rest", async () => {
    const { backend, user } = showSheet({ rows: 500, cols: 4 });
    await screen.findByText("B2");
    backend.cells.mockRejectedValueOnce(new Error("no"));
    screen.getByRole("grid").focus();
    await user.keyboard("{Control>}{End}{/Control}");
    expect(await screen.findByText(words.grid.partial)).toBeVisible();
    await user.click(screen.getByRole("button", { name: words.grid.again }));
    expect(await screen.findByText("D500")).toBeVisible();
    await waitFor(() => { expect(screen.queryByText(words.grid.partial)).toBeNull(); });
  });

  it("gives axe nothing to complain of", async () => {
    const merge: MergeView = { row: 3, col: 1, rows: 3, cols: 2, text: "All", role: "L", look: "t" };
    const { user } = showSheet({ rows: 500, cols: 40, merges: [merge], hiddenRows: [[7, 8]] }, { highlight: { cell: "B8", key: 1 } });
    await screen.findByText("A1");
    await user.keyboard("{Control>}f{/Control}");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false }, "page-has-heading-one": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

describe("Tidy rows in the grid", () => {
  const rows = vi.fn((_table: number, asProtected: boolean, first: number, count: number) => Promise.resolve({
    columns: ["org_code", "value"], widths: [8, 6], first, total: 3_000,
    rows: Array.from({ length: Math.min(count, 3_000 - first) }, (_, i) => ({
      cell: `C${first + i + 6}`, fields: [`R${first + i}`, String(first + i)], change: asProtected && (first + i) % 2 ? "suppressed" : null,
    })),
  }));
  const findRow = vi.fn(() => Promise.resolve(1_234));
  const show = (asProtected: boolean, more: Partial<Parameters<typeof TidyView>[0]> = {}) => render(
    <BackendContext value={{ rows, findRow } as unknown as Backend}><TidyView table={4} title="Waits" asProtected={asProtected} revision={1} {...more} /></BackendContext>,
  );

  it("names its columns, and says in words what protection changed", async () => {
    show(true);
    expect(await screen.findByText("R0")).toBeVisible();
    expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual([words.grid.corner, "Cell", "Protection", "org_code", "value"]);
    const row = screen.getByText("R1").closest("[role=row]");
    expect(row).toHaveClass("suppressed");
    expect(row).toHaveTextContent("suppressed");
    expect(screen.getByText("R0").closest("[role=row]")).not.toHaveClass("suppressed");
  });

  it("goes to a row, finds a row, and lights up what it is told to", async () => {
    const user = userEvent.setup();
    show(false, { lit: new Set([2_499]) });
    await user.click(await screen.findByRole("button", { name: /Go to row/u }));
    await user.keyboard("3001{Enter}");
    expect(screen.getByText("There is no row 3001. There are 3,000 rows.")).toBeVisible();
    await user.clear(screen.getByRole("textbox"));
    await user.keyboard("2,500{Enter}");
    expect((await screen.findByText("R2499")).closest("[role=gridcell]")).toHaveClass("lit");
    await user.keyboard("{Control>}f{/Control}R1234{Enter}");
    expect(await screen.findByText("Found in Row 1,235, from the other end.")).toBeVisible();
    expect(findRow).toHaveBeenLastCalledWith(4, "R1234", 2_499, false);
    expect(await screen.findByText("R1234")).toBeVisible();
  });
});

describe("Any list in the grid", () => {
  function List({ source }: { source: Source }) {
    return <BackendContext value={{} as Backend}><Grid source={useRefreshed(source, 1)} label="A list" empty="Nothing here." say={() => ""} /></BackendContext>;
  }

  it("draws what it is given, and says when that is nothing", async () => {
    const list = (n: number) => listSource((first, count) => Promise.resolve({
      columns: ["kind"], widths: [9], total: n, rows: Array.from({ length: Math.min(count, n - first) }, (_, i) => ({ fields: [`kind ${first + i}`], change: null })),
    }));
    const { unmount } = render(<List source={list(9)} />);
    expect(await screen.findByText("kind 8")).toBeVisible();
    unmount();
    render(<List source={list(0)} />);
    expect(await screen.findByText("Nothing here.")).toBeVisible();
  });

  it("asks a sheet for no more than what is there", async () => {
    const backend = sheets({ rows: 3, cols: 2 });
    const source = sheetSource(backend, 1, 0);
    render(<List source={source} />);
    expect(await screen.findByText("B3")).toBeVisible();
    expect(backend.cells.mock.calls).toEqual([[1, 0, 0, 0, 3, 2]]);
  });
});
