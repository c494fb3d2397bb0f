// The grid's selection: by keyboard, by mouse, and by what its owner asks for.

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import { edgeOf } from "./edge";
import { bounded, extended, moveFor, selectedArea, single, unit, type Selection } from "./selection";
import type { Area, Place, Source } from "./source";
import type { Stage } from "./stage";

export interface Selected {
  active: Place;
  area: Area;
}

/** A place to go to; a new key goes there again. */
export interface Target extends Place {
  /** The last cell, where a whole area is to be selected. */
  lastRow?: number;
  lastCol?: number;
  key: number | string;
}

export interface SelectionControl {
  selection: Selection;
  area: Area;
  /** Selects without moving the view. */
  choose: (selection: Selection) => void;
  /** Selects one cell, or up to it, and shows it. */
  go: (place: Place, extend: boolean) => void;
  /** True when the key was one of the grid's. */
  onMove: (event: KeyboardEvent) => boolean;
}

export function useSelection(source: Source, stage: Stage, target: Target | null, onSelect: ((selected: Selected) => void) | undefined): SelectionControl {
  const [held, setHeld] = useState<Selection>(() => single({ row: 0, col: 0 }));
  const selection = useMemo(() => bounded(held, source.rows, source.cols), [held, source.rows, source.cols]);
  const area = selectedArea(source, selection);
  const told = useRef(onSelect);
  useEffect(() => { told.current = onSelect; }, [onSelect]);

  const choose = useCallback((next: Selection) => {
    setHeld(next);
    told.current?.({ active: next.active, area: selectedArea(source, next) });
  }, [source]);

  const go = useCallback((place: Place, extend: boolean) => {
    const next = bounded(extend ? extended(selection, place) : single(place), source.rows, source.cols);
    choose(next);
    stage.reveal(unit(source, next.head), "nearest");
  }, [choose, stage, selection, source]);

  const [reached, setReached] = useState<Target["key"] | null>(null);
  if (target && target.key !== reached && source.rows > 0) {
    setReached(target.key);
    setHeld(bounded({ ...single(target), head: { row: target.lastRow ?? target.row, col: target.lastCol ?? target.col } }, source.rows, source.cols));
  }
  useEffect(() => {
    if (target && reached === target.key) stage.reveal(unit(source, target), "middle");
    // The view moves when a target is reached, not when the grid is drawn anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reached]);

  const latest = useRef(0);
  const onMove = useCallback((event: KeyboardEvent): boolean => {
    const move = moveFor(event, selection, source, stage.page());
    if (!move) return false;
    latest.current += 1;
    if (move.kind === "select") {
      choose(move.selection);
      if (move.show) stage.reveal(unit(source, move.show), "nearest");
      return true;
    }
    const turn = latest.current;
    const { down, across, extend } = move;
    // Another key in the meantime is the newer wish.
    edgeOf(source, extend ? selection.head : selection.active, down, across).then(
      (place) => { if (turn === latest.current) go(place, extend); },
      () => undefined,
    );
    return true;
  }, [choose, go, stage, selection, source]);

  return { selection, area, choose, go, onMove };
}
