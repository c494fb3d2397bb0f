// The sheets of the made-up workbooks. Every cell is computed when it is asked for; nothing is stored.

import type { MergeView } from "../engine";
import { chance, letters } from "./address";

/** A sheet of a made-up workbook. */
export interface MockSheet {
  name: string;
  visibility: "visible" | "hidden" | "very-hidden";
  rows: number;
  cols: number;
  text: (row: number, col: number) => string;
  /** As in `CellsView.roles`. */
  role: (row: number, col: number) => string;
  bold: (row: number, col: number) => boolean;
  merges: MergeView[];
  hiddenRows: [number, number][];
  hiddenCols: [number, number][];
  widths: number[];
}

export const MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
export const AGES = ["0 to 4", "5 to 17", "18 to 24", "25 to 44", "45 to 64", "65 to 74", "75 to 84", "85 and over", "Not known", "All ages"];
const TOWNS = ["Abbeyford", "Bramwell", "Castleton Vale", "Dunmere", "Eastwold", "Fernley", "Greywater", "Holmsea", "Inverlyn", "Kelbrook", "Larkfield", "Marsham"];
const KINDS = ["General Hospital", "University Hospitals", "Royal Infirmary", "Community Trust"];

/** Providers of Table 1, below the total for England. */
export const PROVIDERS = 240;

export const providerCode = (n: number): string => `R${String(100 + n)}`;
export const providerName = (n: number): string => `${TOWNS[n % 12] ?? ""} ${KINDS[Math.floor(n / 12) % 4] ?? ""}${n >= 48 ? ` ${String(Math.floor(n / 48) + 1)}` : ""}`;
const grouped = (n: number): string => n.toLocaleString("en-GB");

const merge = (row: number, col: number, rows: number, cols: number, text: string, role: string): MergeView => ({ row, col, rows, cols, text, role, look: "T" });

function paper(name: string, lines: string[], visibility: MockSheet["visibility"] = "visible"): MockSheet {
  return {
    name, visibility, rows: lines.length, cols: 2, merges: [], hiddenRows: [], hiddenCols: [], widths: [60, 12],
    text: (row, col) => (col === 0 ? (lines[row] ?? "") : ""),
    role: () => ".",
    bold: (row, col) => row === 0 && col === 0,
  };
}

/** Providers down, months across under their quarters: two header levels, merged. */
function attendances(): MockSheet {
  const rows = 5 + 1 + PROVIDERS + 4;
  const value = (n: number, col: number): number => (chance(n, col, 9) === 0 ? chance(n, col, 8) : 40 + chance(n, col, 940));
  const row = (r: number, c: number): string => {
    const n = r - 6;
    if (c === 0) return n < 0 ? "ENG" : providerCode(n);
    if (c === 1) return n < 0 ? "England" : providerName(n);
    if (n < 0) return grouped(110_000 + chance(1, c, 9_000) * (c === 14 ? 12 : 1));
    if (c === 14) return grouped(Array.from({ length: 12 }, (_, m) => value(n, m + 2)).reduce((a, b) => a + b, 0));
    return chance(n, c, 97) === 0 ? "*" : grouped(value(n, c));
  };
  const notes = ["", "1. Figures are rounded by the providers before they are sent.", "2. * stands for a count below 8.", "Source: monthly return"];
  return {
    name: "Table 1", visibility: "visible", rows, cols: 15, widths: [8, 34, ...MONTHS.map(() => 9), 11],
    hiddenRows: [[13, 14]], hiddenCols: [],
    merges: [
      merge(0, 0, 1, 15, "Table 1: Attendances by provider and month, England, 2025-26", "I"),
      merge(3, 0, 2, 1, "Code", "H"), merge(3, 1, 2, 1, "Provider", "H"),
      ...[0, 1, 2, 3].map((q) => merge(3, 2 + q * 3, 1, 3, `Quarter ${String(q + 1)}`, "H")),
      merge(3, 14, 2, 1, "Year", "T"),
    ],
    text: (r, c) => {
      if (r === 1) return c === 0 ? "Number of attendances, all types" : "";
      if (r === 4) return MONTHS[c - 2] ?? "";
      if (r >= 5 && r <= 5 + PROVIDERS) return row(r, c);
      return r > 5 + PROVIDERS && c === 0 ? (notes[r - 6 - PROVIDERS] ?? "") : "";
    },
    role: (r, c) => {
      if (r === 0) return "I";
      if (r === 1) return c === 0 ? "U" : ".";
      if (r === 2) return ".";
      if (r <= 4) return c === 14 ? "T" : "H";
      if (r > 5 + PROVIDERS) return c === 0 && r > 6 + PROVIDERS ? "N" : ".";
      if (c < 2) return r === 5 ? "T" : "L";
      return r === 5 || c === 14 ? "T" : "V";
    },
    bold: (r) => r === 0 || r === 3 || r === 4 || r === 5,
  };
}

