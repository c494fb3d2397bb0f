// The program is killed, and starts again with the work as it was.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { workbook } from "./files.js";
import { draft, kill, spawn, start } from "./program.js";
import { keys } from "./screen.js";
import { way } from "./way.js";

let running;
let program;

describe("Killed in the middle of the work", () => {
  const it = way();
  before(async () => {
    running = await spawn([workbook]);
    await draft((text) => text.includes("ae-attendances"));
    // By keys alone: WebDriver would not survive what comes.
    await draft((text) => text.includes('step = "describe"'), () => keys("ctrl+5"));
    await kill(running);
    program = await start();
  });
  after(async () => {
    running?.kill("SIGKILL");
    await program?.end();
  });

  it("is restored as it was", async () => {
    await program.find(".message", "Restored: your work as it was at");
    await program.at("Describe");
    assert.deepEqual(await program.texts(".failed-files li"), []);
    await program.step("Workbooks");
    await program.find(".workbook h2", "ae-attendances");
    await program.looksRight("restored");
  });

  it("keeps a release that was closed in good order among the recent ones", async () => {
    await program.close();
    program = await start();
    await program.find(".recent-item", "ae-attendances");
    assert.equal((await program.texts(".message")).length, 0);
    await program.looksRight("home");
    await program.click(".recent-item button", "Continue");
    await program.find(".workbook h2", "ae-attendances");
  });

  it("forgets it when asked to", async () => {
    await program.click(".wordmark");
    await program.click(".top button", "New release");
    await program.click(".recent-item button", "Forget");
    await program.until(async () => (await program.texts(".recent-item")).length === 0, "It is forgotten");
  });
});
