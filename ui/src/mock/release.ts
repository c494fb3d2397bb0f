// A made-up release, for component tests and for developing the page in a browser. The program never holds it.

import type { FieldView, FindingView, PolicyView, RowView, SessionView, TableView } from "../engine";

const POLICIES: PolicyView[] = [
  {
    id: "hes-2018",
    title: "Hospital activity: threshold 8, rounded to 5 (hes-2018)",
    summary: "Counts of 1 to 7 are withheld; all others are rounded to the nearest 5. Percentages are worked out from rounded counts.",
  },
  {
    id: "legacy-1-5",
    title: "Threshold 6 without rounding (legacy-1-5)",
    summary: "Counts of 1 to 5 are withheld. Further cells must be withheld by hand where a total would give one away.",
  },
];

const SOURCE: RowView[] = Array.from({ length: 3_000 }, (_, i) => {
  const value = (i * 37) % 991;
  const org = `R${String(100 + Math.floor(i / 12))}`;
  const small = value > 0 && value < 6;
  return {
    cell: `${String.fromCharCode(67 + (i % 12))}${6 + Math.floor(i / 12)}`,
    fields: [org, `Provider ${org}`, `${["Apr", "May", "Jun", "Jul", "Aug", "Sep"][i % 6] ?? ""} 2025`, i % 2 ? "Emergency" : "Planned", small ? "" : String(value), small ? "*" : ""],
    change: null,
  };
});

export const COLUMNS = ["org_code", "org_name", "period", "admission_type", "attendances", "marker"];

/** Rows as read, or as the policy would publish them. */
export function rowsOf(asProtected: boolean): RowView[] {
  if (!asProtected) return SOURCE;
  return SOURCE.map((row) => {
    const value = Number(row.fields[4]);
    if (row.fields[4] === "") return row;
    if (value > 0 && value < 8) return { ...row, fields: row.fields.with(4, "").with(5, "*"), change: "suppressed" };
    return { ...row, fields: row.fields.with(4, String(Math.round(value / 5) * 5)), change: "rounded" };
  });
}

const TABLES: TableView[] = [
  {
    id: 1, name: "attendances-by-provider", title: "Table 1: Attendances by provider and month", workbook: 1, sheet: "Table 1", range: "A5:N255",
    policy: "legacy-1-5", observations: 3_000, columns: COLUMNS, confidence: "high", findings: 1,
    reasons: ["Rows 5 and 6 hold text above columns of numbers: they are the header.", "Column A holds codes and column B their names: they are labels.", "Row 255 is the sum of the rows above it."],
  },
  {
    id: 2, name: "waits", title: "Table 2: Percentage seen within four hours", workbook: 1, sheet: "Table 2", range: "A4:F31",
    policy: "hes-2018", observations: 135, columns: COLUMNS, confidence: "medium", findings: 0,
    reasons: ["Row 4 is the header.", "The unit is taken from the title."],
  },
];

const FINDINGS: FindingView[] = [
  {
    id: "R3/attendances-by-provider/R103|May 2025", rule: "R3", kind: "lone-suppressed", severity: "blocker",
    text: "The only withheld cell of its row can be worked out: total 40 − others 37 = 3.", place: "Table 1, cell D9", table: 1, cell: "D9",
    state: "open", decision: null, verbs: ["suppress"],
    candidates: [
      { cell: "C9", label: "Provider R103, Apr 2025", shown: "12" },
      { cell: "E9", label: "Provider R103, Jun 2025", shown: "25" },
      { cell: "O9", label: "Provider R103, Total", shown: "40" },
    ],
  },
  {
    id: "very-hidden-sheet/Old figures", rule: "R16", kind: "very-hidden-sheet", severity: "blocker",
    text: "The sheet “Old figures” is very hidden: Excel does not even offer to show it. It holds 212 cells.", place: "Sheet “Old figures”", table: null, cell: null,
    state: "open", decision: null, verbs: ["exclude", "include"], candidates: [],
  },
  {
    id: "hidden-row/Table 1/14", rule: "R16", kind: "hidden-row", severity: "blocker",
    text: "Row 14 is hidden and holds 14 values.", place: "Table 1, row 14", table: 1, cell: null, state: "open", decision: null, verbs: ["exclude", "include"], candidates: [],
  },
  {
    id: "hidden-row/Table 1/15", rule: "R16", kind: "hidden-row", severity: "blocker",
    text: "Row 15 is hidden and holds 14 values.", place: "Table 1, row 15", table: 1, cell: null, state: "open", decision: null, verbs: ["exclude", "include"], candidates: [],
  },
  {
    id: "metadata/summary", rule: null, kind: "metadata", severity: "blocker", text: "Metadata field 'summary': it is missing.",
    place: "metadata", table: null, cell: null, state: "open", decision: null, verbs: [], candidates: [],
  },
  ...Array.from({ length: 60 }, (_, i): FindingView => ({
    id: `R1/attendances-by-provider/${i}`, rule: "R1", kind: "below-threshold", severity: "blocker",
    text: `The count ${1 + (i % 5)} is below the threshold of 6.`, place: `Table 1, cell C${20 + i}`, table: 1, cell: `C${20 + i}`,
    state: "protected", decision: null, verbs: [], candidates: [],
  })),
  {
    id: "author", rule: null, kind: "author", severity: "note", text: "The file names an author in its properties. It is never written out.",
    place: "File properties", table: null, cell: null, state: "information", decision: null, verbs: [], candidates: [],
  },
];

const field = (key: string, label: string, help: string, example: string, value = "", mandatory = true): FieldView => ({
  key, label, help, example, mandatory, value, problem: mandatory && value === "" ? `${label} is missing.` : null,
});

const FIELDS: FieldView[] = [
  field("title", "Title", "The name of the release as it will be published.", "Accident and emergency attendances, England, 2025-26", "Monthly attendances, 2025-26"),
  field("summary", "Summary", "What it is about, in two or three sentences for a reader who knows nothing of it.", "Attendances at accident and emergency departments in England, by provider and month, with the share seen within four hours."),
  field("period", "Period", "What the figures cover.", "April 2025 to March 2026"),
  field("contact", "Team contact", "The team that answers questions; not a person.", "statistics@example.org"),
  field("coverage", "Coverage", "The area.", "England", "", false),
];

/** Nothing open. */
export const EMPTY: SessionView = {
  revision: 0, workbooks: [], tables: [], findings: [], failures: [], policies: POLICIES, policy: "hes-2018", fields: FIELDS,
  blockers: 0, export_blocked: "Open a workbook first.", undo: null, redo: null,
};

/** The made-up release, just opened. */
export const RELEASE: SessionView = {
  ...EMPTY,
  revision: 1,
  workbooks: [{
    id: 1, name: "attendances-2025-26.xlsx", format: "Excel workbook (.xlsx)",
    sheets: [
      { name: "Cover", visibility: "visible", rows: 18, cols: 2, tables: [] },
      { name: "Table 1", visibility: "visible", rows: 258, cols: 14, tables: [1] },
      { name: "Table 2", visibility: "visible", rows: 34, cols: 6, tables: [2] },
      { name: "Old figures", visibility: "very-hidden", rows: 40, cols: 9, tables: [] },
    ],
  }],
  tables: TABLES,
  findings: FINDINGS,
  blockers: 5,
  export_blocked: "5 findings stop the release.",
};
