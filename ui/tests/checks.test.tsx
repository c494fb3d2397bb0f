import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useMemo } from "react";
import { describe, expect, it, vi } from "vitest";

import { BackendContext } from "../src/backend";
import type { MockBackend } from "../src/mock/backend";
import { mock, type StateName } from "../src/mock/states";
import type { Focus } from "../src/shell/focus";
import { useSession } from "../src/shell/useSession";
import { ChecksStep } from "../src/steps/checks";
import { windowOn } from "../src/steps/checks/window";
import { words } from "../src/words";

const text = words.checks;

// A computer that builds beside the tests is slow.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

function Step({ focus, onFocus }: { focus: Focus | null; onFocus: () => void }) {
  const session = useSession();
  const asked = useMemo(() => focus, [focus]);
  return session.view ? <ChecksStep view={session.view} session={session} focus={asked} onFocus={onFocus} /> : null;
}

function start(name: StateName, focus: Focus | null = null) {
  const backend = mock(name, "checks");
  const onFocus = vi.fn();
  render(<BackendContext value={backend}><Step focus={focus} onFocus={onFocus} /></BackendContext>);
  return { backend, onFocus, user: userEvent.setup() };
}

const list = () => screen.findByRole("listbox", { name: text.list });
const open = (backend: MockBackend): number => backend.view.steps.find(({ id }) => id === "checks")?.count ?? -1;

