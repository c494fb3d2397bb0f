import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { BackendContext } from "../src/backend";
import { mock, type StateName } from "../src/mock/states";
import { useSession } from "../src/shell/useSession";
import { ColumnsStep } from "../src/steps/columns";
import { words } from "../src/words";

const text = words.columns;

// A computer that builds beside the tests is slow.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

function Step() {
  const session = useSession();
  return session.view ? <><ColumnsStep view={session.view} session={session} focus={null} onFocus={() => undefined} /><output>{session.messages.length}</output></> : null;
}

function start(name: StateName) {
  const backend = mock(name, "columns");
  render(<BackendContext value={backend}><Step /></BackendContext>);
  return { backend, user: userEvent.setup() };
}

describe("Columns", () => {
  it("lists the columns and shows the one that is chosen", async () => {
    const { user } = start("release");
    const table = await screen.findByRole("table", { name: text.list });
    expect(within(table).getAllByRole("row")).toHaveLength(6);
    await user.click(within(table).getByRole("button", { name: /attendances/u }));
    const side = screen.getByRole("region", { name: "Attendances" });
    expect(within(side).getByLabelText(text.unit.label)).toHaveValue("attendances");
    expect(within(side).getByText("81.4385")).toBeVisible();
    expect(within(side).getByText(/threshold and rounding apply/u)).toBeVisible();
  });

  it("changes a name when the field is left, and follows undo", async () => {
    const { backend, user } = start("release");
    const name = await screen.findByLabelText(text.name.label);
    await user.clear(name);
    await user.type(name, "region_code{Enter}");
    expect(await screen.findByRole("button", { name: /region_code/u })).toBeVisible();
    expect(backend.view.undo).toBe("change a column");
    await user.type(name, "x{Escape}");
    expect(name).toHaveValue("region_code");
  });

  it("says at the field what the engine refuses, and nowhere else", async () => {
    const { user } = start("release");
    const name = await screen.findByLabelText(text.name.label);
    await user.clear(name);
    await user.type(name, "Month Of Year");
    await user.tab();
    await waitFor(() => { expect(name).toHaveAttribute("aria-invalid", "true"); });
    expect(name).toHaveAccessibleDescription(/cannot be used in files/u);
    expect(name).toHaveValue("Month Of Year");
    expect(document.querySelector("output")).toHaveTextContent("0");
  });

  it("changes a kind and says what follows", async () => {
    const { user } = start("release");
    await user.selectOptions(await screen.findByLabelText(text.kind.label), "category");
    expect(await screen.findByText(/listed in the data dictionary/u)).toBeVisible();
    expect(await screen.findByText(text.byPerson)).toBeVisible();
  });

  it("says why there is nothing, and what could not be read", async () => {
    start("tableless");
    expect(await screen.findByText(text.noTables)).toBeVisible();
    start("broken");
    expect(await screen.findByText(text.failed)).toBeVisible();
  });
});

describe("Distinct values", () => {
  it("come a hundred at a time, to the last", async () => {
    const { backend, user } = start("release");
    const asked = vi.spyOn(backend, "values");
    const list = await screen.findByRole("table", { name: text.values });
    expect(within(list).getAllByRole("row")).toHaveLength(101);
    expect(screen.getByRole("button", { name: text.valuesBefore })).toHaveAccessibleDescription(text.valuesFirst);
    await user.click(screen.getByRole("button", { name: text.valuesAfter }));
    expect(asked).toHaveBeenCalledWith(1, "code", 100, 100);
    expect(await screen.findByText(text.valuesFrom(100, 100, 241))).toBeVisible();
    await user.click(screen.getByRole("button", { name: text.valuesAfter }));
    expect(await screen.findByText(text.valuesFrom(200, 41, 241))).toBeVisible();
    expect(within(screen.getByRole("table", { name: text.values })).getAllByRole("row")).toHaveLength(42);
    expect(screen.getByRole("button", { name: text.valuesAfter })).toHaveAccessibleDescription(text.valuesLast);
  });

  it("say the days that a period stands for", async () => {
    const { user } = start("release");
    await user.click(within(await screen.findByRole("table", { name: text.list })).getByRole("button", { name: /month/u }));
    const list = screen.getByRole("table", { name: text.values });
    expect(within(list).getByRole("row", { name: /^Apr/u })).toHaveTextContent("2025-04-01 to 2025-04-30");
    expect(screen.queryByRole("button", { name: text.valuesAfter })).toBeNull();
  });
});

it("Markers say who gives them their meaning", async () => {
  start("release");
  const list = await screen.findByRole("table", { name: text.markers });
  expect(within(list).getByRole("row", { name: /^\*/u })).toHaveTextContent("The notes of this sheet say");
});
