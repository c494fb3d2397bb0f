import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { LOCKED } from "../src/mock/release";
import { words } from "../src/words";
import { expectAccessible, start } from "./start";

const { shell } = words;
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const step = (name: string) => screen.findByRole("button", { name: new RegExp(`^${name}`, "u") });
const bar = () => within(screen.getByRole("contentinfo"));

describe("The steps", () => {
  it("stand in order, each with its state in words, and say where the person is", async () => {
    start("release", "describe");
    const nav = await screen.findByRole("navigation", { name: shell.steps.label });
    expect(within(nav).getAllByRole("button").map((button) => button.textContent)).toEqual([
      expect.stringMatching(/Workbooks.*2 workbooks/u), expect.stringMatching(/Tables.*2 tables/u), expect.stringContaining("Columns"),
      expect.stringMatching(/Checks.*findings to decide/u), expect.stringMatching(/Describe.*3 fields to fill/u), expect.stringMatching(/Export.*Not started/u),
    ]);
    expect(within(nav).getByRole("button", { current: "step" })).toHaveTextContent("Describe");
  });

  it("begin with Match where a recipe has tables", async () => {
    start("match");
    const nav = await screen.findByRole("navigation", { name: shell.steps.label });
    expect(within(nav).getAllByRole("button")[0]).toHaveTextContent(/Match.*to settle/u);
    expect(await heading("Match")).toBeVisible();
  });

  it("cannot be gone to before anything is open, and say why", async () => {
    const { user } = start("empty");
    const tables = await step("Tables");
    expect(tables).toHaveAttribute("aria-disabled", "true");
    expect(tables).toHaveAccessibleDescription(shell.header.openFirst);
    await user.click(tables);
    expect(screen.getByRole("heading", { level: 1, name: words.home.title })).toBeVisible();
  });

  it("move the focus to their heading and are remembered", async () => {
    const { backend, user } = start("release", "workbooks");
    const go = vi.spyOn(backend, "go");
    await user.click(await step("Describe"));
    expect(await heading("Describe")).toHaveFocus();
    expect(go).toHaveBeenLastCalledWith("describe");
  });
});

describe("Back and Continue", () => {
  it("lead to the neighbours", async () => {
    const { user } = start("ready", "describe");
    await user.click(await screen.findByRole("button", { name: shell.bar.continueTo("Export") }));
    expect(await heading("Export")).toHaveFocus();
    await user.click(screen.getByRole("button", { name: shell.bar.backTo("Describe") }));
    expect(await heading("Describe")).toHaveFocus();
  });

  it("stay, with the reason beside them", async () => {
    const { user } = start("release", "describe");
    const next = await screen.findByRole("button", { name: shell.bar.continueTo("Export") });
    expect(next).toHaveAttribute("aria-disabled", "true");
    expect(next).toHaveAccessibleDescription("3 fields to fill first.");
    await user.click(next);
    expect(await heading("Describe")).toBeVisible();
    expect(bar().getByText(shell.promise)).toBeVisible();
    expect(bar().getByText(shell.bar.saved("10:42"))).toBeVisible();
  });
});

describe("A running job", () => {
  it("is followed and cancelled, and what would change something waits while the rest can be looked at", async () => {
    const { backend, user } = start("working", "workbooks");
    const cancel = vi.spyOn(backend, "cancel");
    await heading("Workbooks");
    expect(await bar().findByRole("progressbar")).toBeInTheDocument();
    const close = screen.getByRole("button", { name: words.workbooks.closeNamed("register-extract.xlsx") });
    expect(close).toHaveAccessibleDescription(shell.wait("Looking for cells that can be worked out"));
    await user.click(close);
    expect(backend.view.workbooks).toHaveLength(2);

    await user.click(await step("Export"));
    expect(await heading("Export")).toBeVisible();
    await user.click(bar().getByRole("button", { name: shell.cancel }));
    expect(cancel).toHaveBeenCalledOnce();
    await waitFor(() => { expect(bar().queryByRole("progressbar")).toBeNull(); });
  });

  it("says a few things one by one, and the share of many", async () => {
    const { backend } = start("release", "workbooks");
    await heading("Workbooks");
    const progress = (done: number, total: number): void => { act(() => { backend.notify({ kind: "progress", progress: { stage: "Reading", done, total, opening: [] } }); }); };
    progress(3, 7);
    expect(await bar().findByText(shell.progress.of("3", "7"))).toBeVisible();
    progress(2_397_088, 10_178_850);
    expect(await bar().findByText(shell.progress.share(23))).toBeVisible();
  });
});

