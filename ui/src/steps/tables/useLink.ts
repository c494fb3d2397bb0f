// The way between a tidy row and the cells that it comes from.

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { useBackend } from "../../backend";
import type { RowsOfView, TraceView } from "../../engine";
import { address, type Area, type Place, type Selected } from "../../grid";

/** What is lit up on the other side of a selection. */
export type Link =
  | { from: "rows"; trace: TraceView }
  | { from: "sheet"; area: Area; active: Place; found: RowsOfView };

/** A person who holds an arrow key down waits for nothing. */
const PAUSE = 120;
let lastKey = 0;

/** For one table; everything is dark again when the table or the session changes. */
export function useLink(table: number | null, revision: number) {
  const backend = useBackend();
  const about = `${table} ${revision}`;
  const [state, setState] = useState<{ about: string; link: Link | null; failed: boolean; key: string }>({ about, link: null, failed: false, key: "" });
  const timer = useRef(0);
  const turn = useRef(0);
  useEffect(() => () => { window.clearTimeout(timer.current); }, []);

  const ask = useCallback((of: number, make: () => Promise<Link>) => {
    const now = ++turn.current;
    window.clearTimeout(timer.current);
    const show = (link: Link | null, failed: boolean): void => {
      if (now === turn.current) setState({ about: `${of} ${revision}`, link, failed, key: `link-${++lastKey}` });
    };
    timer.current = window.setTimeout(() => { make().then((link) => { show(link, false); }, () => { show(null, true); }); }, PAUSE);
  }, [revision]);

  const fromRow = useCallback((row: number) => {
    if (table !== null) ask(table, async () => ({ from: "rows", trace: await backend.trace(table, row) }));
  }, [ask, backend, table]);
  const fromSheet = useCallback(({ active, area }: Selected, of: number | null) => {
    if (of === null) return;
    ask(of, async () => ({ from: "sheet", area, active, found: await backend.rowsOf(of, area.firstRow, area.firstCol, area.lastRow, area.lastCol) }));
  }, [ask, backend]);

  const { link, failed, key } = state.about === about ? state : { link: null, failed: false, key: "" };
  return useMemo(() => ({ link, failed, key, fromRow, fromSheet, ...lights(link, key) }), [link, failed, key, fromRow, fromSheet]);
}

/** What each side draws. */
function lights(link: Link | null, key: string) {
  const cells = link?.from === "rows" ? link.trace.cells : [];
  const rows = link?.from === "sheet" ? link.found.rows : [];
  const value = cells[0];
  const row = rows[0];
  return {
    marks: new Map(cells.map((cell) => [address(cell.row, cell.col), cell.gives === "value" ? "traced-value" : "traced"])),
    sheetTarget: value ? { cell: value.cell, key } : null,
    lit: new Set(rows),
    rowTarget: row === undefined ? null : { row, key },
  };
}
