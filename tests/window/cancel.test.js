// A long job: its progress, and stopping it.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { folder, large, workbook } from "./files.js";
import { start } from "./program.js";
import { drop } from "./screen.js";
import { way } from "./way.js";

let program;

describe("A job that is stopped", () => {
  const it = way();
  before(async () => { program = await start([workbook]); });
  after(async () => { await program?.end(); });

  it("says how far it is, and leaves everything as it was", async () => {
    await program.at("Workbooks");
    await drop([large(folder(), 900_000)]);
    await program.find(".bar progress");
    await program.picture("progress-light");
    // The page can be looked at meanwhile.
    await program.step("Tables");
    await program.find(".sheet-pane .grid-cell");
    await program.click(".bar button", "Cancel");
    await program.until(async () => (await program.texts(".bar progress")).length === 0, "The job has ended");
    assert.deepEqual(await program.texts(".message"), [], "somebody who stopped a job knows that it stopped");
    await program.step("Workbooks");
    assert.equal((await program.texts(".workbook h2")).length, 1);
  });
});
