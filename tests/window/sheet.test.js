// The sheet view: real addresses, roles by keyboard and by menu, the trace between sheet and tidy rows, going to a cell, finding, a large sheet.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { folder, large, workbook } from "./files.js";
import { start } from "./program.js";
import { way } from "./way.js";

let program;

describe("The sheet of a table", () => {
  const it = way();
  before(async () => {
    program = await start([workbook]);
    await program.at("Workbooks");
    await program.step("Tables");
    await program.click(".table-entry", "Table 4");
  });
  after(async () => { await program?.end(); });

  const cell = (row, col, text = "") => program.find(`.sheet-pane .grid-cell[data-row="${row}"][data-col="${col}"]`, text);

  it("goes to a cell by its address, and says when there is none", async () => {
    await (await program.find(".sheet-pane [role=grid]")).click();
    await program.press("CONTROL+g");
    await program.type("ZZ99999");
    await program.press("ENTER");
    await program.find(".sheet-pane", "There is no cell ZZ99999");
    await program.press("CONTROL+a");
    await program.type("D4");
    await program.press("ENTER");
    await program.until(async () => (await program.activeCell()) === "3,3", "D4 is active");
  });

  it("lights up the tidy row of a cell", async () => {
    await program.until(async () => (await program.texts(".tidy-pane .grid-cell.lit")).length > 0, "A tidy row is lit");
    await program.find(".sheet-pane", "1 tidy row from here");
  });

  it("lights up the cells of a tidy row", async () => {
    await program.click(".tidy-pane .grid-cell", "Walk-in");
    await program.find(".tidy-pane", "cells of the sheet");
    await program.until(async () => (await program.texts(".sheet-pane .traced")).length > 1, "Its cells are lit");
    await program.looksRight("tables-trace");
  });

  it("finds a text on the sheet", async () => {
    await (await program.find(".sheet-pane [role=grid]")).click();
    await program.press("CONTROL+f");
    await program.type("electrical");
    await program.press("ENTER");
    await program.find(".sheet-pane", "Found in A6");
    await program.press("ESCAPE");
  });

  it("gives rows a part by keyboard, and takes it back", async () => {
    await (await cell(5, 0)).click();
    await program.press("x");
    await program.find(".undo-redo button", "Undo: ");
    await program.until(async () => (await (await cell(5, 1)).getAttribute("data-role")) === "X", "The row is ignored");
    await program.find(".table-head", "corrected");
    await program.press("CONTROL+z");
    await program.until(async () => (await (await cell(5, 1)).getAttribute("data-role")) === "V", "It is read again");
  });

  it("gives columns a part by the menu", async () => {
    await (await cell(5, 5)).click();
    await program.click(".read-as button");
    await program.find("[role=menu]");
    await program.looksRight("tables-read-as", { allow: ["aria-hidden-focus"] });
    await program.click("[role=menuitem]", "Ignore");
    await program.find(".undo-redo button", "Undo: ");
    await program.click(".table-head button", "Reset layout");
    await program.until(async () => (await (await cell(5, 5)).getAttribute("data-role")) === "T", "As it was found");
  });

  it("copies what is selected", async () => {
    await (await cell(4, 0)).click();
    await program.press("SHIFT+ARROW_RIGHT", "CONTROL+c");
    await program.find(".sheet-pane [role=status]", "Copied 2 cells");
  });

  it("is confirmed by a person", async () => {
    await program.click(".table-head button", "This is right");
    await program.find(".table-entry", "Confirmed by you");
  });
});

describe("A sheet of a hundred thousand rows", () => {
  const it = way();
  const ROWS = 100_000;
  before(async () => { program = await start([large(folder(), ROWS)]); });
  after(async () => { await program?.end(); });

  it("shows its last row, and the way there, without a blank", async () => {
    await program.at("Workbooks");
    await program.click("button[aria-label^='Show the sheet']");
    const grid = await program.find(".side [role=grid]");
    assert.equal(Number(await grid.getAttribute("aria-rowcount")), ROWS + 2);
    await grid.click();
    await program.press("CONTROL+END");
    await program.find(`.side .grid-cell[data-row="${ROWS}"]`);
    await program.until(async () => (await program.texts(".side .grid-cell.is-loading")).length === 0, "Every cell has come");
    const texts = await program.texts(`.side .grid-cell[data-row="${ROWS}"]`);
    assert.ok(texts.every((text) => text !== ""), texts.join("|"));
    await program.press("PAGE_UP", "PAGE_UP");
    await program.until(async () => (await program.texts(".side .grid-cell")).every((text) => text !== ""), "No cell is blank");
  });
});
