// The running program under WebDriver: starting it, finding things in it, pictures of it.

import { spawn as spawnProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import axe from "axe-core";
import { Builder, By, Capabilities, Key, until } from "selenium-webdriver";

import { closeWindow, place } from "./screen.js";

const LONG = 30_000;
const APPLICATION = "org.tablewright.desktop";

/** What the runner says; see xtask/src/window.rs. */
export function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by \`cargo xtask test\``);
  return value;
}

/** Where the program of one test file keeps its drafts and lists: what another one left must not be found. */
const home = mkdtempSync(path.join(tmpdir(), "tablewright-home-"));
const openedFile = path.join(home, "opened");
// What was killed may still be writing.
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 20 }));

/** The program as it is started here: with that place, in a theme, and with a file manager that only notes what it is to show. */
function launcher(theme) {
  const bin = path.join(home, "bin");
  mkdirSync(bin, { recursive: true });
  const script = (file, lines) => {
    writeFileSync(file, `#!/bin/sh\n${lines}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  script(path.join(bin, "xdg-open"), `printf '%s\\n' "$1" >> '${openedFile}'`);
  const dark = theme === "dark" ? "GTK_THEME=Adwaita:dark " : "";
  return script(path.join(home, `start-${theme}.sh`), `export XDG_DATA_HOME='${home}/data' PATH="${bin}:$PATH"\n${dark}exec '${told("TABLEWRIGHT_APP")}' "$@"`);
}

/** Starts the program on files and puts its window in the corner of the screen. */
export async function start(files = [], { theme = "light" } = {}) {
  const capabilities = new Capabilities();
  capabilities.set("browserName", "wry");
  capabilities.set("tauri:options", { application: launcher(theme), args: files });
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${told("TAURI_DRIVER_PORT")}`)
    .withCapabilities(capabilities)
    .build();
  await driver.wait(until.elementLocated(By.css("#root main h1, #root main h2")), LONG);
  place();
  return new Program(driver);
}

/** Starts the program without a driver, so that it can be killed. */
export async function spawn(files) {
  const running = spawnProcess(launcher("light"), files, { stdio: ["ignore", "ignore", "inherit"] });
  place();
  return running;
}

/** Ends a program as a power cut would. */
export async function kill(running) {
  running.kill("SIGKILL");
  await once(running, "exit");
}

/** Waits until a draft holds what is wanted; does something for it before each look, if there is something to do. */
export async function draft(holds, meanwhile = async () => {}) {
  const folder = path.join(home, "data", APPLICATION, "drafts");
  const end = Date.now() + LONG;
  while (Date.now() < end) {
    await meanwhile();
    const drafts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".toml")) : [];
    if (drafts.some((name) => holds(readFileSync(path.join(folder, name), "utf8")))) return;
    await pause(200);
  }
  throw new Error(`no draft in ${folder} holds it`);
}

export class Program {
  constructor(driver) {
    this.driver = driver;
  }

  async end() {
    await this.driver.quit();
  }

  /** Closes the window as a person does. The driver has nothing left to talk to then. */
  async close() {
    await closeWindow();
    await this.driver.quit().catch(() => undefined);
  }

  /** The first element of the selector that is shown and holds the text, waited for. */
  async find(selector, text = "") {
    const found = async () => {
      for (const element of await this.driver.findElements(By.css(selector))) {
        try {
          if ((await element.isDisplayed()) && (await element.getProperty("textContent")).includes(text)) return element;
        } catch (error) {
          if (error.name !== "StaleElementReferenceError") throw error;
        }
      }
      return null;
    };
    return this.driver.wait(found, LONG, `There is no ${selector} with “${text}”`);
  }