describe("Checks", () => {
  it("shows what must be decided first, with exact counts", async () => {
    const { backend } = start("release");
    const rows = await within(await list()).findAllByRole("option");
    expect(rows[0]).toHaveAttribute("aria-setsize", String(open(backend)));
    expect(rows[0]).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("radio", { name: `${text.states.open ?? ""} ${String(open(backend))}` })).toBeChecked();
    expect(await screen.findByText(text.position("Blocker", 1, open(backend)))).toBeVisible();
  });

  it("walks the blockers: after a decision the next one opens, and the last reason is at hand", async () => {
    const { backend, user } = start("release");
    const before = open(backend);
    await user.type(await screen.findByLabelText(text.decide.reason), "Checked with the data owner.");
    const first = screen.getByRole("article").getAttribute("aria-label");
    await user.click(screen.getByRole("button", { name: text.decide.verbs.exclude ?? "" }));
    await waitFor(() => { expect(screen.getByRole("article").getAttribute("aria-label")).not.toBe(first); });
    expect(open(backend)).toBe(before - 1);
    expect(screen.getByText(text.position("Blocker", 1, before - 1))).toBeVisible();
    await waitFor(() => { expect(within(screen.getByRole("article")).getByRole("heading", { level: 3 })).toHaveFocus(); });
    await user.click(screen.getByRole("button", { name: text.decide.useLast }));
    expect(screen.getByLabelText(text.decide.reason)).toHaveValue("Checked with the data owner.");
    await user.click(screen.getByRole("button", { name: text.next }));
    expect(screen.getByText(text.position("Blocker", 2, before - 1))).toBeVisible();
  });

  it("asks for a reason, and for cells to suppress, before anything is decided", async () => {
    const { backend, user } = start("release");
    await list();
    await user.selectOptions(screen.getByLabelText(text.kind), "worked-out");
    await user.click(await screen.findByRole("button", { name: text.decide.verbs.suppress ?? "" }));
    expect(screen.getByText(text.decide.noReason)).toBeVisible();
    expect(screen.getByText(text.decide.noCells)).toBeVisible();
    expect(backend.view.undo).toBeNull();
    await user.click(screen.getAllByRole("checkbox")[0] as HTMLElement);
    await user.type(screen.getByLabelText(text.decide.reason), "The smallest of them.");
    await user.click(screen.getByRole("button", { name: text.decide.verbs.suppress ?? "" }));
    await waitFor(() => { expect(backend.view.undo).toBe("suppress 1 cell"); });
  });

  it("accepts a group with one reason, and says before how many", async () => {
    const { backend, user } = start("release");
    await user.click(await screen.findByRole("radio", { name: /For information/u }));
    await user.selectOptions(screen.getByLabelText(text.kind), await screen.findByRole("option", { name: /Totals that do not add up \(23\)/u }));
    await user.click(await screen.findByRole("button", { name: text.group.open(23) }));
    const form = within(screen.getByRole("form", { name: text.group.title(23) }));
    await user.type(form.getByLabelText(text.decide.reason), "Rounded by the providers.");
    await user.click(form.getByRole("button", { name: text.group.confirm(23) }));
    await waitFor(() => { expect(backend.view.undo).toBe("accept 23 findings"); });
    await user.click(screen.getByRole("radio", { name: /Decided 23/u }));
    expect(await screen.findByText("Rounded by the providers.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Take back/u }));
    await screen.findByRole("radio", { name: /Decided 22/u });
  });

  it("goes to the finding that was asked for, and from there to its cell", async () => {
    const wanted = (await mock("release").findings({ state: null, kind: "does-not-add", severity: null, table: null, workbook: null, text: null, first: 7, count: 1 })).findings[0];
    const { user, onFocus } = start("release", { key: 1, finding: wanted?.id ?? "" });
    const card = await screen.findByRole("article", { name: wanted?.place ?? "" });
    expect(await within(card).findByText(wanted?.text ?? "")).toBeVisible();
    expect((await within(card).findAllByRole("row")).length).toBeGreaterThan(3);
    await user.click(within(card).getByRole("button", { name: text.showCell }));
    expect(onFocus).toHaveBeenCalledWith("tables", expect.objectContaining({ table: 1, cell: wanted?.cell }));
  });

  it("draws a window on thousands, and the keyboard reaches the last", async () => {
    const { user } = start("huge");
    await user.click(await screen.findByRole("radio", { name: /Protected 3,840/u }));
    const box = await list();
    await waitFor(() => { expect(within(box).getAllByRole("option")[0]).toHaveAttribute("aria-setsize", "3840"); });
    expect(within(box).getAllByRole("option").length).toBeLessThan(60);
    box.focus();
    await user.keyboard("{End}");
    expect(await screen.findByText(text.position("Finding", 3_840, 3_840))).toBeVisible();
  });

  it("sets one policy for all, or another for one table", async () => {
    const { backend, user } = start("release");
    await user.click(await screen.findByText(text.policy.single));
    await user.selectOptions(screen.getByLabelText(/Waits by age and sex/u), "hes-2018");
    await waitFor(() => { expect(backend.view.tables.find(({ id }) => id === 2)?.policy).toBe("hes-2018"); });
    expect(backend.view.policy).toBe("legacy-1-5");
    expect(await screen.findByText(text.policy.replaces(1))).toBeVisible();
  });

  it("says what failed and tries again", async () => {
    const { backend, user } = start("broken");
    const asked = vi.spyOn(backend, "findings");
    await screen.findByText(text.failed);
    const retry = screen.getAllByRole("button", { name: words.shell.retry })[0] as HTMLElement;
    const before = asked.mock.calls.length;
    await user.click(retry);
    await waitFor(() => { expect(asked.mock.calls.length).toBeGreaterThan(before); });
  });

  it("says when nothing is left to decide", async () => {
    const { user } = start("ready");
    await user.click(await screen.findByRole("radio", { name: /To decide 0/u }));
    expect((await screen.findAllByText(text.allDecided))[0]).toBeVisible();
  });
});

describe("The window on the list", () => {
  it.each([[0, 0, 0], [17, 500, 400], [200_000, 0, 400], [200_000, 7_999_600, 400]])("of %i rows, scrolled by %i, covers what is seen", (total, scrolled, seen) => {
    const view = windowOn(total, 56, scrolled, seen);
    expect(view.height).toBeLessThanOrEqual(8_000_000);
    if (total === 0) expect(view.last).toBe(-1);
    else {
      expect(view.top).toBeLessThanOrEqual(scrolled);
      expect(view.first).toBeGreaterThanOrEqual(0);
      expect(view.last).toBeLessThan(total);
      if (scrolled + seen >= view.height) expect(view.last).toBe(total - 1);
    }
  });
});
