import { useCallback, useEffect, useRef, useState } from "react";

import { asFailure, useBackend } from "../../backend";
import type { FailureView, FindingsQuery, FindingsView, FindingView } from "../../engine";

/** Which findings; none filters nothing. */
export type Filters = Omit<FindingsQuery, "first" | "count">;

export const NO_FILTERS: Filters = { state: null, kind: null, severity: null, table: null, workbook: null, text: null };

const PAGE = 100;

/** Findings that are fetched as they come into view. */
export interface Found {
  failure: FailureView | null;
  /** Counts of every sort; none before the first answer. Those of before show until new ones come. */
  counts: Omit<FindingsView, "findings" | "first"> | null;
  /** Whether what shows is of another question. */
  stale: boolean;
  total: number;
  /** None while it is not loaded. */
  at: (index: number) => FindingView | undefined;
  need: (first: number, last: number) => void;
  retry: () => void;
}

interface Held {
  question: string;
  counts: FindingsView;
  pages: ReadonlyMap<number, FindingView[]>;
}

/** The findings that pass the filters, as they are at that revision of the session. */
export function useFindings(filters: Filters, revision: number): Found {
  const backend = useBackend();
  const [held, setHeld] = useState<Held | null>(null);
  const [failed, setFailed] = useState<{ question: string; failure: FailureView } | null>(null);
  const [tries, setTries] = useState(0);
  const [pages, setPages] = useState({ first: 0, last: 0 });
  const question = `${JSON.stringify(filters)} ${revision} ${tries}`;
  const asked = useRef({ question: "", pages: new Set<number>() });

  useEffect(() => {
    if (asked.current.question !== question) asked.current = { question, pages: new Set() };
    const mine = asked.current;
    const ask = async (page: number): Promise<void> => {
      try {
        const view = await backend.findings({ ...filters, first: page * PAGE, count: PAGE });
        if (asked.current !== mine) return;
        setHeld((was) => ({ question, counts: view, pages: new Map(was?.question === question ? was.pages : []).set(page, view.findings) }));
      } catch (reason) {
        mine.pages.delete(page);
        if (asked.current === mine) setFailed({ question, failure: asFailure(reason) });
      }
    };
    for (let page = pages.first; page <= pages.last; page++) {
      if (!mine.pages.has(page)) {
        mine.pages.add(page);
        void ask(page);
      }
    }
    // The filters are in the question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [backend, question, pages]);

  const need = useCallback((first: number, last: number) => {
    const next = { first: Math.max(0, Math.floor(first / PAGE)), last: Math.max(0, Math.floor(last / PAGE)) };
    setPages((was) => (was.first === next.first && was.last === next.last ? was : next));
  }, []);
  return {
    failure: failed?.question === question ? failed.failure : null,
    counts: held?.counts ?? null,
    stale: held?.question !== question,
    total: held?.counts.total ?? 0,
    at: (index) => held?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    need,
    retry: useCallback(() => { setTries((n) => n + 1); }, []),
  };
}
