import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { App } from "../src/App";
import { BackendContext } from "../src/backend";
import { MockBackend, NOT_A_WORKBOOK } from "../src/mock/backend";
import { EMPTY, RELEASE } from "../src/mock/release";
import { words } from "../src/words";

function start(view = RELEASE) {
  const backend = new MockBackend(view);
  render(<BackendContext value={backend}><App /></BackendContext>);
  return { backend, user: userEvent.setup() };
}

/** The group of findings with that heading. */
async function group(state: string): Promise<HTMLElement> {
  const heading = await screen.findByRole("heading", { name: words.findings.groups[state] ?? "" });
  const details = heading.closest("details");
  if (!details) throw new Error("The heading is in no group");
  return details;
}

describe("Home", () => {
  it("offers the sample and shows its tables", async () => {
    const { user } = start(EMPTY);
    await user.click(await screen.findByRole("button", { name: words.home.sample }));
    const contents = await screen.findByRole("navigation", { name: words.contents.title });
    expect(within(contents).getByText("attendances-2025-26.xlsx")).toBeVisible();
    expect(within(contents).getByText("Old figures")).toBeVisible();
    expect(within(contents).getByText(words.contents.veryHidden)).toBeVisible();
    expect(within(contents).getByRole("button", { name: /Table 1: Attendances/u })).toHaveAttribute("aria-current", "true");
  });

  it("tells of a file that is no workbook, with the next step, until it is dismissed", async () => {
    const { user } = start(EMPTY);
    await user.click(await screen.findByRole("button", { name: words.home.open }));
    const messages = screen.getByRole("region", { name: words.messages.label });
    expect(await within(messages).findByText(NOT_A_WORKBOOK.text)).toBeVisible();
    expect(messages).toHaveTextContent(NOT_A_WORKBOOK.next);
    await user.click(within(messages).getByRole("button", { name: /Dismiss/u }));
    expect(messages).toBeEmptyDOMElement();
  });

  it("shows the drop hint while files are dragged over it, and what was dropped", async () => {
    const { backend } = start(EMPTY);
    await screen.findByText(words.home.title);
    backend.notify({ kind: "hover", over: true });
    expect(await screen.findByText(words.drop.title)).toBeVisible();
    backend.notify({ kind: "hover", over: false });
    backend.notify({ kind: "opened", view: RELEASE });
    expect(await screen.findByText("attendances-2025-26.xlsx")).toBeVisible();
    expect(screen.queryByText(words.drop.title)).toBeNull();
  });
});

describe("Rows", () => {
  it("draws a window on thousands of rows, as read and protected", async () => {
    const { user } = start();
    const grid = await screen.findByRole("grid");
    expect(grid).toHaveAttribute("aria-rowcount", "3001");
    expect(grid).toHaveAttribute("aria-colcount", "8");
    expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
    expect(within(grid).queryByText("rounded")).toBeNull();
    await user.click(screen.getByRole("radio", { name: words.table.protected }));
    expect((await within(await screen.findByRole("grid")).findAllByText("rounded")).length).toBeGreaterThan(0);
  });

  it("is walked by keyboard", async () => {
    const { user } = start();
    const grid = await screen.findByRole("grid");
    grid.focus();
    await user.keyboard("{ArrowDown}{ArrowRight}");
    const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active).toHaveAttribute("aria-colindex", "2");
    expect(active?.closest("[role=row]")).toHaveAttribute("aria-rowindex", "3");
    await user.keyboard("{Control>}{Home}{/Control}");
    expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")).toHaveTextContent("C6");
  });

  it("says so when they cannot be had", async () => {
    const backend = new MockBackend(RELEASE);
    vi.spyOn(backend, "rows").mockRejectedValue(NOT_A_WORKBOOK);
    render(<BackendContext value={backend}><App /></BackendContext>);
    expect(await screen.findByText(words.table.failed)).toBeVisible();
  });
});

