import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { NO_ROOM, WRITTEN } from "../src/mock/release";
import { words } from "../src/words";
import { start } from "./start";

const text = words.export;
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("Export", () => {
  it("says what stops it, beside the button, and leads there", async () => {
    const { backend, user } = start("release", "export");
    const write = vi.spyOn(backend, "export");
    const button = await screen.findByRole("button", { name: text.write });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription("17 findings stop the release.");
    await user.click(button);
    expect(write).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: text.goTo("Describe") }));
    expect(await heading("Describe")).toHaveFocus();
  });

  it("shows the files and the places, which can be chosen", async () => {
    const { user } = start("ready");
    expect(await screen.findByText("data/attendances-by-provider.csv")).toBeVisible();
    expect(screen.getByText(text.notChosen)).toBeVisible();
    expect(screen.getByText(text.besideBundle)).toBeVisible();
    await user.click(screen.getByRole("button", { name: text.chooseNamed(text.evidence) }));
    expect(await screen.findByText(text.inFolder("Sign-off"))).toBeVisible();
  });

  it("writes, shows the proof and the files with their hashes, and opens the folders", async () => {
    const { backend, user } = start("ready");
    const open = vi.spyOn(backend, "openFolder");
    await user.click(await screen.findByRole("button", { name: text.write }));
    const result = await screen.findByRole("region", { name: text.result }, { timeout: 5_000 });
    expect(result).toHaveTextContent(WRITTEN.summary);
    expect(result).toHaveTextContent(WRITTEN.proof);
    await user.click(within(result).getByText(text.writtenFiles(4)));
    expect(within(result).getByRole("row", { name: /waits\.csv/u })).toHaveTextContent("ab07".repeat(16));
    await user.click(within(result).getByRole("button", { name: text.openFolder }));
    await user.click(within(result).getByRole("button", { name: text.openEvidence }));
    expect(open.mock.calls).toEqual([["bundle"], ["evidence"]]);
  });

  it("can be stopped, and says nothing about what the person did", async () => {
    const { user } = start("ready");
    await user.click(await screen.findByRole("button", { name: text.write }));
    await user.click(await screen.findByRole("button", { name: words.shell.cancel }));
    await waitFor(() => { expect(screen.queryByRole("progressbar")).toBeNull(); });
    expect(screen.queryByRole("region", { name: text.result })).toBeNull();
    expect(screen.queryByText(words.shell.messages.next, { exact: false })).toBeNull();
  });

  it("tells why nothing was written, and what to do", async () => {
    const { user } = start("full");
    await user.click(await screen.findByRole("button", { name: text.write }));
    expect(await screen.findByText(NO_ROOM.text, {}, { timeout: 5_000 })).toBeVisible();
    expect(screen.getByRole("region", { name: words.shell.messages.label })).toHaveTextContent(NO_ROOM.next);
  });

  it("says when something was changed after it was written", async () => {
    start("stale");
    expect(await screen.findByText(text.stale)).toBeVisible();
    expect(screen.getByRole("button", { name: text.writeAgain })).toBeVisible();
  });

  it("says so when the plan cannot be had, and tries again", async () => {
    const { user } = start("broken", "export");
    expect(await screen.findByText(text.planFailed)).toBeVisible();
    await user.click(screen.getByRole("button", { name: words.shell.retry }));
    expect(await screen.findByText(text.planFailed)).toBeVisible();
  });
});