  async click(selector, text = "") {
    for (let tries = 0; ; tries += 1) {
      try {
        const element = await this.find(selector, text);
        await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'nearest' })", element);
        await element.click();
        return;
      } catch (error) {
        // What was found may have been drawn anew meanwhile.
        if (error.name !== "StaleElementReferenceError" || tries === 3) throw error;
      }
    }
  }

  /** Presses keys where the focus is; names as in selenium's Key (`ENTER`), characters as they are, `CONTROL+g` together. */
  async press(...strokes) {
    for (const stroke of strokes) {
      const keys = stroke.length > 1 ? stroke.split(/(?<=.)\+/u).map((key) => Key[key] ?? key) : [stroke];
      const last = keys.pop();
      let actions = this.driver.actions();
      for (const key of keys) actions = actions.keyDown(key);
      actions = actions.keyDown(last).keyUp(last);
      for (const key of keys.reverse()) actions = actions.keyUp(key);
      await actions.perform();
    }
  }

  /** Types text where the focus is. */
  async type(text) {
    await this.press(...text);
  }

  /** What has the focus: its text, label and role. */
  focused() {
    return this.driver.executeScript(`
      const element = document.activeElement;
      const label = element.getAttribute("aria-label") ?? [...(element.labels ?? [])].map((one) => one.textContent).join(" ");
      return { tag: element.tagName.toLowerCase(), role: element.getAttribute("role"), name: element.getAttribute("name"), text: (label || element.textContent || "").trim() };`);
  }

  /** Presses Tab until what has the focus fits. */
  async tabTo(fits, key = "TAB") {
    const seen = [];
    for (let presses = 0; presses < 300; presses += 1) {
      const at = await this.focused();
      if (fits(at)) return at;
      seen.push(`${at.tag} ${at.text.slice(0, 40)}`);
      await this.press(key);
    }
    throw new Error(`Tab does not reach it; it reaches: ${[...new Set(seen)].join(" | ")}`);
  }

  async text(selector, part = "") {
    return (await this.find(selector, part)).getText();
  }

  /** The texts of all elements of the selector, shown or not. */
  texts(selector) {
    return this.driver.executeScript(
      "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim())",
      selector,
    );
  }

  /** Waits until a condition on the page holds. */
  until(condition, what) {
    return this.driver.wait(condition, LONG, what);
  }

  /** Waits until the window is at a step. */
  async at(step) {
    await this.find(".step[aria-current=step]", step);
  }

  /** Goes to a step. */
  async step(name) {
    await this.click(".steps .step", name);
    await this.at(name);
  }

  /** Fills a field of a form and leaves it. */
  async fill(selector, value) {
    const field = await this.find(selector);
    await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus(); arguments[0].select()", field);
    await field.sendKeys(value);
    await this.driver.executeScript("arguments[0].blur()", field);
  }

  /** Row and column of the active cell of the sheet. */
  activeCell() {
    return this.driver.executeScript(`
      const grid = document.querySelector(".sheet-pane [role=grid]");
      const cell = document.getElementById(grid.getAttribute("aria-activedescendant"));
      return cell && cell.dataset.row + "," + cell.dataset.col;`);
  }

  /** Name of the folder that was written last. */
  async written() {
    const texts = await this.texts(".written-facts div:has(> dd button) dd");
    return (texts[0] ?? "").replace("Open folder", "").trim();
  }

  /** What the file manager was asked to show last. */
  async opened() {
    await this.until(() => existsSync(openedFile), "The file manager is asked to show the folder");
    return readFileSync(openedFile, "utf8").trim().split("\n").at(-1);
  }

  /** A picture of the page among those of the run. */
  async picture(name) {
    mkdirSync(told("SCREENSHOTS"), { recursive: true });
    writeFileSync(path.join(told("SCREENSHOTS"), `${name}.png`), await this.driver.takeScreenshot(), "base64");
  }

  /** Takes a picture; axe must find nothing wrong with the page as it is, and nothing may reach beyond the window's width. */
  async looksRight(name, { allow = [] } = {}) {
    await this.picture(name);
    const faults = (await this.faults()).filter((fault) => !allow.some((rule) => fault.startsWith(`${rule}:`)));
    const beyond = await this.driver.executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (beyond > 0) faults.push(`the page is ${beyond} px wider than the window`);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join("\n")}`);
  }

  /** What axe finds wrong with the page as it is: rule, and the elements. */
  async faults() {
    await this.driver.executeScript(axe.source);
    return this.driver.executeAsyncScript(`
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | "))),
        (error) => done([String(error)]));
    `);
  }
}
