// What can be done to the shape of a table from what is selected, and why not.

import type { SessionView, TableView } from "../../engine";
import { type Area } from "../../grid";
import { words } from "../../words";
import { areaOfRange, type Where } from "./where";

/** What a person does to the shape of a table. */
export type Reshape =
  | { how: "split"; along: "rows" | "columns"; at: number }
  | { how: "merge"; other: number }
  | { how: "add"; area: Area }
  | { how: "reset" }
  | { how: "apply"; others: number[] };

/** What is possible here. */
export interface Possible {
  /** The row and the column before which the table can be cut; none where it cannot. */
  split: { row: number | null; col: number | null; reason: string | null };
  merge: { others: TableView[]; reason: string | null };
  add: string | null;
  reset: string | null;
}

export function possible(view: SessionView, where: Where, table: TableView | null, area: Area, busy: string | null): Possible {
  const others = view.tables.filter((one) => one.id !== table?.id && one.workbook === where.workbook && one.sheet_index === where.sheet && one.shaped === null);
  const places = table ? cuts(table, area) : { row: null, col: null };
  return {
    split: { ...places, reason: busy ?? splitReason(table, places) },
    merge: { others, reason: busy ?? mergeReason(table, others) },
    add: busy ?? (area.lastRow > area.firstRow ? null : words.tables.shape.addWhere),
    reset: busy ?? (!table ? words.tables.shape.pick : table.shaped === null ? words.tables.shape.resetNone : null),
  };
}

/** Where the selection begins inside the table: a cut leaves something on both sides. */
function cuts(table: TableView, { firstRow, firstCol }: Area): { row: number | null; col: number | null } {
  const whole = areaOfRange(table.range);
  if (!whole) return { row: null, col: null };
  const inside = firstRow >= whole.firstRow && firstRow <= whole.lastRow && firstCol >= whole.firstCol && firstCol <= whole.lastCol;
  return { row: inside && firstRow > whole.firstRow ? firstRow : null, col: inside && firstCol > whole.firstCol ? firstCol : null };
}

function splitReason(table: TableView | null, { row, col }: { row: number | null; col: number | null }): string | null {
  const text = words.tables.shape;
  if (!table) return text.pick;
  if (table.shaped === "joined" || table.shaped === "added") return text.shaped;
  return row === null && col === null ? text.splitWhere : null;
}

function mergeReason(table: TableView | null, others: TableView[]): string | null {
  const text = words.tables.shape;
  if (!table) return text.pick;
  if (table.shaped === "split" || table.shaped === "added") return text.shaped;
  return others.length === 0 ? text.mergeNone : null;
}

/** The tables to put together, the one whose name, title and header stay first: that above or left of the other, unless this one is put together already. */
export function together(table: TableView, other: TableView): number[] {
  const [own, theirs] = [areaOfRange(table.range), areaOfRange(other.range)];
  const later = own && theirs && (theirs.firstRow < own.firstRow || (theirs.firstRow === own.firstRow && theirs.firstCol < own.firstCol));
  return later && table.shaped === null ? [other.id, table.id] : [table.id, other.id];
}

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a key means; none when it is no key of a shape. */
export function shapeKey(event: Key): "rows" | "columns" | "merge" | "add" | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key.toLowerCase()) {
    case "s": return event.shiftKey ? "columns" : "rows";
    case "m": return "merge";
    case "a": return "add";
    default: return null;
  }
}
