// The main job by keyboard alone: no mouse and no script touches the page.

import { execFileSync } from "node:child_process";
import path from "node:path";
import { after, before, describe } from "node:test";

import { folder } from "./files.js";
import { start, told } from "./program.js";
import { answerDialog } from "./screen.js";
import { way } from "./way.js";

const out = folder();
let program;

describe("By keyboard alone", () => {
  const it = way();
  before(async () => { program = await start(); });
  after(async () => { await program?.end(); });

  const reads = (text) => ({ text: here }) => here.includes(text);

  it("opens the sample release", async () => {
    await program.tabTo(reads("Try the sample release"));
    await program.press("ENTER");
    await program.at("Workbooks");
  });

  it("walks a sheet and reads a column as a label, and takes it back", async () => {
    await program.press("CONTROL+2");
    await program.at("Tables");
    await program.tabTo(({ role, text }) => role === "grid" && text.startsWith("Sheet"));
    await program.press("CONTROL+g");
    await program.type("B6");
    await program.press("ENTER", "l");
    await program.find(".undo-redo button", "Undo: read");
    await program.press("CONTROL+z");
    await program.find(".undo-redo button", "Redo: read");
  });

  it("decides every finding that stops the release", async () => {
    await program.press("CONTROL+4");
    await program.at("Checks");
    const left = async () => Number(/of ([\d,]+)/u.exec((await program.texts(".selected-finding .position"))[0])?.[1] ?? 0);
    await program.tabTo(({ role }) => role === "listbox");
    await program.press("HOME");
    await program.until(async () => (await left()) > 0, "The first finding is shown");
    for (let open = await left(); open > 0; open -= 1) {
      await program.tabTo(({ tag }) => tag === "input" || tag === "textarea");
      if ((await program.texts(".candidates input")).length > 0) {
        await program.tabTo(({ tag, name }) => tag === "input" && !name?.startsWith("verb"));
        await program.press("SPACE");
      }
      await program.tabTo(({ tag }) => tag === "textarea");
      await program.type("Looked at.");
      await program.tabTo(({ tag, text }) => tag === "button" && /^(Suppress cells|Leave out|Accept)$/u.test(text));
      await program.press("ENTER");
      await program.until(async () => (await left()) < open, "It is decided");
    }
  });

  it("changes a field of the description", async () => {
    await program.press("CONTROL+5");
    await program.at("Describe");
    await program.tabTo(({ name }) => name === "title");
    await program.press("CONTROL+a");
    await program.type("Attendances by keyboard");
    await program.press("TAB");
    await program.find(".release-title", "Attendances by keyboard");
  });

  it("writes the bundle", async () => {
    await program.press("CONTROL+6");
    await program.at("Export");
    await program.tabTo(reads("Write the bundle"));
    await program.press("ENTER");
    await answerDialog("Choose the folder for the release", out);
    await program.find(".written", "Written and read back");
    execFileSync(told("TABLEWRIGHT_COMMAND"), ["verify", path.join(out, await program.written())], { encoding: "utf8" });
  });

  it("shows the list of keys, and moves between the panes", async () => {
    await program.press("F1");
    await program.find(".help", "Keyboard shortcuts");
    await program.looksRight("help");
    await program.press("ESCAPE", "F6");
    const first = await program.focused();
    await program.press("F6");
    const second = await program.focused();
    if (first.text === second.text) throw new Error(`F6 stays at ${first.text}`);
  });
});
