// The whole main job by keyboard alone, and where the focus is on the way.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { focused } from "./measure.js";
import { none, settled, startBrowser, STEPS } from "./page.js";

const MOST_TABS = 250;

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

/** The name of what has the focus, as a person hears it begin. */
const nameNow = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const labels = element.labels ? [...element.labels].map((label) => label.textContent).join(" ") : "";
  return (element.getAttribute("aria-label") ?? (labels || element.textContent) ?? "").trim().replaceAll(/\s+/gu, " ");
});

/** Presses Tab until what has the focus is called that. */
async function tabTo(page, wanted) {
  const heard = [];
  for (let n = 0; n < MOST_TABS; n++) {
    await page.keyboard.press("Tab");
    const name = await nameNow(page);
    if (wanted.test(name)) return name;
    heard.push(name.slice(0, 40));
  }
  assert.fail(`Tab does not reach ${wanted}. It reaches: ${[...new Set(heard)].join(" | ")}`);
}

const title = (page) => page.locator("main h1").innerText();
const atStep = (page, name) => page.waitForFunction((wanted) => document.querySelector("main h1")?.textContent?.includes(wanted), name);

describe("By keyboard alone", { concurrency: 2 }, () => {
  it("a person goes from nothing to a bundle", async () => {
    const window = await browser.window();
    const { page } = window;
    await window.show("empty", "home");
    await tabTo(page, /^Try the sample release/u);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector("main h1")?.textContent?.startsWith("From"));
    await page.keyboard.press("Control+4");
    await atStep(page, "Checks");
    await decideAll(page);
    await page.keyboard.press("Control+5");
    await atStep(page, "Describe");
    await describeAll(page);
    await page.keyboard.press("Control+6");
    await atStep(page, "Export");
    await settled(page);
    await tabTo(page, /^Write the bundle/u);
    await page.keyboard.press("Enter");
    await page.getByText("Written and read back: 4 files", { exact: false }).first().waitFor();
    assert.equal(await title(page), "Export");
    await window.close();
  });

  for (const step of STEPS) {
    it(`the focus is seen and free on its way through ${step}`, async () => {
      const window = await browser.window({ width: 1024, height: 700 });
      const { page } = window;
      await window.show("release", step);
      const found = [];
      let count = 0;
      for (; count < MOST_TABS; count++) {
        await page.keyboard.press("Tab");
        const now = await page.evaluate(focused);
        if (now === null || now.seen) break;
        if (!now.isSeen) found.push(`${now.name} has a focus that cannot be seen`);
        if (!now.isFree) found.push(`${now.name} has the focus and is covered`);
      }
      assert.ok(count > 8, `only ${count} controls are reached`);
      await window.close();
      none({ focus: found });
    });
  }
});

/** Every blocker, one after the other: the form of the next one comes by itself. */
async function decideAll(page) {
  await page.getByText(/^Blocker 1 of/u).waitFor();
  const of = async () => Number((await page.locator(".position").innerText()).match(/of ([\d,]+)/u)?.[1] ?? 0);
  for (let left = await of(); left > 0; left--) {
    await tabTo(page, /^Reason/u);
    await page.keyboard.type("Agreed with the data owner.");
    const card = page.locator(".finding-card");
    if (await card.getByRole("checkbox").count() > 0) {
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => {
      const now = document.querySelector(".position")?.textContent ?? "";
      return now === "" || now.endsWith(` of ${before - 1}`);
    }, left);
    await page.waitForFunction(() => document.activeElement !== document.body);
  }
  await page.getByText("Every finding that stops the release is decided.").first().waitFor();
}

/** Every field that is mandatory and empty. */
async function describeAll(page) {
  for (let n = 0; n < 30; n++) {
    const empty = await page.evaluate(() => [...document.querySelectorAll("main input, main textarea")].filter((one) => one.value === "" && (one.required || one.getAttribute("aria-required") === "true")).length);
    if (empty === 0) return;
    for (let tab = 0; tab < MOST_TABS; tab++) {
      await page.keyboard.press("Tab");
      const isEmpty = await page.evaluate(() => {
        const one = document.activeElement;
        return (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) && one.closest("main") !== null && one.value === "" && (one.required || one.getAttribute("aria-required") === "true");
      });
      if (isEmpty) break;
    }
    await page.keyboard.type("April 2025 to March 2026");
    await page.keyboard.press("Tab");
    await settled(page);
  }
  assert.fail("Some mandatory field stays empty");
}
