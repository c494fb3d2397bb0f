// Selecting by mouse: click, drag, Shift, and whole rows and columns at their headers.

import { useCallback, useEffect, useRef, type PointerEvent } from "react";

import { everything, extended, single, wholeCols, wholeRows } from "./selection";
import type { Place } from "./source";
import type { Stage } from "./stage";
import type { SelectionControl } from "./useSelection";

type Part = "cells" | "rows" | "columns";

/** While the button is down beyond the edge, the view moves so many pixels each time. */
const PULL = 18;

export function usePointer(stage: Stage, control: SelectionControl, rows: number, cols: number) {
  const drag = useRef<{ part: Part; from: Place; x: number; y: number; timer: number } | null>(null);
  const latest = useRef(control);
  useEffect(() => { latest.current = control; });

  const reach = useCallback((to: Place) => {
    const now = drag.current;
    const { selection, choose } = latest.current;
    if (!now) return;
    if (now.part === "rows") choose(wholeRows(now.from.row, to.row, selection.active, cols));
    else if (now.part === "columns") choose(wholeCols(now.from.col, to.col, selection.active, rows));
    else choose(extended(selection, to));
  }, [rows, cols]);

  /** What happens again and again while the button is down. */
  const pull = useCallback(() => {
    const now = drag.current;
    if (!now) return;
    const beyond = stage.outside(now.x, now.y);
    const [dx, dy] = [now.part === "rows" ? 0 : beyond.x, now.part === "columns" ? 0 : beyond.y];
    if (dx === 0 && dy === 0) return;
    stage.pan(dx * PULL, dy * PULL);
    reach(stage.placeAt(now.x, now.y));
  }, [stage, reach]);

  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const hit = event.target.closest<HTMLElement>("[data-corner], [data-row], [data-col]");
    if (!hit) return;
    const { selection, choose, go } = latest.current;
    if (hit.dataset["corner"] !== undefined) { choose(everything(selection.active, rows, cols)); return; }
    const [row, col] = [hit.dataset["row"], hit.dataset["col"]];
    const part: Part = row === undefined ? "columns" : col === undefined ? "rows" : "cells";
    const place = { row: Number(row ?? selection.active.row), col: Number(col ?? selection.active.col) };
    const from = event.shiftKey ? selection.anchor : place;
    if (part === "rows") choose(wholeRows(from.row, place.row, selection.active, cols));
    else if (part === "columns") choose(wholeCols(from.col, place.col, selection.active, rows));
    else if (event.shiftKey) go(place, true);
    else choose(single(place));
    drag.current = { part, from, x: event.clientX, y: event.clientY, timer: window.setInterval(pull, 16) };
    if (event.isTrusted) event.currentTarget.setPointerCapture(event.pointerId);
  }, [rows, cols, pull]);

  const onPointerMove = useCallback((event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (!now || (now.x === event.clientX && now.y === event.clientY)) return;
    now.x = event.clientX;
    now.y = event.clientY;
    reach(stage.placeAt(now.x, now.y));
  }, [stage, reach]);

  const onPointerUp = useCallback(() => {
    if (drag.current) window.clearInterval(drag.current.timer);
    drag.current = null;
  }, []);
  useEffect(() => onPointerUp, [onPointerUp]);

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}
