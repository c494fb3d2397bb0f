import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { BackendContext, type Backend } from "./backend";
import { desktop, inWindow } from "./backend.desktop";
import "./styles/theme.css";
import "./styles/controls.css";
import "./styles/layout.css";
import "./styles/parts.css";
import { words } from "./words";

/** The program's engine in its window; the mock during development in a browser; none otherwise. */
async function backend(): Promise<Backend | null> {
  if (inWindow()) return desktop;
  if (import.meta.env.DEV) return (await import("./mock/backend")).mockFromAddress(location.hash);
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
        <p>{words.outsideWindow}</p>
      )}
    </StrictMode>,
  );
}

void start();
