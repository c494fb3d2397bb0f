import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// What jsdom lacks and react-aria asks for.
if (!("CSS" in globalThis)) Object.assign(globalThis, { CSS: {} });
CSS.escape = (text: string): string => text.replace(/[^\w-]/gu, (letter) => `\\${letter}`);

afterEach(cleanup);
