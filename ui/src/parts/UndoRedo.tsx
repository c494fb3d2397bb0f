import { useEffect } from "react";

import { useBackend } from "../backend";
import type { SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { Icon } from "./Icon";

/** Undo and redo, named by what they would do, and their keys. A text field keeps its own undo. */
export function UndoRedo({ view, session }: { view: SessionView; session: PageSession }) {
  const backend = useBackend();
  const { change } = session;
  const busy = session.job !== null;
  const canUndo = view.undo !== null && !busy;
  const canRedo = view.redo !== null && !busy;

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const wanted = wantedBy(event);
      if (!wanted || isText(event.target)) return;
      event.preventDefault();
      if (wanted === "undo" && canUndo) void change(() => backend.undo());
      if (wanted === "redo" && canRedo) void change(() => backend.redo());
    };
    window.addEventListener("keydown", onKey);
    return () => { window.removeEventListener("keydown", onKey); };
  }, [backend, change, canUndo, canRedo]);

  const undoName = view.undo === null ? words.undo : words.undoNamed(view.undo);
  const redoName = view.redo === null ? words.redo : words.redoNamed(view.redo);
  return (
    <div className="undo-redo">
      <button type="button" className="plain" disabled={!canUndo} title={view.undo === null ? words.nothingToUndo : undoName} onClick={() => { void change(() => backend.undo()); }}>
        <Icon name="undo" /> <span>{undoName}</span>
      </button>
      <button type="button" className="plain" disabled={!canRedo} title={view.redo === null ? words.nothingToRedo : redoName} onClick={() => { void change(() => backend.redo()); }}>
        <Icon name="redo" /> <span>{redoName}</span>
      </button>
    </div>
  );
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
}

function wantedBy(event: KeyboardEvent): "undo" | "redo" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return "redo";
  return key === "z" ? "undo" : null;
}
