import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { FIELDS } from "../src/mock/release";
import { STARTS } from "../src/mock/states";
import { lengthOf } from "../src/steps/describe/length";
import { words } from "../src/words";
import { start } from "./start";

const text = words.describe;

describe("Describe", () => {
  it("has help, an example and the problem at each field", async () => {
    start("release", "describe");
    expect(await screen.findByLabelText(/^Period/u)).toHaveAccessibleDescription("What the figures cover. Example: April 2025 to March 2026 Period is missing.");
    expect(screen.getByRole("heading", { level: 2, name: "Publishing" })).toBeVisible();
  });

  it("keeps what was written once, with Enter and on leaving", async () => {
    const { backend, user } = start("release", "describe");
    const set = vi.spyOn(backend, "setField");
    const period = await screen.findByLabelText(/^Period/u);
    await user.type(period, "May 2025{Enter}");
    expect(period).toHaveFocus();
    await user.tab();
    expect(set.mock.calls).toEqual([["period", "May 2025"]]);
    await waitFor(() => { expect(period).not.toHaveAccessibleDescription(/missing/u); });
    expect(screen.getByText(text.missing(2))).toBeVisible();
  });

  it("keeps what was written before a key leads elsewhere", async () => {
    const { backend, user } = start("release", "describe");
    const set = vi.spyOn(backend, "setField");
    await user.type(await screen.findByLabelText(/^Period/u), "May 2025{Control>}6{/Control}");
    expect(await screen.findByRole("heading", { level: 1, name: "Export" })).toBeVisible();
    expect(set).toHaveBeenCalledExactlyOnceWith("period", "May 2025");
  });

  it("shows the earlier text after undo", async () => {
    const { user } = start("release", "describe");
    const title = await screen.findByLabelText(/^Title/u);
    await user.type(title, " revised{Enter}");
    await user.click(await screen.findByRole("button", { name: words.shell.undo.undoNamed("change title") }));
    await waitFor(() => { expect(title).toHaveValue("Monthly attendances, 2025-26"); });
  });

  it("leads to the first problem", async () => {
    const { user } = start("release", "describe");
    await user.click(await screen.findByRole("button", { name: text.firstProblem }));
    expect(screen.getByLabelText(/^Summary/u)).toHaveFocus();
  });

  it("says what a changed field held in the recipe", async () => {
    const { user } = start("release", "describe");
    const title = await screen.findByLabelText(/^Title/u);
    await user.clear(title);
    await user.type(title, "Waits{Enter}");
    await waitFor(() => { expect(title).toHaveAccessibleDescription(/In the recipe: Monthly attendances, 2025-26/u); });
    expect(screen.getByText(text.changed(1))).toBeVisible();
  });

  it("asks again for what belongs to one release", async () => {
    const { user } = start("release", "describe");
    await user.click(await screen.findByRole("button", { name: text.nextEdition }));
    await waitFor(() => { expect(screen.queryByRole("button", { name: text.nextEdition })).toBeNull(); });
    expect(screen.getByLabelText(/^Date and time/u)).toHaveValue("");
    expect(screen.getByLabelText(/^Title/u)).toHaveValue("Monthly attendances, 2025-26");
    expect(screen.getByRole("button", { name: words.shell.undo.undoNamed("describe the next release") })).toBeEnabled();
  });

  it("shows the page for readers, and leads back to a field", async () => {
    const { user } = start("release", "describe");
    await user.click(await screen.findByRole("radio", { name: text.page }));
    const frame = screen.getByTitle(text.pageTitle);
    expect(decodeURIComponent(frame.getAttribute("src") ?? "")).toContain("Monthly attendances, 2025-26");
    expect(frame).toHaveAttribute("sandbox", "");
    expect(screen.queryByLabelText(/^Title/u)).toBeNull();
    await user.click(screen.getByRole("button", { name: text.firstProblem }));
    expect(screen.getByLabelText(/^Summary/u)).toHaveFocus();
  });

  it("says that everything is filled", async () => {
    start("ready", "describe");
    expect(await screen.findByText(text.complete)).toBeVisible();
    expect(screen.queryByRole("button", { name: text.firstProblem })).toBeNull();
  });

  it("counts characters where the help names a limit", async () => {
    const state = { ...STARTS.release.state, fields: FIELDS.map((field) => (field.key === "title" ? { ...field, help: "Best in 30 characters." } : field)) };
    const { user } = start("release", "describe", { state });
    const title = await screen.findByLabelText(/^Title/u);
    expect(title).toHaveAccessibleDescription(/28 of 30 characters/u);
    await user.type(title, "abc");
    expect(title).toHaveAccessibleDescription(/31 of 30 characters, 1 character too long/u);
  });

  it("tells why a field could not be kept, and keeps the text", async () => {
    const { backend, user } = start("release", "describe");
    vi.spyOn(backend, "setField").mockRejectedValue({ file: "", kind: "usage", text: "The draft could not be saved.", next: "Make room on the disc." });
    const period = await screen.findByLabelText(/^Period/u);
    await user.type(period, "May 2025{Enter}");
    expect(await screen.findByText("The draft could not be saved.")).toBeVisible();
    expect(period).toHaveValue("May 2025");
  });
});

describe("A length", () => {
  it.each([
    ["What it is about.", "Anything", null],
    ["Best in 65 characters.", "A&E, 2024", { text: text.length(9, 65), over: 0 }],
    ["Best in 3 characters.", "äöüß", { text: text.length(4, 3), over: 1 }],
    ["Keep its first sentence within 140 characters.", "Short. And much more that is not counted.", { text: text.firstSentenceLength(6, 140), over: 0 }],
  ])("by %s", (help, answer, length) => {
    expect(lengthOf(help, answer)).toEqual(length);
  });
});
