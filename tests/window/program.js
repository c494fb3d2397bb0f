// The running program under WebDriver: starting it, finding things in it, pictures of it.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import axe from "axe-core";
import { Builder, By, Capabilities, until } from "selenium-webdriver";

import { place } from "./screen.js";

const LONG = 30_000;

/** What the runner says; see xtask/src/window.rs. */
export function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by \`cargo xtask test\``);
  return value;
}

/** Starts the program on files and puts its window in the corner of the screen. */
export async function start(files = [], application = told("TABLEWRIGHT_APP")) {
  const capabilities = new Capabilities();
  capabilities.set("browserName", "wry");
  capabilities.set("tauri:options", { application, args: files });
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${told("TAURI_DRIVER_PORT")}`)
    .withCapabilities(capabilities)
    .build();
  await driver.wait(until.elementLocated(By.css("#root main")), LONG);
  place();
  return new Program(driver);
}

export class Program {
  constructor(driver) {
    this.driver = driver;
  }

  async end() {
    await this.driver.quit();
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
    const element = await this.find(selector, text);
    await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'nearest' })", element);
    await element.click();
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

  /** Fills a field of a form and leaves it. */
  async fill(selector, value) {
    const field = await this.find(selector);
    await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus(); arguments[0].select()", field);
    await field.sendKeys(value);
    await this.driver.executeScript("arguments[0].blur()", field);
  }

  /** A picture of the page among those of the run. */
  async picture(name) {
    mkdirSync(told("SCREENSHOTS"), { recursive: true });
    writeFileSync(path.join(told("SCREENSHOTS"), `${name}.png`), await this.driver.takeScreenshot(), "base64");
  }

  /** What axe finds wrong with the page as it is: rule, and the elements. */
  async faults() {
    await this.driver.executeScript(AXE);
    return this.driver.executeAsyncScript(`
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | "))),
        (error) => done([String(error)]));
    `);
  }
}

const AXE = axe.source;
