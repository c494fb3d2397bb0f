// Every state of every step: in light, in dark and in forced colours; in the smallest window; at 200 % zoom of 1280 by 800.

import { after, before, describe, it } from "node:test";

import { cutOff, headingFaults, smallTargets } from "./measure.js";
import { COLOUR_RULES, faults, none, settled, startBrowser, STATES } from "./page.js";

/** The smallest window that the design is made for, and 1280 by 800 at 200 %. */
const SIZES = [{ width: 1024, height: 700 }, { width: 640, height: 400 }];

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

describe("Each state looks right", { concurrency: 2 }, () => {
  for (const [state, step] of STATES) {
    it(`${state}/${step}`, async () => {
      const window = await browser.window();
      const { page, troubles } = window;
      await window.show(state, step);
      const found = { light: await faults(page), headings: await page.evaluate(headingFaults), targets: await page.evaluate(smallTargets) };
      // The page is the same but for its colours.
      await page.emulateMedia({ colorScheme: "dark" });
      found.dark = await faults(page, COLOUR_RULES);
      await page.emulateMedia({ colorScheme: "light" });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await settled(page);
        const name = `${size.width} by ${size.height}`;
        found[`targets at ${name}`] = await page.evaluate(smallTargets);
        // What is held over the window has a hint before everything, on purpose.
        found[`reach at ${name}`] = state === "hover" ? [] : await page.evaluate(cutOff);
      }
      // Chromium forces the colours of a page that it loads; of one that is there it forgets some.
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ forcedColors: "active" });
      await window.show(state, step);
      found.forced = await faults(page, COLOUR_RULES);
      found.troubles = troubles;
      await window.close();
      none(found);
    });
  }
});
