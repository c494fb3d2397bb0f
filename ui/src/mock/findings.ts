// The made-up findings: some thousands, of many kinds.

import type { CountView, DecisionView, FindingKindView, FindingView, FindingsQuery, FindingsView } from "../engine";
import { address, chance } from "./address";
import { PROVIDERS, providerName } from "./sheets";

const LABELS: Record<string, string> = {
  "worked-out": "Cells that can be worked out",
  "hidden-row": "Hidden rows",
  "hidden-column": "Hidden columns",
  "hidden-sheet": "Hidden sheets",
  "very-hidden-sheet": "Sheets that Excel’s menus do not show",
  "pivot-cache": "Records kept by pivot tables",
  "external-link": "Links to other files",
  "below-threshold": "Counts below the threshold",
  "does-not-add": "Totals that do not add up",
  "unrounded-behind-display": "More digits than are shown",
  "document-property": "File properties",
  "comment": "Comments",
  "metadata": "Metadata",
};

const one = (part: Pick<FindingView, "id" | "kind" | "severity" | "text" | "place"> & Partial<FindingView>): FindingView => ({
  rule: null, table: null, workbook: null, sheet: null, cell: null, field: null, state: part.severity === "blocker" ? "open" : "information",
  decision: null, precedent: null, verbs: part.severity === "blocker" ? [] : ["accept"], candidates: [], ...part,
});

/** A hidden cell that its total gives away, with the cells that could be withheld beside it. */
function workedOut(n: number): FindingView {
  const row = 20 + n * 7;
  const value = 1 + (n % 5);
  const others = 300 + n;
  // Providers begin in row 7.
  const name = providerName(row - 7);
  return one({
    id: `R4/attendances-by-provider/${name}/${String(n)}`, rule: "R4", kind: "worked-out", severity: "blocker", table: 1, workbook: 1, sheet: 1, cell: `D${String(row)}`,
    text: `Can be worked out under legacy-1-5: the total ${String(others + value)} (${name}, Year, O${String(row)}) is the sum of ${String(others)} (the other months, C${String(row)} and more) and * (${name}, May, D${String(row)}). So the hidden value is ${String(value)}.`,
    place: `Table 1, D${String(row)}`, verbs: ["suppress", "accept"],
    candidates: [2, 4, 5].map((col) => ({ cell: address(row - 1, col), label: `${name}, ${["Apr", "May", "Jun", "Jul"][col - 2] ?? ""}`, shown: String(9 + chance(row, col, 60)) })),
  });
}

const HIDDEN: FindingView[] = [
  one({ id: "hidden-row/Table 1/14", rule: "R14", kind: "hidden-row", severity: "blocker", table: 1, workbook: 1, sheet: 1, cell: "14:15", text: "2 rows are hidden and not empty. It starts: R107 | Holmsea General Hospital | 214.", place: "Table 1, 14:15", verbs: ["exclude", "include"] }),
  one({ id: "hidden-column/Table 2/G", rule: "R14", kind: "hidden-column", severity: "blocker", table: 2, workbook: 1, sheet: 2, cell: "G:G", text: "1 column is hidden and not empty. It starts: check | 0 | 0.", place: "Table 2, G:G", verbs: ["exclude", "include"] }),
  one({ id: "hidden-sheet/Working", kind: "hidden-sheet", severity: "blocker", workbook: 1, sheet: 3, text: "The sheet 'Working' is hidden and holds 11 rows. It starts: Lookups | 0 to 4 | 5 to 17.", place: "Working", verbs: ["exclude", "include"] }),
  one({ id: "very-hidden-sheet/Old figures", kind: "very-hidden-sheet", severity: "blocker", workbook: 1, sheet: 4, text: "The sheet 'Old figures' is hidden so that Excel's menus do not show it, and holds 40 rows. It starts: Superseded figures, do not use | R100 411.", place: "Old figures", verbs: ["exclude", "include"] }),
  one({ id: "pivot-cache/attendances", kind: "pivot-cache", severity: "blocker", workbook: 1, text: "A pivot table keeps 6,574 records of its source (Staff!A1:K6575). It starts: Record | Age | Post.", place: "attendances-2025-26.xlsx", verbs: ["exclude"] }),
  one({ id: "external-link/lookup", kind: "external-link", severity: "warning", workbook: 1, text: "The workbook links to another file (lookup.xlsx) and keeps 31 cells read from it.", place: "attendances-2025-26.xlsx" }),
  ...["creator", "lastModifiedBy", "company"].map((name) => one({ id: `document-property/${name}`, kind: "document-property", severity: "note", workbook: 1, text: `The file's properties carry '${name}'.`, place: "attendances-2025-26.xlsx" })),
];

const SMALL: FindingView[] = Array.from({ length: 240 }, (_, n) => {
  const cell = address(5 + (n % (PROVIDERS + 1)), 2 + (n % 12));
  return one({ id: `R1/attendances-by-provider/${String(n)}`, rule: "R1", kind: "below-threshold", severity: "blocker", table: 1, workbook: 1, sheet: 1, cell, text: `The count ${String(1 + (n % 5))} is open; legacy-1-5 withholds 1 to 5.`, place: `Table 1, ${cell}`, state: "protected" });
});

