import { useCallback, useEffect, useRef, useState } from "react";

import { useBackend } from "../backend";
import type { SessionView } from "../engine";
import type { Focus } from "./focus";
import type { PageSession } from "./useSession";

export interface Route {
  /** `home`, or the id of a step of the release. */
  step: string;
  /** What the step is asked to show. */
  focus: Focus | null;
  go: (step: string) => void;
  show: (step: string, focus: Omit<Focus, "key">) => void;
}

/** Where a release is shown after it was opened: at Match while that is open, at the step that it was left at, or at its first. */
function landing(view: SessionView): string {
  if (mustMatch(view)) return "match";
  const known = view.steps.some(({ id }) => id === view.step);
  return known ? view.step : (view.steps[0]?.id ?? "home");
}

function isOpen(view: SessionView | null): view is SessionView {
  return view !== null && view.workbooks.length > 0;
}

/** Another recipe has to be matched before anything else. */
function mustMatch(view: SessionView): boolean {
  return view.steps.some(({ id, state }) => id === "match" && state === "attention");
}

/** The step on show; the engine remembers it. Without a release it is Home, and the step comes back with the release. */
export function useRoute(session: PageSession): Route {
  const { view, openings } = session;
  const [place, setPlace] = useState<{ step: string; focus: Focus | null }>({ step: "home", focus: null });
  const [seen, setSeen] = useState({ openings: 0, open: false });
  const keys = useRef(0);
  const open = isOpen(view);

  if (view && openings !== seen.openings) {
    setSeen({ openings, open });
    const stay = seen.open && place.step !== "home" && view.steps.some(({ id }) => id === place.step) && !mustMatch(view);
    // At the start of the program the person may have left at Home; a release that has just come in is shown.
    if (open && !stay) setPlace({ step: seen.openings === 0 && view.step === "home" ? "home" : landing(view), focus: null });
  } else if (open !== seen.open) {
    setSeen({ openings: seen.openings, open });
  }

  const known = open && (place.step === "home" || view.steps.some(({ id }) => id === place.step));
  const step = !open ? "home" : known ? place.step : landing(view);
  useRemembered(view, step);

  const go = useCallback((to: string) => { setPlace({ step: to, focus: null }); }, []);
  const show = useCallback((to: string, focus: Omit<Focus, "key">) => {
    keys.current += 1;
    setPlace({ step: to, focus: { ...focus, key: keys.current } });
  }, []);
  return { step, focus: place.focus, go, show };
}

/** Tells the engine at which step the person is. */
function useRemembered(view: SessionView | null, step: string): void {
  const backend = useBackend();
  const told = useRef<string | null>(null);
  const loaded = view !== null;
  const first = view?.step ?? null;
  useEffect(() => {
    if (!loaded) return;
    if (step === (told.current ?? first)) return;
    told.current = step;
    // It is only remembered for the next time: nothing to tell the person if that fails.
    backend.go(step).catch(() => undefined);
  }, [backend, loaded, first, step]);
}
