import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { LOCKED, NOT_A_WORKBOOK } from "../src/mock/release";
import { words } from "../src/words";
import { expectAccessible, start } from "./start";

const text = words.workbooks;
const workbook = (name: string) => screen.findByRole("region", { name });
const side = () => screen.findByRole("complementary");

describe("Workbooks", () => {
  it("show their sheets with kind, size and whether Excel shows them", async () => {
    start("release", "workbooks");
    const sheets = within(await workbook("attendances-2025-26.xlsx")).getByRole("table", { name: text.sheets });
    const row = within(sheets).getByRole("row", { name: /Old figures/u });
    expect(row).toHaveTextContent(/no table.*Very hidden/u);
    expect(within(sheets).getByRole("row", { name: /^Table 1/u })).toHaveTextContent("1 table");
  });

  it("list every kind that was looked for, with what is to be decided", async () => {
    start("release", "workbooks");
    const first = await workbook("attendances-2025-26.xlsx");
    expect(within(first).getByText("Hidden rows").closest("li")).toHaveTextContent("1 to decide");
    expect(within(first).getByText(text.notFoundGroup(1))).toBeVisible();
    expect(within(await workbook("register-extract.xlsx")).getByText(text.clean)).toBeVisible();
  });

  it("show what is hidden, with its place in the sheet, and take a decision there", async () => {
    const { backend, container, user } = start("release", "workbooks");
    const decide = vi.spyOn(backend, "decide");
    await user.click(within(await workbook("attendances-2025-26.xlsx")).getByRole("button", { name: text.showKind("Hidden rows") }));
    const shown = await side();
    expect(within(shown).getByRole("heading", { level: 2, name: "Hidden rows" })).toHaveFocus();
    expect(await within(shown).findByRole("grid")).toBeInTheDocument();
    await expectAccessible(container);
    await user.type(await within(shown).findByLabelText(/^Reason/u), "Working rows");
    await user.click(within(shown).getByRole("button", { name: words.checks.decide.verbs["exclude"] ?? "" }));
    await waitFor(() => { expect(decide).toHaveBeenCalledOnce(); });
    expect(decide.mock.lastCall?.[0]).toMatchObject({ verb: "exclude", reason: "Working rows" });
    const line = within(await workbook("attendances-2025-26.xlsx")).getByText("Hidden rows").closest("li");
    await waitFor(() => { expect(line).toHaveTextContent(text.allSettled(1)); });
  });

  it("show a sheet, and close what is shown", async () => {
    const { user } = start("release", "workbooks");
    await user.click(await screen.findByRole("button", { name: text.showSheet("Table 2") }));
    const shown = await side();
    expect(within(shown).getByRole("heading", { level: 2, name: "Table 2" })).toHaveFocus();
    await user.click(within(shown).getByRole("button", { name: text.sideClose }));
    expect(await screen.findByText(text.sideEmpty)).toBeInTheDocument();
  });

  it("keep the files that did not open beside those that did", async () => {
    start("failed", "workbooks");
    const failed = await screen.findByRole("region", { name: words.home.failed });
    expect(failed).toHaveTextContent(NOT_A_WORKBOOK.text);
    expect(failed).toHaveTextContent(LOCKED.next);
    expect(await workbook("attendances-2025-26.xlsx")).toBeVisible();
  });

  it("are closed, and come back by undo", async () => {
    const { user } = start("release", "workbooks");
    await user.click(await screen.findByRole("button", { name: text.closeNamed("register-extract.xlsx") }));
    await waitFor(() => { expect(screen.queryByRole("region", { name: "register-extract.xlsx" })).toBeNull(); });
    await user.keyboard("{Control>}z{/Control}");
    expect(await workbook("register-extract.xlsx")).toBeVisible();
  });

  it("say so when the findings cannot be had", async () => {
    const { user } = start("broken", "workbooks");
    await user.click(within(await workbook("attendances-2025-26.xlsx")).getByRole("button", { name: text.showKind("Hidden rows") }));
    expect(await within(await side()).findByText(text.failed)).toBeVisible();
  });
});

describe("Workbooks that are being opened", () => {
  it("let each sheet be looked at as soon as it is read", async () => {
    const { backend, container, user } = start("release", "workbooks");
    await workbook("attendances-2025-26.xlsx");
    const tell = (second: [number, number] | null): void => {
      const opening = [{ id: 1, name: "large.xlsx", sheets: [{ name: "First", size: [20, 5] as [number, number] }, { name: "Second", size: second }] }];
      act(() => { backend.notify({ kind: "progress", progress: { stage: "Reading", done: 1, total: 2, opening } }); });
    };
    tell(null);
    const list = within(await screen.findByRole("region", { name: text.opening.title }));
    const second = list.getByRole("button", { name: new RegExp(text.showSheet("Second"), "u") });
    expect(second).toHaveAttribute("aria-disabled", "true");
    expect(list.getByText(text.opening.reading)).toBeVisible();
    await user.click(list.getByRole("button", { name: text.showSheet("First") }));
    expect(await list.findByRole("grid")).toBeInTheDocument();
    await expectAccessible(container);
    tell([9, 4]);
    expect(list.getByText("9 × 4")).toBeVisible();
    act(() => { backend.notify({ kind: "progress", progress: null }); });
    expect(screen.queryByRole("region", { name: text.opening.title })).toBeNull();
  });
});
