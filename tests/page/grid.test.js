// The sheet as large as a sheet can be, and hundreds of columns wide; and that the stand-in is in no page of the program.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { settled, startBrowser } from "./page.js";

const ROWS = 1_048_576;
const COLS = 300;

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

/** The grid of the largest sheet. */
async function open() {
  const window = await browser.window();
  const { page } = window;
  await window.show("huge", "tables");
  await page.getByRole("button", { name: /Record-level extract/u }).first().click();
  const grid = page.getByRole("grid", { name: "Sheet Extract" });
  await grid.waitFor();
  await settled(page);
  return { window, page, grid };
}

async function goTo(page, grid, cell) {
  await grid.focus();
  await page.keyboard.press("Control+g");
  await page.keyboard.type(cell);
  await page.keyboard.press("Enter");
  await grid.locator(`[aria-rowindex]`).first().waitFor();
  await settled(page);
}

/** The cells in sight: those with nothing in them, the last row and column that are drawn. */
function inSight(grid) {
  return grid.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const cells = [...element.querySelectorAll("[role=gridcell]")].filter((cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      return right > box.left + 1 && left < box.right - 1 && bottom > box.top + 1 && top < box.bottom - 1;
    });
    const row = (cell) => Number(cell.closest("[aria-rowindex]")?.getAttribute("aria-rowindex"));
    const col = (cell) => Number(cell.getAttribute("aria-colindex"));
    return {
      count: cells.length,
      blank: cells.filter((cell) => (cell.textContent ?? "").trim() === "").map((cell) => `row ${row(cell)}, column ${col(cell)}`),
      lastRow: Math.max(...cells.map(row)),
      lastCol: Math.max(...cells.map(col)),
    };
  });
}

describe("The largest sheet", { concurrency: 2 }, () => {
  it("says how large it is, and shows its last row and column without a blank", async () => {
    const { window, page, grid } = await open();
    assert.equal(await grid.getAttribute("aria-rowcount"), String(ROWS + 1));
    assert.equal(await grid.getAttribute("aria-colcount"), String(COLS + 1));
    await goTo(page, grid, "KN1048576");
    const seen = await inSight(grid);
    assert.ok(seen.count > 50, `only ${seen.count} cells are in sight`);
    // The headings count as the first row and column.
    assert.deepEqual({ lastRow: seen.lastRow, lastCol: seen.lastCol, blank: seen.blank }, { lastRow: ROWS + 1, lastCol: COLS + 1, blank: [] });
    const active = await grid.evaluate((element) => {
      const cell = document.getElementById(element.getAttribute("aria-activedescendant") ?? "")?.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      return cell !== undefined && cell.top >= box.top && cell.bottom <= box.bottom + 1 && cell.right <= box.right + 1;
    });
    assert.ok(active, "the cell that was asked for is not wholly in sight");
    await window.close();
  });

  it("is walked from end to end without a blank", async () => {
    const { window, page, grid } = await open();
    await goTo(page, grid, "A500000");
    for (const key of ["PageDown", "PageDown", "PageUp", "Control+End", "PageUp", "Control+Home"]) {
      await page.keyboard.press(key);
      await settled(page);
      const { blank, count } = await inSight(grid);
      if (key !== "Control+Home") assert.deepEqual({ key, blank, some: count > 50 }, { key, blank: [], some: true });
    }
    await grid.evaluate((element) => { element.scrollTop = element.scrollHeight * 0.37; });
    await settled(page);
    assert.deepEqual((await inSight(grid)).blank, []);
    await window.close();
  });

  it("draws merged cells that begin far outside what is in sight", async () => {
    const { window, page, grid } = await open();
    // Merged from U1000 to CB1119.
    await goTo(page, grid, "AZ1060");
    await grid.getByText("Re-coded in March").first().waitFor({ state: "attached" });
    assert.deepEqual((await inSight(grid)).blank, []);
    assert.match(await page.locator(".grid-status").first().innerText(), /^U1000, Re-coded in March/u);
    await window.close();
  });

  it("copies what is selected", async () => {
    const { window, page, grid } = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await goTo(page, grid, "A5");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Control+c");
    await page.getByText("Copied 4 cells.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied.replaceAll("\r\n", "\n"), /^X0000001\tRegion \d\nX0000002\tRegion \d\n?$/u);
    await window.close();
  });
});

it("No page of the program holds the stand-in", () => {
  const assets = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "ui", "dist", "assets");
  assert.ok(existsSync(assets), "The page of the program is not built: run `cargo xtask test page`.");
  for (const name of readdirSync(assets)) {
    assert.ok(!readFileSync(join(assets, name), "utf8").includes("Castleton Vale"), `${name} holds made-up data`);
  }
});
