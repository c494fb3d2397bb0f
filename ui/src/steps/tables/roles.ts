// Which key gives which part to what is selected.

import type { RoleRequest } from "../../engine";
import { letters, type Area } from "../../grid";
import { words } from "../../words";

export interface RoleChoice {
  axis: RoleRequest["axis"];
  role: RoleRequest["role"];
  /** The letter; a capital needs Shift. None where only the menu gives it. */
  key: string | null;
  shift: boolean;
}

const choice = (axis: RoleChoice["axis"], role: RoleChoice["role"], key: string | null, shift = false): RoleChoice => ({ axis, role, key, shift });

export const CHOICES: RoleChoice[] = [
  choice("rows", "header", "h"),
  choice("rows", "value", null),
  choice("rows", "total", "t"),
  choice("rows", "note", "n"),
  choice("rows", "ignore", "x"),
  choice("columns", "label", "l"),
  choice("columns", "value", "v"),
  choice("columns", "total", "t", true),
  choice("columns", "note", "n", true),
  choice("columns", "ignore", "x", true),
];

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a key means; none when it is no key of a role. */
export function choiceFor(event: Key): RoleChoice | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = event.key.toLowerCase();
  const means = CHOICES.filter((one) => one.key === key);
  // H, L and V have one meaning, with Shift (or Caps Lock) or without.
  return means.find((one) => one.shift === event.shiftKey) ?? (means.length === 1 ? (means[0] ?? null) : null);
}

/** The key as it is written on a keyboard. */
export function keyName({ key, shift }: RoleChoice): string {
  return key === null ? "" : `${shift ? "Shift+" : ""}${key.toUpperCase()}`;
}

export function requestFor({ axis, role }: RoleChoice, area: Area): RoleRequest {
  return axis === "rows" ? { axis, role, first: area.firstRow, last: area.lastRow } : { axis, role, first: area.firstCol, last: area.lastCol };
}

/** "Rows 4 to 5", "Column C". */
export function meant(axis: RoleChoice["axis"], area: Area): string {
  return axis === "rows" ? words.tables.readAsRows(area.firstRow, area.lastRow) : words.tables.readAsColumns(letters(area.firstCol), letters(area.lastCol));
}
