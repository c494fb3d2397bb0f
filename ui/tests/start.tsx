// The whole page on the stand-in engine, in a named state.

import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect } from "vitest";

import { App } from "../src/App";
import { BackendContext } from "../src/backend";
import type { Start } from "../src/mock/backend";
import { mock, type StateName } from "../src/mock/states";

export function start(name: StateName, step?: string, more: Start = {}) {
  const backend = mock(name, step, more);
  const { container } = render(<BackendContext value={backend}><App /></BackendContext>);
  return { backend, container, user: userEvent.setup() };
}

/** What axe finds wrong, by rule and place. Colours are looked at in the real window: jsdom has none. The grid has its own test. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run({ include: [container], exclude: [[".grid"]] }, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
