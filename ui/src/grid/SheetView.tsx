import { useCallback, useMemo, useSyncExternalStore, type KeyboardEvent, type ReactNode } from "react";

import { useBackend } from "../backend";
import { words } from "../words";
import { address, parseArea, rangeOf } from "./address";
import { Grid } from "./Grid";
import type { Frame } from "./GridOverlay";
import { holds, sizeOf, type Area, type Source } from "./source";
import { useSheetSource } from "./useSource";
import type { Selected } from "./useSelection";

/** An address (`B7`), or rows or columns (`4:6`, `C:D`), to select and show; a new key shows it again. */
export interface SheetTarget {
  cell: string;
  key: number | string;
}

export interface SheetViewProps {
  /** The workbook's number. */
  workbook: number;
  /** Index of the sheet in its workbook. */
  sheet: number;
  /** The sheet's name. */
  name: string;
  /** `SessionView.revision`: cells are fetched again when it changes. */
  revision: number;
  /** A cell or area to light up and show. */
  highlight?: SheetTarget | null;
  /** A cell or area to select and show without lighting it up. */
  target?: SheetTarget | null;
  /** Whether cells are tinted and lettered by role; true unless said otherwise. */
  roles?: boolean;
  /** Cells that stand out beside that, by address. Keep the map the same while nothing changes. */
  marks?: ReadonlyMap<string, string>;
  /** The table whose frame is drawn strong. */
  table?: number | null;
  /** Keys that the owner has a use for; true when it was one. */
  onKey?: (event: KeyboardEvent, selected: Selected) => boolean;
  onSelect?: (selected: Selected) => void;
  /** Beside the status line. */
  note?: ReactNode;
  /** Whether Ctrl+F and Ctrl+G of the window mean this sheet. */
  primary?: boolean;
}

/** A sheet as it is, with real addresses, in as much room as its parent gives. */
export function SheetView({ workbook, sheet, name, revision, highlight = null, target = null, roles = true, marks, table = null, onKey, onSelect, note, primary = true }: SheetViewProps) {
  const backend = useBackend();
  const source = useSheetSource(workbook, sheet, revision);
  useSyncExternalStore(source.subscribe, source.version);
  const { rows, cols, shape } = source;
  const lit = useMemo(() => (highlight && rows > 0 ? parseArea(highlight.cell, rows, cols) : null), [highlight, rows, cols]);
  const goal = useMemo(() => {
    const wanted = target ?? highlight;
    const area = wanted && rows > 0 ? parseArea(wanted.cell, rows, cols) : null;
    return wanted && area && { row: area.firstRow, col: area.firstCol, lastRow: area.lastRow, lastCol: area.lastCol, key: wanted.key };
  }, [target, highlight, rows, cols]);
  const mark = useCallback((row: number, col: number): string | undefined => {
    const marked = marks?.get(address(row, col));
    return lit && holds(lit, row, col) ? `${marked ?? ""} found` : marked;
  }, [marks, lit]);
  const frames = useMemo<Frame[]>(() => (shape?.tables ?? []).map((one) => ({
    area: { firstRow: one.area[0], firstCol: one.area[1], lastRow: one.area[2], lastCol: one.area[3] },
    kind: one.left_out ? "left-out" : one.id === table ? "current" : "other",
  })), [shape, table]);
  const find = useCallback(async (text: string, after: { row: number; col: number }, backwards: boolean) => {
    const found = await backend.findCell(workbook, sheet, text, after.row, after.col, backwards);
    return found && { row: found.row, col: found.col, where: found.cell, wrapped: found.wrapped };
  }, [backend, workbook, sheet]);
  const place = (text: string): Area | string => parseArea(text, rows, cols) ?? words.grid.noSuchCell(text, address(rows - 1, cols - 1));
  return (
    <Grid
      key={`${workbook}-${sheet}`} source={source} label={words.grid.sheetOf(name)} empty={words.grid.emptySheet} roles={roles} mark={mark} frames={frames}
      target={goal}
      {...(onKey && { onKey })} {...(onSelect && { onSelect })} say={(selected) => said(source, selected, roles)} note={note}
      goTo={{ label: words.grid.goTo, help: words.grid.goToHelp, place }} find={find} primary={primary}
    />
  );
}

/** "B7, 1,234, value". */
function said(source: Source, { active, area }: Selected, roles: boolean): string {
  const merge = source.merge(active.row, active.col);
  if (sizeOf(area) > (merge ? sizeOf(merge) : 1)) return words.grid.selected(rangeOf(area), sizeOf(area));
  const cell = merge?.cell ?? source.cell(active.row, active.col);
  const parts = [address(active.row, active.col), cell ? cell.text || words.grid.blank : words.grid.notLoaded];
  if (roles && cell) parts.push(words.grid.roles[cell.role] ?? words.grid.noRole);
  if (source.isHiddenRow(active.row)) parts.push(words.grid.hiddenRow);
  if (source.isHiddenCol(active.col)) parts.push(words.grid.hiddenColumn);
  return parts.join(", ");
}