const EXTRACT: FindingView[] = Array.from({ length: 3_600 }, (_, n) => {
  const cell = address(4 + n * 291, 2 + (n % 2));
  return one({ id: `R1/extract/${String(n)}`, rule: "R1", kind: "below-threshold", severity: "blocker", table: 3, workbook: 2, sheet: 0, cell, text: `The count ${String(1 + (n % 5))} is open; legacy-1-5 withholds 1 to 5.`, place: `Extract, ${cell}`, state: "protected" });
});

const SUMS: FindingView[] = Array.from({ length: 23 }, (_, n) => {
  const row = 6 + n * 9;
  return one({ id: `R9/attendances-by-provider/${String(n)}`, rule: "R9", kind: "does-not-add", severity: "warning", table: 1, workbook: 1, sheet: 1, cell: `O${String(row)}`, text: `The parts do not add up to their total: the total 4,812 (${providerName(n)}, Year, O${String(row)}) is the sum of 4,807 (the months, C${String(row)} and more).`, place: `Table 1, O${String(row)}` });
});

const DIGITS: FindingView[] = [1, 2].map((table) => one({ id: `R19/${String(table)}`, rule: "R19", kind: "unrounded-behind-display", severity: "note", table, workbook: 1, sheet: table, cell: "C9", text: "'Attendances': 14 cells hold more digits than shown; the first holds 81.4385 and shows 81. Outputs use what is shown unless stored values are asked for.", place: `Table ${String(table)}, C9` }));

/** Every finding of the made-up release, before anybody decided; those of the form come from its fields. */
export const FINDINGS: FindingView[] = [...Array.from({ length: 12 }, (_, n) => workedOut(n)), ...HIDDEN, ...SMALL, ...EXTRACT, ...SUMS, ...DIGITS];

const STATES = ["open", "describe", "protected", "decided", "information"];
const SEVERITIES = ["blocker", "warning", "note"];

/** The findings with what was decided about them, in their order. */
export function decided(findings: FindingView[], decisions: ReadonlyMap<string, DecisionView>): FindingView[] {
  const rank = (list: string[], word: string): number => list.indexOf(word);
  return findings
    .map((finding) => {
      const decision = decisions.get(finding.id);
      return decision ? { ...finding, state: "decided", decision } : finding;
    })
    .sort((a, b) => rank(STATES, a.state) - rank(STATES, b.state) || rank(SEVERITIES, a.severity) - rank(SEVERITIES, b.severity) || a.kind.localeCompare(b.kind));
}

type Filter = "state" | "kind" | "severity" | "table";

/** Whether a finding passes every filter but the one left out. */
export function passes(finding: FindingView, query: FindingsQuery, without: Filter | null = null): boolean {
  const matches = (filter: Filter): boolean => filter === without || query[filter] === null || finding[filter] === query[filter];
  const text = query.text?.toLowerCase() ?? "";
  return matches("state") && matches("kind") && matches("severity") && matches("table")
    && (query.workbook === null || finding.workbook === query.workbook)
    && (finding.text.toLowerCase().includes(text) || finding.place.toLowerCase().includes(text));
}

export function findingsView(findings: FindingView[], query: FindingsQuery): FindingsView {
  const passing = findings.filter((finding) => passes(finding, query));
  const counts = (filter: "state" | "severity" | "table"): CountView[] => {
    const found = new Map<string, number>();
    for (const finding of findings) {
      const key = finding[filter];
      if (key !== null && passes(finding, query, filter)) found.set(String(key), (found.get(String(key)) ?? 0) + 1);
    }
    return [...found].map(([key, count]) => ({ key, count }));
  };
  return {
    total: passing.length, first: query.first, findings: passing.slice(query.first, query.first + query.count),
    states: counts("state"), severities: counts("severity"), tables: counts("table"), kinds: kinds(findings, query),
  };
}

function kinds(findings: FindingView[], query: FindingsQuery): FindingKindView[] {
  const found = new Map<string, FindingKindView>();
  for (const finding of findings.filter((each) => passes(each, query, "kind"))) {
    const entry = found.get(finding.kind) ?? { key: finding.kind, rule: finding.rule, label: LABELS[finding.kind] ?? finding.kind, count: 0, open: 0 };
    found.set(finding.kind, { ...entry, count: entry.count + 1, open: entry.open + (finding.state === "open" || finding.state === "describe" ? 1 : 0) });
  }
  return [...found.values()];
}

/** The kinds of what a file can hide, with their words. */
export const HIDDEN_KINDS = ["hidden-sheet", "very-hidden-sheet", "hidden-row", "hidden-column", "pivot-cache", "external-link", "comment", "document-property"].map((kind) => ({ kind, label: LABELS[kind] ?? kind }));

export const metadataFinding = (key: string, problem: string): FindingView =>
  one({ id: `metadata/${key}`, kind: "metadata", severity: "blocker", field: key, state: "describe", text: `Metadata field '${key}': ${problem}`, place: "Description" });
