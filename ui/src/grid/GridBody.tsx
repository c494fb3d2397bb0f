import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useState, useSyncExternalStore, type KeyboardEvent } from "react";

import { words } from "../words";
import { evenAxis, unevenAxis } from "./axis";
import { within } from "./camera";
import { MOST_COPIED, textOf, toClipboard } from "./copy";
import { GridHead } from "./GridHead";
import { GridOverlay, type Frame } from "./GridOverlay";
import { GridRow, type RowLook } from "./GridRow";
import { selectedArea, unit } from "./selection";
import { holds, overlap, sizeOf, type Area, type Source } from "./source";
import { HEAD, ROW, Stage } from "./stage";
import { usePointer } from "./usePointer";
import { useSelection, type Selected, type Target } from "./useSelection";

interface Props {
  source: Source;
  /** Of the source: what is drawn follows it. */
  version: number;
  label: string;
  roles: boolean;
  mark: RowLook["mark"];
  frames: readonly Frame[];
  target: Target | null;
  /** What is selected now, whoever selected it. */
  onShow: (selected: Selected) => void;
  /** The person has selected something. */
  onSelect: ((selected: Selected) => void) | undefined;
  onKey: ((event: KeyboardEvent, selected: Selected) => boolean) | undefined;
  onMessage: (text: string) => void;
}

/** The scrolled part of a grid. */
export function GridBody({ source, version, label, roles, mark, frames, target, onShow, onSelect, onKey, onMessage }: Props) {
  const id = useId();
  const { rows: rowCount, cols: colCount, layout } = source;
  const rows = useMemo(() => evenAxis(rowCount, ROW), [rowCount]);
  // The widths come with the layout.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const cols = useMemo(() => unevenAxis(colCount, (col) => source.width(col)), [source, colCount, layout]);
  const left = 24 + 9 * String(rowCount).length;
  const [stage] = useState(() => new Stage({ rows, cols, left }));
  const attach = useCallback((element: HTMLElement | null) => stage.attach(element), [stage]);
  const scene = useSyncExternalStore(stage.subscribe, stage.scene);
  const span = useMemo(() => within(scene.span, rowCount, colCount), [scene.span, rowCount, colCount]);
  useLayoutEffect(() => { stage.fit({ rows, cols, left }); }, [stage, rows, cols, left]);
  useLayoutEffect(() => { stage.drawn(span); }, [stage, span]);
  const control = useSelection(source, stage, target, onSelect);
  const { selection, area } = control;
  // Loaded cells may bring merges, which widen what is selected.
  useEffect(() => {
    onShow({ active: selection.active, area: selectedArea(source, selection) });
  }, [onShow, source, selection, version]);
  const look = useMemo<RowLook>(() => ({ id, source, cols, left, roles, mark }), [id, source, cols, left, roles, mark]);
  const pointer = usePointer(stage, control, rowCount, colCount);

  useEffect(() => {
    source.need({ firstRow: span.firstRow, firstCol: span.firstCol, lastRow: span.endRow - 1, lastCol: span.endCol - 1 });
  }, [source, span, version]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const copies = event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (copies) void copy(source, area).then(onMessage);
    else if (!onKey?.(event, { active: selection.active, area }) && !control.onMove(event)) return;
    event.preventDefault();
  };

  const active = unit(source, selection.active);
  const drawn: Area = { firstRow: span.firstRow, firstCol: span.firstCol, lastRow: span.endRow - 1, lastCol: span.endCol - 1 };
  const inView = overlap(active, drawn) !== null;
  const [from, to] = [area.firstCol, area.lastCol];
  return (
    <div
      ref={attach} className="grid" role="grid" tabIndex={0} aria-label={label} aria-multiselectable="true"
      aria-rowcount={rowCount + 1} aria-colcount={colCount + 1}
      aria-activedescendant={inView ? `${id}-${active.firstRow}-${active.firstCol}` : undefined}
      onKeyDown={onKeyDown} onScroll={() => { stage.scrolled(); }} {...pointer}
    >
      <div className="grid-whole" style={scene.whole}>
        <div className="grid-view" style={scene.size}>
          <div className="grid-rows" style={{ top: HEAD }}>
            <div role="rowgroup" className="grid-down">
              {Array.from({ length: Math.max(0, span.endRow - span.firstRow) }, (_, i) => span.firstRow + i).map((row) => {
                const chosen = holds(area, row, from);
                return (
                  <GridRow
                    key={row} look={look} row={row} firstRow={span.firstRow} endRow={span.endRow} firstCol={span.firstCol} endCol={span.endCol}
                    stamp={source.stamp(row)} from={chosen ? from : 1} to={chosen ? to : 0}
                  />
                );
              })}
            </div>
            <GridOverlay rows={rows} cols={cols} span={span} left={left} active={active} selected={area} frames={frames} />
          </div>
          <GridHead look={look} firstCol={span.firstCol} endCol={span.endCol} from={from} to={to} />
        </div>
      </div>
    </div>
  );
}

async function copy(source: Source, area: Area): Promise<string> {
  try {
    const text = await textOf(source, area);
    if (text === null) return words.grid.copyTooLarge(MOST_COPIED);
    return (await toClipboard(text)) ? words.grid.copied(sizeOf(area)) : words.grid.copyFailed;
  } catch {
    return words.grid.copyFailed;
  }
}
