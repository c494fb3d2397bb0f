import { useEffect, useRef } from "react";

import { movePane } from "./panes";

/** What the keys of the whole window do. */
export interface Shortcuts {
  open: () => void;
  saveRecipe: () => void;
  undo: () => void;
  redo: () => void;
  zoom: (how: "in" | "out" | "reset") => void;
  /** The first to the sixth step, from 0; Match has no number. */
  step: (index: number) => void;
  help: () => void;
}

/** Listens to the keys of the whole window. A text field keeps its own undo and its question mark. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => { latest.current = shortcuts; });

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const act = wanted(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => { window.removeEventListener("keydown", onKey); };
  }, []);
}

function wanted(event: KeyboardEvent, to: Shortcuts): (() => void) | null {
  if (event.altKey) return null;
  if (event.key === "F6") return () => { movePane(event.shiftKey); };
  if (event.key === "F1") return to.help;
  if (event.ctrlKey || event.metaKey) return withControl(event, to);
  return event.key === "?" && !isText(event.target) ? to.help : null;
}

function withControl(event: KeyboardEvent, to: Shortcuts): (() => void) | null {
  const key = event.key.toLowerCase();
  if (/^[1-6]$/u.test(key)) return () => { to.step(Number(key) - 1); };
  switch (key) {
    case "o": return to.open;
    case "s": return to.saveRecipe;
    case "z": return isText(event.target) ? null : event.shiftKey ? to.redo : to.undo;
    case "y": return isText(event.target) ? null : to.redo;
    case "+": case "=": return () => { to.zoom("in"); };
    case "-": case "_": return () => { to.zoom("out"); };
    case "0": return () => { to.zoom("reset"); };
    default: return null;
  }
}

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type);
}
