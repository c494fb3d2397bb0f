// The tests of a group are the steps of one way: after one that failed, the next have nothing to stand on.

import path from "node:path";
import { it } from "node:test";

import { told } from "./program.js";
import { picture } from "./screen.js";

/** Steps that stand on each other. */
export function way() {
  let failed = "";
  return (name, step) => {
    it(name, async (context) => {
      if (failed) return context.skip(`after “${failed}”`);
      try {
        await step();
      } catch (error) {
        failed = name;
        picture(path.join(told("SCREENSHOTS"), `failed-${name.replaceAll(/\W+/gu, "-").slice(0, 60)}.png`));
        throw error;
      }
    });
  };
}
