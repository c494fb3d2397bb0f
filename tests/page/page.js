// The page by itself in a browser, with its stand-in engine, under the same security policy as in the program's window.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..");
/** Where the page was built with the mode `mock`. */
export const BUILT = process.env.TABLEWRIGHT_PAGE ?? join(ROOT, "target", "page-mock");
const BROWSERS = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const NONCE = "dGhlIHBhZ2UgdGVzdA";

/** The steps of a release, in order; Match only where a recipe with tables is open. */
export const STEPS = ["home", "workbooks", "tables", "columns", "checks", "describe", "export"];

/** Each state of the stand-in with the steps that it is looked at in. */
export const STATES = [
  ...STEPS.map((step) => ["release", step]),
  ["empty", "home"], ["first", "home"], ["hover", "home"], ["failed", "home"], ["failed", "workbooks"],
  ["huge", "tables"], ["huge", "checks"], ["huge", "columns"],
  ["match", "match"], ["match", "export"],
  ...["tables", "columns", "checks", "export"].map((step) => ["tableless", step]),
  ...STEPS.map((step) => ["working", step]),
  ...["tables", "columns", "checks", "export", "home"].map((step) => ["loading", step]),
  ...["tables", "columns", "checks", "export", "home"].map((step) => ["broken", step]),
  ["restored", "checks"],
  ["ready", "checks"], ["ready", "describe"], ["ready", "export"],
  ["written", "export"], ["stale", "export"],
];

/** Serves the built page to this computer alone. */
function serve() {
  const { app } = JSON.parse(readFileSync(join(ROOT, "src-tauri", "tauri.conf.json"), "utf8"));
  const csp = app.security.csp.replace("style-src 'self'", `style-src 'self' 'nonce-${NONCE}'`);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://page").pathname);
    const file = join(BUILT, path === "/" ? "index.html" : path);
    if (!file.startsWith(BUILT) || !existsSync(file)) {
      // A browser asks for an icon by itself; the window does not.
      response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": csp });
    const body = readFileSync(file);
    response.end(extname(file) === ".html" ? body.toString("utf8").replace("__TAURI_STYLE_NONCE__", NONCE) : body);
  });
  return new Promise((resolve) => { server.listen(0, "127.0.0.1", () => { resolve(server); }); });
}

/** A browser on the built page. `close` it at the end. */
export async function startBrowser() {
  assert.ok(existsSync(join(BUILT, "index.html")), `The page is not built in ${BUILT}: run \`cargo xtask test page\`.`);
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  assert.ok(executablePath, "No Chromium is here: run `cargo xtask setup`, or name it with CHROMIUM.");
  const server = await serve();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const { port } = server.address();
  return {
    /** A window of its own with that look and size. */
    window: async ({ colorScheme = "light", forcedColors = "none", width = 1280, height = 800 } = {}) => {
      const context = await browser.newContext({ colorScheme, forcedColors, viewport: { width, height }, reducedMotion: "reduce" });
      const page = await context.newPage();
      const troubles = [];
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
      return { page, troubles, show: (state, step) => show(page, port, state, step), close: () => context.close() };
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Opens the page in a state, and waits until what it asks for is there. */
async function show(page, port, state, step) {
  await page.goto("about:blank");
  await page.goto(`http://127.0.0.1:${port}/#${state}${step ? `/${step}` : ""}`);
  await page.waitForSelector("main h1");
  if (state !== "loading") await settled(page);
}

/** Nothing on the page has changed for a while. A running job changes its own words all the time. */
export async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => {
    const longest = setTimeout(end, 3_000);
    let quiet = setTimeout(end, 150);
    const watcher = new MutationObserver((changes) => {
      if (changes.every(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(".progress"))) return;
      clearTimeout(quiet);
      quiet = setTimeout(end, 150);
    });
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    function end() {
      clearTimeout(quiet);
      clearTimeout(longest);
      watcher.disconnect();
      resolve();
    }
  }));
}

/** The rules of axe-core that look at colours; the others look at what does not change with them. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe-core says against the page, in lines; by all its rules, or by some. */
export async function faults(page, rules = null) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const only = rules === null ? {} : { runOnly: { type: "rule", values: rules } };
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), { resultTypes: ["violations"], preload: false, ...only });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary?.split("\n").slice(1).join(" ").trim() ?? ""}`));
}

/** Fails with everything that was found, by where it was found. */
export function none(found) {
  const lines = Object.entries(found).flatMap(([where, list]) => list.map((line) => `${where}: ${line}`));
  if (lines.length > 0) assert.fail(`\n${lines.join("\n")}`);
}
