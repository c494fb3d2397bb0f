// What stands in the made-up release beside its sheets, tables, columns and findings.

import type { ExportPlanView, ExportView, FailureView, FieldView, MatchItemView, MatchView, PolicyView, RecentView } from "../engine";

export const POLICIES: PolicyView[] = [
  { id: "hes-2018", title: "Hospital activity: threshold 8, rounded to 5 (hes-2018)", summary: "Counts of 1 to 7 are withheld; all others are rounded to the nearest 5. Percentages are worked out again from the rounded counts. No further cell needs to be withheld, because rounding hides what a total would give away.", source: "Analysis guide for hospital activity statistics, 2018, section 4" },
  { id: "legacy-1-5", title: "Threshold 6 without rounding (legacy-1-5)", summary: "Counts of 1 to 5 are withheld. Further cells are withheld where a total would give one away.", source: "Disclosure handbook of the organisation, edition 3" },
  { id: "none", title: "No protection: nothing counts people", summary: "Nothing is withheld or rounded. For figures that cannot point at a person.", source: "" },
];

const field = (section: string, key: string, label: string, help: string, example: string, value = "", mandatory = true): FieldView => ({ section, key, label, help, example, mandatory, value, problem: null, before: null, notice: null });

/** The fields that the next release of the series fills anew. */
export const ANEW = ["period", "published"];

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The page of the release, as an address that holds it. */
export function previewOf(fields: FieldView[]): string {
  const rows = fields.map(({ label, value }) => `<dt>${label}</dt><dd>${escaped(value || `[${label}]`)}</dd>`).join("");
  return `data:text/html,${encodeURIComponent(`<!DOCTYPE html><html lang="en-GB"><title>Preview</title><h1>${escaped(fields[0]?.value ?? "")}</h1><dl>${rows}</dl></html>`)}`;
}

export const FIELDS: FieldView[] = [
  field("The release", "title", "Title", "The name of the release as it will be published.", "Accident and emergency attendances, England, 2025-26", "Monthly attendances, 2025-26"),
  field("The release", "summary", "Summary", "What it is about, in two or three sentences for a reader who knows nothing of it.", "Attendances at accident and emergency departments in England, by provider and month, with the share seen within four hours."),
  field("The release", "period", "Period", "What the figures cover.", "April 2025 to March 2026"),
  field("The release", "coverage", "Coverage", "The area.", "England", "", false),
  field("Publishing", "published", "Date and time of publication", "With its time zone.", "2026-11-26T09:30:00Z", "2026-11-26T09:30:00Z"),
  field("Publishing", "contact", "Team contact", "The team that answers questions; not a person.", "statistics@example.org"),
];

/** What a field held in the recipe, where that is something else. */
function before({ key, value }: FieldView): string | null {
  const was = FIELDS.find((field) => field.key === key)?.value ?? value;
  return was === value ? null : was;
}

/** A field with what is wrong with it now. */
export const checked = (each: FieldView): FieldView => ({ ...each, before: before(each), problem: each.mandatory && each.value.trim() === "" ? `${each.label} is missing.` : each.value.length > 250 ? `${each.label} is longer than 250 characters.` : null });

export const MATCHING: MatchView[] = [
  { id: "attendances-by-provider", title: "Attendances by provider and month", expected: "Table 1, A1:O248", found: "Table 1, A1:O250", status: "moved", differences: ["It has 2 rows more than last time."], items: [], open: false, settled: null, table: 1, choices: [] },
  { id: "waits", title: "Waits by age and sex", expected: "Table 2, A1:F17", found: "Table 2, A1:F17", status: "unchanged", differences: [], items: [], open: false, settled: null, table: 2, choices: [] },
  { id: "arrivals", title: "Arrivals by ambulance", expected: "Table 3, A1:H60", found: "", status: "gone", differences: ["No table on any sheet has its headings."], items: [], open: true, settled: null, table: null, choices: [{ id: 2, label: "Waits by age and sex (Table 2, A1:F17)" }, { id: 3, label: "Record-level extract (Extract, A1:D1048576)" }] },
  { id: "3", title: "Record-level extract", expected: "", found: "Extract, A1:D1048576", status: "new", differences: ["The recipe does not know it."], items: [], open: true, settled: null, table: 3, choices: [] },
];

