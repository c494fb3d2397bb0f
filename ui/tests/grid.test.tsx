import { render, screen, waitFor, within } from "@testing-library/react";
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
  return { cells, sheet, findCell };
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

const status = (): string => screen.getByRole("status").textContent;

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
});