/** Age groups down, measures by sex across. */
function waits(): MockSheet {
  const value = (r: number, c: number): number => 30 + chance(r, c + 40, 700) * (r === 14 ? 8 : 1);
  return {
    name: "Table 2", visibility: "visible", rows: 17, cols: 7, widths: [16, 12, 12, 12, 12, 12, 12], hiddenRows: [], hiddenCols: [[6, 6]],
    merges: [
      merge(0, 0, 1, 6, "Table 2: Waits by age and sex", "I"),
      merge(3, 0, 2, 1, "Age", "H"), merge(3, 1, 1, 3, "Seen within four hours", "H"), merge(3, 4, 1, 2, "All attendances", "H"),
    ],
    text: (r, c) => {
      if (r === 4) return ["", "Female", "Male", "Persons", "Female", "Male", "check"][c] ?? "";
      if (r >= 5 && r <= 14) return c === 0 ? (AGES[r - 5] ?? "") : c === 6 ? "0" : chance(r, c, 11) === 0 ? "*" : grouped(value(r, c));
      return r === 16 && c === 0 ? "* stands for a count below 8." : "";
    },
    role: (r, c) => {
      if (r === 0) return c < 6 ? "I" : ".";
      if (r < 3 || r === 15) return ".";
      if (r === 16) return c === 0 ? "N" : ".";
      if (c === 6) return "X";
      if (r <= 4) return "H";
      if (c === 0) return r === 14 ? "T" : "L";
      return r === 14 || c === 3 ? "T" : "V";
    },
    bold: (r) => r <= 4 || r === 14,
  };
}

export const HUGE_ROWS = 1_048_576;
export const HUGE_COLS = 300;

/** As large as a sheet can be, and hundreds of columns wide, with a merge that begins far above and left of most of it. */
function extract(): MockSheet {
  return {
    name: "Extract", visibility: "visible", rows: HUGE_ROWS, cols: HUGE_COLS, hiddenRows: [], hiddenCols: [],
    widths: Array.from({ length: HUGE_COLS }, (_, c) => (c === 1 ? 24 : 8 + (c % 5))),
    merges: [
      merge(0, 0, 1, HUGE_COLS, "Table 3: Record-level extract", "I"),
      merge(999, 20, 120, 60, "Re-coded in March", "."),
      merge(1_040_000, 4, 2, 296, "Late returns", "."),
    ],
    text: (r, c) => {
      if (r === 3) return c === 0 ? "Record" : c === 1 ? "Region" : c === 2 ? "Attendances" : c === 3 ? "Admissions" : `Item ${letters(c)}`;
      if (r < 4) return "";
      if (c === 0) return `X${String(r - 3).padStart(7, "0")}`;
      return c === 1 ? `Region ${String(chance(r, 1, 9) + 1)}` : String(chance(r, c, 400));
    },
    role: (r, c) => {
      if (r === 0) return "I";
      if (r < 3) return ".";
      if (c > 3) return ".";
      if (r === 3) return "H";
      return c < 2 ? "L" : "V";
    },
    bold: (r) => r === 0 || r === 3,
  };
}

const cover = paper("Cover", ["Accident and emergency attendances, England, 2025-26", "", "Published by the statistics team", "Contact: statistics@example.org", "", "Contents", "Table 1: Attendances by provider and month", "Table 2: Waits by age and sex"]);
const old = paper("Old figures", ["Superseded figures, do not use", ...Array.from({ length: 39 }, (_, n) => `${providerCode(n)} ${String(chance(n, 3, 800))}`)], "very-hidden");
const working = paper("Working", ["Lookups", ...AGES], "hidden");

/** The sheets of each workbook, by the workbook's number. */
export const SHEETS: Record<number, MockSheet[]> = {
  1: [cover, attendances(), waits(), working, old],
  2: [extract()],
};

export function sheetOf(workbook: number, sheet: number): MockSheet {
  const found = SHEETS[workbook]?.[sheet];
  if (!found) throw new Error("There is no such sheet");
  return found;
}
