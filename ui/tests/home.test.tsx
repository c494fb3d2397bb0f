import { act, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { LOCKED, NOT_A_WORKBOOK } from "../src/mock/release";
import { words } from "../src/words";
import { start } from "./start";

const { home } = words;

describe("Home", () => {
  it("is useful before anything was ever opened", async () => {
    start("first");
    expect(await screen.findByText(home.recentNone)).toBeVisible();
    expect(screen.getByText(home.drop)).toBeVisible();
    expect(screen.getByText(home.readOnly)).toBeVisible();
  });

  it("opens the sample at its first step", async () => {
    const { user } = start("first");
    await user.click(await screen.findByRole("button", { name: home.sample }));
    expect(await screen.findByRole("heading", { level: 1, name: "Workbooks" })).toHaveFocus();
    expect(screen.getByRole("heading", { level: 2, name: "attendances-2025-26.xlsx" })).toBeVisible();
  });

  it("goes on with a recent release, and forgets one", async () => {
    const { backend, user } = start("empty");
    const forget = vi.spyOn(backend, "forgetRecent");
    const list = (await screen.findByText("attendances.recipe.toml")).closest("ul");
    if (!list) throw new Error("The recipe is in no list");
    expect(within(list).getByText("attendances-2025-26.xlsx, register-extract.xlsx")).toBeVisible();
    await user.click(within(list).getByRole("button", { name: home.forgetNamed("attendances.recipe.toml") }));
    expect(forget).toHaveBeenCalledWith("r2");
    expect(screen.queryByText("attendances.recipe.toml")).toBeNull();
    await user.click(screen.getByRole("button", { name: home.goTo(home.go.release, "Monthly attendances, 2025-26") }));
    expect(await screen.findByRole("heading", { level: 1, name: "Workbooks" })).toBeVisible();
  });

  it("says why a recent release cannot be opened, and does not try", async () => {
    const { backend, user } = start("empty");
    const open = vi.spyOn(backend, "openRecent");
    const button = await screen.findByRole("button", { name: home.goTo(home.go.release, "Ambulance arrivals, October") });
    expect(button).toHaveAccessibleDescription("ambulance-oct.xlsx is not where it was.");
    await user.click(button);
    expect(open).not.toHaveBeenCalled();
  });

  it("tells of the list that cannot be read, and tries again", async () => {
    const { backend, user } = start("broken", "home");
    expect(await screen.findByText(home.recentFailed)).toBeVisible();
    vi.spyOn(backend, "recent").mockResolvedValue([]);
    await user.click(screen.getByRole("button", { name: words.shell.retry }));
    expect(await screen.findByText(home.recentNone)).toBeVisible();
  });

  it("lists files that did not open, each with what to do next, and no message beside", async () => {
    const { backend } = start("first");
    await screen.findByText(home.recentNone);
    act(() => { backend.notify({ kind: "opened", view: { ...backend.view, failures: [NOT_A_WORKBOOK, LOCKED] } }); });
    const failed = await screen.findByRole("region", { name: home.failed });
    expect(failed).toHaveTextContent(NOT_A_WORKBOOK.next);
    expect(failed).toHaveTextContent(LOCKED.text);
    expect(screen.getAllByText(LOCKED.text)).toHaveLength(1);
  });

  it("keeps an open release at hand", async () => {
    const { user } = start("release", "describe");
    await user.click(await screen.findByRole("button", { name: /Tablewright/u }));
    await user.click(await screen.findByRole("button", { name: home.currentGo }));
    expect(screen.getByRole("heading", { level: 1, name: "Describe" })).toBeVisible();
  });
});
