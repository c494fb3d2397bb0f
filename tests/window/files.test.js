// What comes in: ten files at once, files that cannot be opened, the system's dialog, a recipe of last year.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";

import { broken, copies, folder, olderRecipe, workbook } from "./files.js";
import { start } from "./program.js";
import { answerDialog, drop } from "./screen.js";
import { way } from "./way.js";

const place = folder();
let program;

describe("Files that come in", () => {
  const it = way();
  before(async () => { program = await start(); });
  after(async () => { await program?.end(); });

  it("says of each file that cannot be opened what is wrong and what to do", async () => {
    const files = broken(place);
    await drop(files.map(({ file }) => file));
    for (const { file, says } of files) await program.find(".failed-files li", `${path.basename(file)} ${says}`);
    assert.equal((await program.texts(".failed-files li")).filter((text) => text.includes("What to do:")).length, files.length);
    assert.ok(!(await program.text("body")).includes(place), "no path reaches the page");
    await program.looksRight("home-failed");
  });

  it("opens the others when some of ten files cannot be opened", async () => {
    const good = copies(place, 8);
    await drop([...good, ...broken(place).slice(0, 2).map(({ file }) => file)]);
    await program.at("Workbooks");
    await program.until(async () => (await program.texts(".workbook h2")).length === 8, "Eight workbooks are open");
    assert.equal((await program.texts(".failed-files li")).length, 2);
    await program.looksRight("workbooks-some-failed");
    await program.click(".undo-redo button", "Undo: open");
    await program.find("h1", "safe to publish");
  });

  it("opens ten files at once", async () => {
    await drop(copies(place, 10));
    await program.until(async () => (await program.texts(".workbook h2")).length === 10, "Ten workbooks are open");
    await program.click(".top button", "New release");
    await program.find("h1", "safe to publish");
    await program.click(".undo-redo button", "Undo");
    await program.until(async () => (await program.texts(".workbook h2")).length === 10, "They are open again");
    await program.click(".top button", "New release");
  });

  it("opens a file by the system's dialog", async () => {
    await program.click(".drop-area button", "Open workbooks");
    await answerDialog("Open workbooks", workbook);
    await program.find(".workbook h2", path.basename(workbook));
  });

  it("tells of a workbook that is open in another program", async () => {
    await program.click(".top button", "New release");
    const [copy] = copies(place, 1);
    writeFileSync(path.join(place, `~$${path.basename(copy)}`), "");
    await drop([copy]);
    await program.find(".workbook .notices", "unsaved changes are not included");
  });
});

describe("A release that returns", () => {
  const it = way();
  before(async () => { program = await start([olderRecipe(place), workbook]); });
  after(async () => { await program?.end(); });

  it("begins at Match, where what was expected is beside what was found", async () => {
    await program.at("Match");
    await program.find(".match-item.is-open", "Heat illness by provider");
    await program.find(".bar .why", "");
    assert.equal(await (await program.find(".bar .continue")).getAttribute("aria-disabled"), "true");
    await program.looksRight("match");
  });

  it("goes on once each table is settled", async () => {
    const select = await program.find(".map-to select");
    await program.driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", select);
    const options = await program.texts(".map-to option");
    const wanted = options.findIndex((text) => text.includes("Table 2"));
    assert.ok(wanted >= 0, options.join(" | "));
    await select.sendKeys(options[wanted]);
    await program.click(".map-to button");
    await program.until(async () => (await program.texts(".match-item.is-open")).length === 0, "Nothing is open");
    await program.looksRight("match-settled");
    await program.click(".bar .continue");
    await program.at("Workbooks");
  });
});