describe("Findings", () => {
  it("are counted exactly by state", async () => {
    start();
    expect(within(await group("open")).getByText("4")).toBeVisible();
    expect(within(await group("describe")).getByText("1")).toBeVisible();
    expect(within(await group("protected")).getByText("60")).toBeVisible();
  });

  it("select the row of their cell", async () => {
    const { user } = start();
    await user.click(await screen.findByRole("button", { name: /total 40 − others 37/u }));
    await waitFor(() => { expect(within(screen.getByRole("grid")).getByRole("row", { selected: true })).toHaveTextContent("D9"); });
  });

  it("are decided with a reason and cells, and not without", async () => {
    const { backend, user } = start();
    const decide = vi.spyOn(backend, "decide");
    await user.click(await screen.findByRole("button", { name: /total 40 − others 37/u }));
    await user.click(screen.getByRole("button", { name: words.decide.confirm.suppress ?? "" }));
    expect(screen.getByText(words.decide.noCells)).toBeVisible();
    expect(screen.getByText(words.decide.noReason)).toBeVisible();
    expect(decide).not.toHaveBeenCalled();

    await user.click(screen.getByRole("checkbox", { name: /Jun 2025/u }));
    await user.type(screen.getByLabelText(words.decide.reason), "The smallest other part");
    await user.click(screen.getByRole("button", { name: words.decide.confirm.suppress ?? "" }));
    expect(decide).toHaveBeenCalledWith({
      findings: ["R3/attendances-by-provider/R103|May 2025"], verb: "suppress", reason: "The smallest other part", cells: ["E9"],
    });
    expect(await within(await group("decided")).findByText("The smallest other part")).toBeVisible();
  });

  it("of one kind are left out together, as one step that can be taken back", async () => {
    const { backend, user } = start();
    const decide = vi.spyOn(backend, "decide");
    await user.click(await screen.findByRole("button", { name: /Row 14 is hidden/u }));
    await user.click(screen.getByRole("button", { name: words.decide.verbs.exclude ?? "" }));
    await user.type(screen.getByLabelText(words.decide.reason), "Working rows");
    await user.click(screen.getByRole("checkbox", { name: words.decide.alsoOthers(1) }));
    await user.click(screen.getByRole("button", { name: words.decide.confirm.exclude ?? "" }));
    expect(decide.mock.lastCall?.[0].findings).toEqual(["hidden-row/Table 1/14", "hidden-row/Table 1/15"]);
    await within(await group("decided")).findAllByText("Working rows");

    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => { expect(screen.queryByText("Working rows")).toBeNull(); });
    await user.keyboard("{Control>}y{/Control}");
    expect((await screen.findAllByText("Working rows")).length).toBe(2);
  });
});

describe("Export", () => {
  it("is disabled with the reason beside it while findings are open", async () => {
    const { user } = start();
    await user.click(await screen.findByRole("tab", { name: words.tabs.export }));
    const button = screen.getByRole("button", { name: words.export.button });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription("5 findings stop the release.");
  });

  it("writes once everything is decided and described, and says when it is out of date", async () => {
    const ready = {
      ...RELEASE,
      findings: [],
      fields: RELEASE.fields.map((field) => ({ ...field, value: "text", problem: null })),
    };
    const { user } = start(ready);
    await user.click(await screen.findByRole("tab", { name: words.tabs.export }));
    await user.click(screen.getByRole("button", { name: words.export.button }));
    expect(await screen.findByText(/Written and read back: 4 files/u)).toBeVisible();
    expect(screen.getByText("datapackage.json")).toBeVisible();
    expect(screen.queryByText(words.export.stale)).toBeNull();

    await user.click(screen.getByRole("tab", { name: words.tabs.describe }));
    await user.type(screen.getByLabelText(/^Title/u), " revised{Enter}");
    await user.click(screen.getByRole("tab", { name: words.tabs.export }));
    expect(await screen.findByText(words.export.stale)).toBeVisible();
  });

  it("shows why it could not be written", async () => {
    const backend = new MockBackend({ ...RELEASE, findings: [], fields: [] });
    const failure = { file: "release", kind: "output-not-empty", text: "release is not empty.", next: "Choose a folder that is empty." };
    vi.spyOn(backend, "export").mockRejectedValue(failure);
    const user = userEvent.setup();
    render(<BackendContext value={backend}><App /></BackendContext>);
    await user.click(await screen.findByRole("tab", { name: words.tabs.export }));
    await user.click(screen.getByRole("button", { name: words.export.button }));
    expect(await screen.findByText("release is not empty.")).toBeVisible();
  });

  it("can be cancelled", async () => {
    const { backend, user } = start();
    const cancel = vi.spyOn(backend, "cancel");
    await screen.findByRole("grid");
    backend.notify({ kind: "progress", progress: { stage: "Writing the bundle", done: 3, total: 9 } });
    expect(await screen.findByText("Writing the bundle")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: words.cancel }));
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe("Describe", () => {
  it("shows help, an example and the problem at each field, and keeps what is written", async () => {
    const { backend, user } = start();
    const set = vi.spyOn(backend, "setField");
    await user.click(await screen.findByRole("tab", { name: /^Describe/u }));
    const period = screen.getByLabelText(/^Period/u);
    expect(period).toHaveAccessibleDescription(/What the figures cover\. Example: April 2025 to March 2026 Period is missing\./u);
    await user.type(period, "May 2025");
    await user.tab();
    expect(set).toHaveBeenCalledWith("period", "May 2025");
    await waitFor(() => { expect(screen.getByLabelText(/^Period/u)).toHaveValue("May 2025"); });
    expect(screen.getByLabelText(/^Period/u)).not.toHaveAccessibleDescription(/missing/u);
  });
});
