import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// What jsdom lacks and react-aria asks for.
if (!("CSS" in globalThis)) Object.assign(globalThis, { CSS: {} });
CSS.escape = (text: string): string => text.replace(/[^\w-]/gu, (letter) => `\\${letter}`);

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5_000 });

// jsdom lays nothing out, and so scrolls nothing.
Element.prototype.scrollIntoView = () => undefined;

afterEach(cleanup);
