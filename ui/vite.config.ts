import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The window loads the page from its own scheme; nothing is fetched from elsewhere.
  base: "./",
  server: { port: 5173, strictPort: true },
  build: {
    target: ["chrome111", "safari16.4"],
    // The security policy forbids inline styles and data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
    setupFiles: ["tests/setup.ts"],
  },
});
