import { useCallback, useMemo, useSyncExternalStore, type ReactNode } from "react";

import { useBackend } from "../backend";
import { words } from "../words";
import { Grid } from "./Grid";
import { sizeOf, type Area, type Source } from "./source";
import { useRowsSource } from "./useSource";
import type { Selected } from "./useSelection";

export interface TidyViewProps {
  /** The table's number. */
  table: number;
  /** Its title. */
  title: string;
  /** Rows as the policy would publish them, instead of as read. */
  asProtected: boolean;
  /** `SessionView.revision`: rows are fetched again when it changes. */
  revision: number;
  /** A row to select and show, from 0; a new key shows it again. */
  target?: { row: number; key: number | string } | null;
  /** Rows that stand out, from 0. Keep the set the same while nothing changes. */
  lit?: ReadonlySet<number>;
  onSelect?: (selected: Selected) => void;
  /** Beside the status line. */
  note?: ReactNode;
  /** Whether Ctrl+F and Ctrl+G of the window mean these rows. */
  primary?: boolean;
}

/** The tidy rows of a table, in as much room as its parent gives. */
export function TidyView({ table, title, asProtected, revision, target = null, lit, onSelect, note, primary = false }: TidyViewProps) {
  const backend = useBackend();
  const source = useRowsSource(table, asProtected, revision);
  useSyncExternalStore(source.subscribe, source.version);
  const mark = useCallback((row: number) => (lit?.has(row) ? "traced" : undefined), [lit]);
  const find = useCallback(async (text: string, after: { row: number; col: number }, backwards: boolean) => {
    const row = await backend.findRow(table, text, after.row, backwards);
    if (row === null) return null;
    const wrapped = backwards ? row >= after.row : row <= after.row;
    return { row, col: after.col, where: words.grid.row(row + 1), wrapped };
  }, [backend, table]);
  const goTo = useMemo(() => ({ label: words.grid.goToRow, help: words.grid.goToRowHelp, place: (text: string) => rowArea(text, source.rows) }), [source.rows]);
  return (
    <Grid
      key={`${table}-${asProtected ? "protected" : "read"}`} source={source} label={words.grid.rowsOf(title)} empty={words.grid.emptyRows} mark={mark}
      target={target && { row: target.row, col: 0, key: target.key }} {...(onSelect && { onSelect })} say={(selected) => said(source, selected)} note={note}
      goTo={goTo} find={find} primary={primary}
    />
  );
}

function rowArea(text: string, rows: number): Area | string {
  const row = /^[\d,]+$/u.test(text) ? Number(text.replaceAll(",", "")) - 1 : -1;
  if (row < 0 || row >= rows) return words.grid.noSuchRow(text, rows);
  return { firstRow: row, firstCol: 0, lastRow: row, lastCol: 0 };
}

/** "Row 7, value, 1,234". */
function said(source: Source, { active, area }: Selected): string {
  const row = words.grid.row(active.row + 1);
  if (sizeOf(area) > 1) return words.grid.selected(row, sizeOf(area));
  const cell = source.cell(active.row, active.col);
  return [row, source.columnName(active.col), cell ? cell.text || words.grid.blank : words.grid.notLoaded].join(", ");
}
