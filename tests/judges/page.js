// Judges the page of a bundle: `node page.js INDEX.HTML`. html-validate reads the file; axe-core looks at it in a browser, in both
// colour schemes. Exit code 1 with the faults, one per line.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const BROWSERS = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What html-validate says against the file. */
async function markup(file) {
  const judge = new HtmlValidate({ root: true, extends: ["html-validate:standard", "html-validate:a11y"] });
  const { results } = await judge.validateFile(file);
  return results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `html ${line} ${ruleId}: ${message}`));
}

/** What axe-core says against the page, what the page asks of other places, and whether it runs anything. */
async function looks(file, colorScheme) {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("No Chromium is here: run `cargo xtask setup`, or name it with CHROMIUM.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ colorScheme });
    const faults = [];
    const address = pathToFileURL(resolve(file)).href;
    page.on("request", (request) => { if (request.url() !== address) faults.push(`asks for ${request.url()}`); });
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    await page.goto(address);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    faults.push(...violations.map(({ id, nodes }) => `axe ${colorScheme} ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`));
    return faults;
  } finally {
    await browser.close();
  }
}

const [file] = process.argv.slice(2);
const faults = [...await markup(file), ...await looks(file, "light"), ...await looks(file, "dark")];
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
