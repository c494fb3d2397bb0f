import { useCallback, useEffect, useMemo, useState } from "react";

import { useBackend } from "../backend";
import { words } from "../words";
import type { PageSession } from "./useSession";

/** What can be done from everywhere, by button or by key. Each does nothing while it cannot be done. */
export interface Commands {
  open: () => void;
  sample: () => void;
  newRelease: () => void;
  saveRecipe: () => void;
  undo: () => void;
  redo: () => void;
  zoom: (how: "in" | "out" | "reset") => void;
  cancel: () => void;
  /** What was done last, for a few seconds or until something else changes; none otherwise. */
  said: string | null;
}

export function useCommands(session: PageSession): Commands {
  const backend = useBackend();
  const { view, busy, change, fail } = session;
  const [said, say] = useSaid(view?.revision ?? null);
  const isOpen = (view?.workbooks.length ?? 0) > 0;
  const undoName = view?.undo ?? null;
  const redoName = view?.redo ?? null;

  return useMemo(() => {
    const step = async (name: string | null, call: "undo" | "redo"): Promise<void> => {
      if (busy !== null || name === null) return;
      const done = await change(() => backend[call]());
      if (done) say(call === "undo" ? words.shell.undo.undone(name) : words.shell.undo.redone(name));
    };
    return {
      open: () => { if (busy === null) void change(() => backend.openFiles(), "opened"); },
      sample: () => { if (busy === null) void change(() => backend.openSample(), "opened"); },
      newRelease: () => { if (busy === null && isOpen) void change(() => backend.newRelease(), "opened"); },
      saveRecipe: () => {
        if (busy !== null || !isOpen) return;
        backend.saveRecipe().then((saved) => { if (saved) say(words.shell.header.recipeSaved); }, fail);
      },
      undo: () => { void step(undoName, "undo"); },
      redo: () => { void step(redoName, "redo"); },
      zoom: (how) => { backend.zoom(how).then((percent) => { say(words.shell.zoomed(percent)); }, fail); },
      cancel: () => { backend.cancel().catch(fail); },
      said,
    };
  }, [backend, busy, change, fail, isOpen, redoName, said, say, undoName]);
}

const SHOWN_MS = 6_000;

/** A text, until its time is over or the session has changed once more. */
function useSaid(revision: number | null): [string | null, (text: string) => void] {
  const [said, setSaid] = useState<{ text: string; at: number | null } | null>(null);
  if (said && said.at !== revision) setSaid(said.at === null ? { ...said, at: revision } : null);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => { setSaid(null); }, SHOWN_MS);
    return () => { clearTimeout(timer); };
  }, [said]);
  const say = useCallback((text: string) => { setSaid({ text, at: null }); }, []);
  return [said?.text ?? null, say];
}