const item = (id: string, part: MatchItemView["part"], name: string, status: MatchItemView["status"], text: string, choices: string[] = []): MatchItemView =>
  ({ id, part, name, status, text, choices, open: status !== "moved" });
const items = [
  item("waits/dimension/sex", "dimension", "sex", "moved", "The column Sex stands at another place."),
  item("waits/category/age/80 and over", "category", "80 and over", "gone", "The category 80 and over of age is gone.", ["75 to 84", "85 and over"]),
  item("waits/category/age/75 to 84", "category", "75 to 84", "new", "The category 75 to 84 of age is new."),
  item("waits/category/age/85 and over", "category", "85 and over", "new", "The category 85 and over of age is new."),
];

/** One table, in which something differs. */
export const DRIFT: MatchView[] = [
  { id: "waits", title: "Waits by age and sex", expected: "Table 2, A1:F17", found: "Table 2, A1:F17", status: "changed", differences: ["Its sheet had another name.", ...items.map(({ text }) => text)], items, open: true, settled: null, table: 2, choices: [] },
];

export const RECENT: RecentView[] = [
  { id: "r1", kind: "release", title: "Monthly attendances, 2025-26", files: ["attendances-2025-26.xlsx", "register-extract.xlsx"], when: "23 November 2026, 10:42", missing: null },
  { id: "r2", kind: "recipe", title: "attendances.recipe.toml", files: ["attendances-2024-25.xlsx"], when: "2 November 2026, 16:05", missing: null },
  { id: "r3", kind: "release", title: "Ambulance arrivals, October", files: ["ambulance-oct.xlsx"], when: "30 October 2026, 09:12", missing: "ambulance-oct.xlsx is not where it was." },
];

export const PLAN: ExportPlanView = {
  destination: null, folder: "monthly-attendances-2025-26", evidence_destination: null, evidence: "monthly-attendances-2025-26.INTERNAL", notice: null,
  files: [
    { path: "data/attendances-by-provider.csv", what: "The table Attendances by provider and month, protected" },
    { path: "data/waits.csv", what: "The table Waits by age and sex, protected" },
    { path: "datapackage.json", what: "The description of every file and column" },
    { path: "README.md", what: "The release in words, with its disclosure statement" },
  ],
};

export const WRITTEN: ExportView = {
  folder: "monthly-attendances-2025-26", bundle: "monthly-attendances-2025-26", evidence: "monthly-attendances-2025-26.INTERNAL", out_of_date: false,
  files: [
    { path: "data/attendances-by-provider.csv", bytes: 182_340, sha256: "3f1c".repeat(16) },
    { path: "data/waits.csv", bytes: 9_120, sha256: "ab07".repeat(16) },
    { path: "datapackage.json", bytes: 4_411, sha256: "77d0".repeat(16) },
    { path: "README.md", bytes: 812, sha256: "c9e2".repeat(16) },
  ],
  summary: "Written and read back: 4 files, 3,183 rows, hashes match.",
  proof: "61 suppressed cells: against a reader who knows the policy and these files, none can be worked out; the narrowest keeps 4 candidates.",
};

export const NOT_A_WORKBOOK: FailureView = { file: "notes.docx", kind: "not-a-workbook", text: "notes.docx is not a workbook or CSV file.", next: "Open it in the program that made it and save it as an Excel workbook (.xlsx) or a CSV." };
export const LOCKED: FailureView = { file: "waits-2025.xlsx", kind: "password", text: "waits-2025.xlsx is protected with a password.", next: "Open it in Excel, take the password off (File, Info, Protect Workbook), save it and open it here again." };
export const NO_ROOM: FailureView = { file: "monthly-attendances-2025-26", kind: "disc-full", text: "There is no room on the disc for monthly-attendances-2025-26. Nothing was written.", next: "Make room, or choose a folder on another disc, and export again." };
