// Every step in light and dark, and at twice the size in a window of 1280 x 800. The pictures are those of the guide.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { folder, olderRecipe, workbook } from "./files.js";
import { start } from "./program.js";
import { place } from "./screen.js";
import { way } from "./way.js";

const STEPS = ["Workbooks", "Tables", "Columns", "Checks", "Describe", "Export"];
const recipes = folder();
let program;

/** What a step shows when somebody has begun to work there. */
const shown = {
  Workbooks: async () => program.click("button[aria-label^='Show the sheet Table 2']"),
  Tables: async () => {
    await program.click(".table-entry", "Table 2");
    // A total: rows of values may begin below the fold.
    await program.click(".sheet-pane .grid-cell[data-role=T]");
    await program.find(".sheet-pane", "tidy row");
  },
  Checks: async () => program.click(".finding-row"),
};

for (const theme of ["light", "dark"]) {
  describe(`In ${theme}`, () => {
    const it = way();
    before(async () => { program = await start([], { theme }); });
    after(async () => { await program?.close(); });

    it("shows Home", async () => {
      assert.equal(await program.driver.executeScript("return matchMedia('(prefers-color-scheme: dark)').matches"), theme === "dark");
      await program.looksRight(`home-${theme}`);
      await program.click(".home button", "Try the sample release");
      await program.at("Workbooks");
    });

    for (const step of STEPS) {
      it(`shows ${step}`, async () => {
        await program.step(step);
        await shown[step]?.();
        await program.driver.sleep(300);
        await program.looksRight(`${step.toLowerCase()}-${theme}`);
      });
    }
  });
}

for (const theme of ["light", "dark"]) {
  describe(`A release that returns, in ${theme}`, () => {
    const it = way();
    before(async () => { program = await start([olderRecipe(recipes), workbook], { theme }); });
    after(async () => { await program?.close(); });

    it("shows Match", async () => {
      await program.at("Match");
      await program.find(".match-item.is-open");
      await program.looksRight(`match-${theme}`);
    });
  });
}

describe("At twice the size", () => {
  const it = way();
  before(async () => {
    program = await start();
    place(1280, 800);
    await program.click(".home button", "Try the sample release");
    await program.at("Workbooks");
  });
  after(async () => { await program?.close(); });

  it("is enlarged by keyboard", async () => {
    const ratio = () => program.driver.executeScript("return window.innerWidth");
    const before = await ratio();
    for (let presses = 0; presses < 12 && (await ratio()) > before / 1.95; presses += 1) {
      await program.press("CONTROL+=");
      await program.driver.sleep(300);
    }
    const size = before / (await ratio());
    assert.ok(size > 1.9 && size < 2.1, `the page is ${size} times as large`);
  });

  for (const step of STEPS) {
    it(`keeps ${step} in the window`, async () => {
      // WebDriver's pointer does not know of the size: by keys.
      await program.press(`CONTROL+${STEPS.indexOf(step) + 1}`);
      await program.at(step);
      await program.driver.sleep(300);
      await program.looksRight(`${step.toLowerCase()}-zoomed`);
    });
  }
});
