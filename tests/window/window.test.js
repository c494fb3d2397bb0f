// The real program in a real window, from dropped file to verified bundle. Run by `cargo xtask test`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it as test } from "node:test";

import { start, told } from "./program.js";
import { answerDialog, drop, picture } from "./screen.js";

const sample = told("TABLEWRIGHT_SAMPLE");
const workbook = path.join(sample, readdirSync(sample).find((name) => name.endsWith(".xlsx")));

/** The tests of a group are the steps of one way: after one that failed, the next have nothing to stand on. */
let failed = "";
let program;
function it(name, step) {
  test(name, async (context) => {
    if (failed) return context.skip(`after “${failed}”`);
    try {
      await step();
    } catch (error) {
      failed = name;
      picture(path.join(told("SCREENSHOTS"), "screen-at-failure.png"));
      throw error;
    }
  });
}

/** A folder for the outputs of this run. */
const folder = mkdtempSync(path.join(tmpdir(), "tablewright-window-"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("From a dropped workbook to a verified bundle", () => {
  before(async () => { program = await start(); });
  after(async () => { await program?.end(); });

  it("starts at Home, with nothing open", async () => {
    await program.find("h1", "safe to publish");
    await program.find("button", "Try the sample release");
    await program.picture("home-light");
    assert.deepEqual(await program.faults(), []);
  });

  it("may not be taken to another page", async () => {
    const here = await program.driver.getCurrentUrl();
    await program.driver.executeScript("window.open('https://example.org/'); location.href = 'https://example.org/'");
    await program.driver.sleep(500);
    assert.equal(await program.driver.getCurrentUrl(), here);
    assert.equal((await program.driver.getAllWindowHandles()).length, 1);
    await program.find("h1", "safe to publish");
  });

  it("says what to do about a file that is no workbook", async () => {
    const letter = path.join(folder, "letter.pdf");
    writeFileSync(letter, "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj << /Type /Catalog >> endobj\n");
    await drop([letter], async () => { await program.find(".drop-hint", "Drop to open"); });
    const message = await program.text(".message", "letter.pdf");
    assert.match(message, /What to do:/u);
    assert.ok(!message.includes(folder), "no path reaches the page");
    await program.find("button", "Try the sample release");
    await program.picture("home-message");
    assert.deepEqual(await program.faults(), []);
    await program.click(".message button");
    await program.until(async () => (await program.texts(".message")).length === 0, "The message is dismissed");
  });

  it("shows the sheets and tables of a dropped workbook", async () => {
    await drop([workbook]);
    await program.find(".workbook h3", path.basename(workbook));
    const sheets = await program.texts(".sheet");
    assert.ok(sheets.some((sheet) => sheet.includes("Table 1")), sheets.join(", "));
    assert.ok(sheets.some((sheet) => sheet.includes("Old table 4") && sheet.includes("very hidden")), sheets.join(", "));
    assert.ok((await program.texts(".table-link")).length >= 4);
  });

  it("shows tidy rows with their source cells", async () => {
    await program.click(".table-link", "Table 2");
    await program.find("h2", "Table 2");
    await program.find(".grid-body .source", "");
    const rows = await program.texts(".grid-body .grid-row:not(:empty)");
    assert.ok(rows.length > 10);
    const grid = await program.find("[role=grid]");
    assert.ok(Number(await grid.getAttribute("aria-rowcount")) > rows.length / 2);
  });

  it("takes a policy for one table", async () => {
    await program.click(".table-link", "Table 4");
    await program.find("h2", "Table 4");
    await program.click(".choice-button");
    await program.click("[role=option]", "Counts of 1 to 5 withheld, no rounding");
    await program.find(".finding", "worked out");
  });

  it("shows the row that a finding is about", async () => {
    await program.click(".finding-head", "worked out");
    await program.find("[role=row][aria-selected=true]");
    assert.deepEqual(await program.faults(), []);
  });

  it("asks for a reason before it takes a decision", async () => {
    await program.click(".verbs button", "Suppress a cell");
    await program.click(".decide button[type=submit]");
    await program.find(".decide .problem", "Choose at least one cell");
    await program.find(".decide .problem", "Write a reason");
  });

  it("suppresses a cell that was chosen, and takes it back and does it again", async () => {
    await program.click(".candidates label", "Other");
    await program.fill(".decide textarea", "The smallest other count of the row that is not zero.");
    await program.picture("work-light");
    assert.deepEqual(await program.faults(), []);
    await program.click(".decide button[type=submit]");
    await program.find(".undo-redo button", "Undo: suppress 1 cell");
    const gone = async () => !(await program.texts(".group.open .says")).some((text) => text.includes("worked out"));
    await program.until(gone, "The suppressed cell can no longer be worked out");
    await program.click(".undo-redo button", "Undo");
    await program.find(".group.open .finding", "worked out");
    await program.click(".undo-redo button", "Redo");
    await program.until(gone, "Done again");
  });

  it("leaves hidden content out, each with a reason", async () => {
    for (;;) {
      const open = await program.texts(".group.open .finding-head");
      if (open.length === 0) break;
      await program.click(".group.open .finding-head");
      if ((await program.texts(".group.open .decide")).length === 0) {
        await program.click(".group.open .verbs button", "Leave out");
      }
      await program.fill(".group.open .decide textarea", "Not part of the release.");
      await program.click(".group.open .decide button[type=submit]");
      await program.until(async () => (await program.texts(".group.open .finding-head")).length < open.length, "It is decided");
    }
    await program.find(".group.decided .decided", "Not part of the release.");
  });

  it("is described", async () => {
    await program.click("[role=tab]", "Describe");
    assert.deepEqual(await program.faults(), []);
    for (const [key, value] of Object.entries(DESCRIPTION)) {
      await program.fill(`[name="${key}"]`, value);
    }
    await program.find(".state.good", "Every mandatory field is filled");
    await program.driver.executeScript("document.querySelector('.panel').scrollTo(0, 0)");
    await program.picture("describe-light");
  });

  it("is written, read back and verified", async () => {
    await program.click("[role=tab]", "Export");
    await program.find(".export-action .quiet", "Nothing stops the release");
    await program.click(".export-action button");
    await answerDialog("Choose the folder for the release", folder);
    await program.find(".written .summary", "Written and read back");
    await program.picture("export-light");
    assert.deepEqual(await program.faults(), []);
    const page = await program.text(".written");
    assert.ok(!page.includes(folder), "no path reaches the page");

    const name = (await program.texts(".written dd"))[0];
    const out = execFileSync(told("TABLEWRIGHT_COMMAND"), ["verify", path.join(folder, name)], { encoding: "utf8" });
    assert.ok(out.length > 0);
  });

  it("does not write over a release that is there", async () => {
    await program.click(".export-action button");
    await answerDialog("Choose the folder for the release", folder);
    const message = await program.text(".message", "is not empty");
    assert.ok(!message.includes(folder), "no path reaches the page");
  });
});

describe("Started on a file, in a dark theme", () => {
  before(async () => {
    const dark = path.join(folder, "dark.sh");
    writeFileSync(dark, `#!/bin/sh\nGTK_THEME=Adwaita:dark exec "${told("TABLEWRIGHT_APP")}" "$@"\n`);
    chmodSync(dark, 0o755);
    program = await start([workbook], dark);
  });
  after(async () => { await program?.end(); });

  it("opens it, and keeps its contrasts", async () => {
    await program.find(".workbook h3", path.basename(workbook));
    assert.ok(await program.driver.executeScript("return matchMedia('(prefers-color-scheme: dark)').matches"));
    await program.click(".table-link", "Table 4");
    await program.find(".grid-body .source");
    await program.picture("work-dark");
    assert.deepEqual(await program.faults(), []);
    await program.click("[role=tab]", "Export");
    await program.picture("export-dark");
    assert.deepEqual(await program.faults(), []);
  });

  it("is worked by keyboard", async () => {
    await program.click("[role=tab]", "Check");
    const grid = await program.find("[role=grid]");
    await grid.sendKeys("\uE015\uE015");
    const active = await grid.getAttribute("aria-activedescendant");
    const row = await program.driver.executeScript("return document.getElementById(arguments[0]).parentElement.ariaRowIndex", active);
    assert.equal(row, "4");
  });
});

describe("The sample release, from Home", () => {
  before(async () => { program = await start(); });
  after(async () => { await program?.end(); });

  it("opens with its recipe, and leaves the deciding to the person", async () => {
    await program.click("button", "Try the sample release");
    await program.find(".workbook h3", path.basename(workbook));
    await program.find(".group.open .finding", "worked out");
    assert.ok(!(await program.texts("[role=tab]")).some((tab) => /Describe.*\d/u.test(tab)), "the recipe describes it");
    await program.click("[role=tab]", "Export");
    const button = await program.find(".export-action button");
    assert.equal(await button.isEnabled(), false);
    await program.find("#export-why", "need a decision");
  });

  it("shows what the policy makes of a table", async () => {
    await program.click("[role=tab]", "Check");
    await program.click(".table-link", "Table 2");
    await program.click(".table-tools .segments label", "Protected");
    await program.find(".grid-row.suppressed", "suppressed");
    await program.picture("protected-light");
    assert.deepEqual(await program.faults(), []);
  });

  it("is closed again", async () => {
    await program.click(".workbook-head button");
    await program.find("h1", "safe to publish");
  });
});

/** What a person would write; the keys are those of the engine's fields. */
const DESCRIPTION = {
  title: "A&E attendances in England, 2024-25",
  summary: "Made-up attendances at accident and emergency departments, by area, age and sex.",
  "period.from": "2024-04-01",
  "period.to": "2025-03-31",
  "period.label": "2024-25",
  release: "2025-07-10T09:30",
  next_release: "July 2026",
  "publisher.name": "Example Health Statistics",
  "contact.name": "Urgent care statistics team",
  "contact.email": "urgent.care.statistics@example.org",
  "licence.name": "Open Government Licence v3.0",
  "licence.url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
};
