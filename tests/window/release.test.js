// The main way, from a dropped workbook to a verified bundle, through every step; and each step's main failure on the way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe } from "node:test";

import { folder, workbook } from "./files.js";
import { start, told } from "./program.js";
import { answerDialog, drop } from "./screen.js";
import { way } from "./way.js";

const out = folder();
let program;

describe("From a dropped workbook to a verified bundle", () => {
  const it = way();
  before(async () => { program = await start(); });
  after(async () => { await program?.end(); });

  it("starts at Home, with nothing open", async () => {
    await program.find("h1", "safe to publish");
    await program.find("button", "Try the sample release");
    await program.looksRight("home-empty");
  });

  it("may not be taken to another page", async () => {
    const here = await program.driver.getCurrentUrl();
    await program.driver.executeScript("window.open('https://example.org/'); location.href = 'https://example.org/'");
    await program.driver.sleep(500);
    assert.equal(await program.driver.getCurrentUrl(), here);
    assert.equal((await program.driver.getAllWindowHandles()).length, 1);
  });

  it("opens a dropped workbook and shows what is in it", async () => {
    await drop([workbook], async () => { await program.find(".drop-hint", "Drop to open"); });
    await program.at("Workbooks");
    await program.find(".workbook h2", path.basename(workbook));
    await program.find(".workbook .sheets tr", "Old table 4");
    await program.click("button[aria-label^='Show: Sheets hidden']");
    await program.find(".side .finding-card", "Old table 4");
    await program.looksRight("workbooks");
  });

  it("leaves hidden content out, one by one, each with a reason", async () => {
    await program.click(".finding-card .verbs label", "Leave out");
    await program.click(".finding-card button[type=submit]");
    await program.find(".finding-card .problem", "Write a reason");
    await program.fill(".finding-card textarea", "Not part of the release.");
    await program.click(".finding-card button[type=submit]");
    await program.find(".side .decision", "Not part of the release.");
  });

  it("shows a table with the roles of its cells and its tidy rows", async () => {
    await program.step("Tables");
    await program.click(".table-entry", "Table 2");
    await program.find(".table-head h2", "Table 2");
    await program.find(".sheet-pane .grid-cell[data-role=H]");
    await program.find(".tidy-pane .grid-cell");
    const grid = await program.find(".tidy-pane [role=grid]");
    assert.ok(Number(await grid.getAttribute("aria-rowcount")) > 100);
    await program.looksRight("tables");
  });

  it("says what each column means", async () => {
    await program.step("Columns");
    await program.find(".columns table, .columns [role=grid]");
    await program.looksRight("columns");
  });

  it("takes a policy for one table and finds what can be worked out", async () => {
    await program.step("Checks");
    await program.looksRight("checks-before");
    await program.click(".policy-panel summary", "Policies of single tables");
    const select = await (await program.find(".table-policies li", "Table 4")).findElement({ css: "select" });
    await select.sendKeys("Counts of 1 to 5 withheld, no rounding");
    await program.click(".filters label", "To decide");
    await program.click(".finding-row", "worked out");
    await program.find(".finding-card .finding-text", "So the hidden value is");
  });

  it("asks for a cell and a reason before it takes a decision", async () => {
    await program.click(".finding-card button[type=submit]");
    await program.find(".finding-card .problem", "Choose at least one cell");
    await program.find(".finding-card .problem", "Write a reason");
  });

  it("suppresses a cell, takes it back and does it again", async () => {
    const open = async () => (await program.texts(".finding-row .finding-says")).some((text) => text.includes("worked out"));
    await program.click(".finding-card .candidates label", "Other");
    await program.fill(".finding-card textarea", "The smallest other count of the row that is not zero.");
    await program.looksRight("checks");
    await program.click(".finding-card button[type=submit]");
    await program.find(".undo-redo button", "Undo: suppress 1 cell");
    await program.until(async () => !(await open()), "The suppressed cell can no longer be worked out");
    await program.click(".undo-redo button", "Undo");
    await program.until(open, "Taken back");
    await program.click(".undo-redo button", "Redo");
    await program.until(async () => !(await open()), "Done again");
  });

  it("goes from a finding to its cell on the sheet", async () => {
    await program.click(".finding-row", "Table");
    await program.click(".finding-card button", "Show");
    await program.find(".grid-cell");
    await program.step("Checks");
  });

  it("walks the blockers one by one", async () => {
    await program.click(".filters label", "To decide");
    const left = async () => Number(/of ([\d,]+)/u.exec((await program.texts(".selected-finding .position"))[0])?.[1] ?? 0);
    await program.click(".finding-row");
    for (let open = await left(); open > 0; open -= 1) {
      await program.click(".finding-card .verbs label", "Leave out");
      await program.click(".finding-card button", "Use the last reason");
      await program.click(".finding-card button[type=submit]");
      await program.until(async () => (await left()) < open, "It is decided");
    }
    await program.find(".checks", "Every finding that stops the release is decided");
  });

  it("accepts warnings and notes as a group", async () => {
    await program.click(".filters label", "For information");
    const button = await program.find(".findings-means button", "Accept");
    const many = Number(/\d+/u.exec(await button.getText())[0]);
    assert.ok(many > 1);
    await button.click();
    await program.fill(".group-form textarea", "Seen; they do not concern the release.");
    await program.click(".group-form button[type=submit]");
    await program.find(".undo-redo button", `Undo: accept ${many} findings`);
    await program.looksRight("checks-decided");
  });

  it("is described", async () => {
    await program.step("Describe");
    await program.looksRight("describe-empty");
    for (const [key, value] of Object.entries(DESCRIPTION)) await program.fill(`[name="${key}"]`, value);
    await program.find(".describe .state.good");
    await program.driver.executeScript("document.querySelector('main').scrollTo(0, 0)");
    await program.looksRight("describe");
  });

  it("shows the page as readers will see it, in a frame that may run nothing", async () => {
    await program.click(".describe .segments label", "Page for readers");
    const frame = await program.find(".page-frame");
    await program.driver.switchTo().frame(frame);
    await program.find("h1", DESCRIPTION.title);
    await program.driver.switchTo().defaultContent();
    await program.looksRight("describe-page");
    await program.click(".describe .segments label", "Form");
  });

  it("is written, read back and verified", async () => {
    await program.step("Export");
    await program.find(".planned", "datapackage.json");
    await program.looksRight("export-ready");
    await program.click(".export-action button", "Write");
    await answerDialog("Choose the folder for the release", out);
    await program.find(".written", "Written and read back");
    await program.looksRight("export");
    assert.ok(!(await program.text("body")).includes(out), "no path reaches the page");
    execFileSync(told("TABLEWRIGHT_COMMAND"), ["verify", path.join(out, await program.written())], { encoding: "utf8" });
  });

  it("shows the folder that was written", async () => {
    await program.click(".written button", "Open folder");
    const opened = await program.opened();
    assert.equal(path.dirname(opened), out);
  });

  it("does not write over a release that is there, but beside it", async () => {
    const first = await program.written();
    await program.find(".export", "is there already");
    await program.click(".export-action button", "Write it again");
    await program.until(async () => (await program.written()) !== first, "It is written again");
    execFileSync(told("TABLEWRIGHT_COMMAND"), ["verify", path.join(out, await program.written())], { encoding: "utf8" });
  });

  it("keeps the evidence in a place of its own where one is chosen", async () => {
    const internal = path.join(out, "internal");
    mkdirSync(internal);
    await program.click("button[aria-label^='Choose… Internal evidence']");
    await answerDialog("Choose the folder for the internal evidence", internal);
    await program.find(".place", "In “internal”");
    const before = await program.written();
    await program.click(".export-action button", "Write it again");
    await program.until(async () => (await program.written()) !== before, "It is written again");
    const listed = execFileSync("find", [internal, "-name", "disclosure-report.html"], { encoding: "utf8" });
    assert.equal(listed.trim().split("\n").length, 1);
  });

  it("says that something has changed since", async () => {
    await program.step("Describe");
    await program.fill('[name="title"]', "Another title");
    await program.find(".step", "Changed since it was written");
    await program.step("Export");
    await program.find(".written.is-stale", "Out of date");
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
