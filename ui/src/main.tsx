import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { BackendContext, type Backend } from "./backend";
import { desktop, inWindow } from "./backend.desktop";
import "./styles/theme.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/grid.css";
import "./styles/home.css";
import "./styles/workbooks.css";
import "./styles/match.css";
import "./styles/tables.css";
import "./styles/columns.css";
import "./styles/checks.css";
import "./styles/describe.css";
import "./styles/export.css";
import { words } from "./words";

/** The program's engine in its window; the mock during development in a browser; none otherwise. */
async function backend(): Promise<Backend | null> {
  if (inWindow()) return desktop;
  if (import.meta.env.DEV || import.meta.env.MODE === "mock") return (await import("./mock/states")).mockFromAddress(location.hash);
  return null;
}

async function start(): Promise<void> {
  const element = document.getElementById("root");
  if (!element) return;
  const engine = await backend();
  createRoot(element).render(
    <StrictMode>
      {engine ? (
        <BackendContext value={engine}>
          <App />
        </BackendContext>
      ) : (
        <p>{words.shell.outsideWindow}</p>
      )}
    </StrictMode>,
  );
}

void start();