describe("Undo and redo", () => {
  it("are named, by button and by key, and reach back to what was open before", async () => {
    const { user } = start("release", "workbooks");
    await user.click(await screen.findByRole("button", { name: shell.header.newRelease }));
    expect(await heading(words.home.title)).toBeVisible();
    await user.click(screen.getByRole("button", { name: shell.undo.undoNamed("close everything") }));
    expect(await heading("Workbooks")).toBeVisible();
    expect(bar().getByText(shell.undo.undone("close everything"))).toBeVisible();
    await user.keyboard("{Control>}y{/Control}");
    expect(await heading(words.home.title)).toBeVisible();
    await user.keyboard("{Control>}z{/Control}");
    expect(await heading("Workbooks")).toBeVisible();
    expect(screen.getByRole("button", { name: shell.undo.undo })).toHaveAccessibleDescription(shell.undo.nothingToUndo);
  });

  it("say what they did until something else changes", async () => {
    const { user } = start("release", "tables");
    await user.click((await screen.findAllByRole("button", { name: words.tables.confirm }))[0] as HTMLElement);
    await waitFor(() => { expect(screen.getByRole("button", { name: /^Undo: /u })).toBeVisible(); });
    await user.click(screen.getByRole("button", { name: /^Undo: /u }));
    expect(await bar().findByText(/^Undone: /u)).toBeVisible();
    await user.click(screen.getAllByRole("button", { name: words.tables.confirm })[0] as HTMLElement);
    await waitFor(() => { expect(bar().queryByText(/^Undone: /u)).toBeNull(); });
  });

  it("leave a text field its own undo", async () => {
    const { backend, user } = start("release", "describe");
    const undo = vi.spyOn(backend, "undo");
    await user.type(await screen.findByLabelText(/^Period/u), "2025{Enter}{Control>}z{/Control}");
    expect(undo).not.toHaveBeenCalled();
  });
});

describe("Keys", () => {
  it("go to the steps, open and save", async () => {
    const { backend, user } = start("match");
    const open = vi.spyOn(backend, "openFiles");
    const save = vi.spyOn(backend, "saveRecipe");
    const zoom = vi.spyOn(backend, "zoom");
    await heading("Match");
    await user.keyboard("{Control>}5{/Control}");
    expect(await heading("Describe")).toHaveFocus();
    await user.keyboard("{Control>}s{/Control}");
    expect(save).toHaveBeenCalledOnce();
    expect(await bar().findByText(shell.header.recipeSaved)).toBeVisible();
    await user.keyboard("{Control>}={/Control}{Control>}0{/Control}");
    expect(zoom.mock.calls).toEqual([["in"], ["reset"]]);
    await user.keyboard("{Control>}o{/Control}");
    expect(open).toHaveBeenCalledOnce();
  });

  it("show the list of shortcuts, and give the focus back", async () => {
    const { user } = start("release", "describe");
    const period = await screen.findByLabelText(/^Period/u);
    await user.type(period, "What?");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("{F1}");
    const help = screen.getByRole("dialog", { name: shell.shortcuts.title });
    expect(within(help).getByRole("heading", { level: 2 })).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(period).toHaveFocus();
  });

  it("walk through the panes and back, each where it was left", async () => {
    const { user } = start("release", "describe");
    const summary = await screen.findByLabelText(/^Summary/u);
    await user.click(summary);
    await user.keyboard("{F6}");
    expect(screen.getByRole("contentinfo")).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard("{F6}");
    expect(screen.getByRole("button", { name: shell.header.help }).closest("header")).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard("{Shift>}{F6}{F6}{/Shift}");
    expect(summary).toHaveFocus();
  });
});

describe("Messages", () => {
  it("tell of a failure and what to do next until they are dismissed", async () => {
    const { backend, user } = start("release", "describe");
    await heading("Describe");
    act(() => { backend.notify({ kind: "failed", failure: LOCKED }); });
    const messages = screen.getByRole("region", { name: shell.messages.label });
    expect(messages).toHaveTextContent(LOCKED.text);
    expect(messages).toHaveTextContent(LOCKED.next);
    await user.click(within(messages).getByRole("button", { name: shell.dismiss(LOCKED.text) }));
    expect(messages).not.toHaveTextContent(LOCKED.text);
  });

  it("say what was restored after a crash, at the step of before", async () => {
    const { user } = start("restored");
    expect(await heading("Checks")).toBeVisible();
    const restored = await screen.findByText(shell.messages.restored("10:42"));
    expect(screen.getByText(shell.messages.restoredHelp)).toBeVisible();
    await user.click(screen.getByRole("button", { name: shell.dismiss(shell.messages.restored("10:42")) }));
    expect(restored).not.toBeInTheDocument();
  });

  it("does not say that nothing was lost when a file could not be opened again", async () => {
    const { backend } = start("restored");
    await screen.findByText(shell.messages.restoredHelp);
    act(() => { backend.notify({ kind: "restored", view: { ...backend.view, revision: 9, failures: [LOCKED] }, when: "10:42" }); });
    expect(await screen.findByText(shell.messages.restoredPart)).toBeVisible();
    expect(screen.queryByText(shell.messages.restoredHelp)).toBeNull();
  });

  it("say that files can be dropped while they are held over the window", async () => {
    const { backend } = start("hover");
    expect(await screen.findByText(shell.drop.title)).toBeVisible();
    act(() => { backend.notify({ kind: "hover", over: false }); });
    expect(screen.queryByText(shell.drop.title)).toBeNull();
  });
});

describe("The page", () => {
  it.each([["first", "home"], ["empty", "home"], ["failed", "workbooks"], ["working", "workbooks"], ["match", "match"], ["release", "describe"], ["release", "export"], ["stale", "export"], ["broken", "export"]] as const)(
    "has nothing that axe finds wrong: %s at %s", async (state, at) => {
      const { container } = start(state, at);
      await screen.findByRole("heading", { level: 1 });
      await expectAccessible(container);
    },
  );
});
