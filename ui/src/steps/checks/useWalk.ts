import { useEffect, useState } from "react";

import { useBackend, type Backend } from "../../backend";
import type { SessionView } from "../../engine";
import type { Focus } from "../../shell/focus";
import { NO_FILTERS, type Filters } from "./useFindings";

const PAGE = 500;

/** Which findings are listed and which of them is selected. */
export interface Walk {
  filters: Filters;
  /** Index among the findings that pass the filters. */
  selected: number | null;
  /** A finding that another place asked for is being looked for, or is not there. */
  asked: "looking" | "gone" | null;
  filter: (filters: Filters) => void;
  select: (index: number) => void;
}

/** At first what must be decided, from the first one on; what another place asks for comes before that. */
export function useWalk(view: SessionView, focus: Focus | null): Walk {
  const backend = useBackend();
  const [filters, setFilters] = useState<Filters>(() => ({ ...NO_FILTERS, state: view.steps.some(({ id, count }) => id === "checks" && count > 0) ? "open" : null }));
  const [selected, setSelected] = useState<number | null>(0);
  const [looking, setLooking] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const [seen, setSeen] = useState<number | null>(null);

  if (focus && focus.key !== seen) {
    setSeen(focus.key);
    setFilters({ ...NO_FILTERS, table: focus.finding === undefined ? (focus.table ?? null) : null });
    setSelected(focus.finding === undefined ? 0 : null);
    setLooking(focus.finding ?? null);
    setGone(false);
  }

  useEffect(() => {
    if (looking === null) return undefined;
    let current = true;
    const end = (index: number | null): void => {
      if (!current) return;
      setLooking(null);
      setSelected(index);
      setGone(index === null);
    };
    locate(backend, looking).then(end, () => { end(null); });
    return () => { current = false; };
  }, [backend, looking]);

  const go = (index: number): void => {
    setSelected(index);
    setLooking(null);
    setGone(false);
  };
  return { filters, selected, asked: looking === null ? (gone ? "gone" : null) : "looking", filter: (next) => { setFilters(next); go(0); }, select: go };
}

/** The place of a finding among all of them. */
async function locate(backend: Backend, id: string): Promise<number | null> {
  for (let first = 0, total = 1; first < total; first += PAGE) {
    const view = await backend.findings({ ...NO_FILTERS, first, count: PAGE });
    total = view.total;
    const at = view.findings.findIndex((finding) => finding.id === id);
    if (at >= 0) return first + at;
  }
  return null;
}
