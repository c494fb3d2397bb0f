// The columns of the made-up tables.

import type { ColumnKindView, ColumnRequest, ColumnView, ColumnsView, ValuesView } from "../engine";
import { chance } from "./address";
import { AGES, MONTHS, PROVIDERS, providerCode, providerName } from "./sheets";

const DIMENSION_KINDS: ColumnKindView[] = [
  { id: "time", label: "Time", help: "Its values are read as periods, and each file says the first and the last of them." },
  { id: "place", label: "Place", help: "Its values are looked up in the code lists of places and organisations." },
  { id: "category", label: "Category", help: "Its values are listed in the data dictionary as they stand." },
  { id: "identifier", label: "Identifier of a record", help: "It may point at a person. A table with such a column is not published before somebody has decided about it." },
];
const MEASURE_KINDS: ColumnKindView[] = [
  { id: "count-of-people", label: "Count of people", help: "The policy’s threshold and rounding apply to it." },
  { id: "count", label: "Count of things", help: "It is rounded with the others, and no threshold applies." },
  { id: "percentage", label: "Percentage", help: "It is worked out again from the protected counts." },
  { id: "other", label: "Other figure", help: "It is published as it is displayed." },
];

type Values = ColumnView["values"];
const values = (labels: string[], each: number, codes: string[] = [], totals: string[] = []): Values =>
  labels.slice(0, 100).map((label, n) => ({ label, code: codes[n] ?? null, count: each, total: totals.includes(label), period: null }));

const column = (part: Partial<ColumnView> & Pick<ColumnView, "id" | "part" | "kind">): ColumnView => ({
  name: part.id, label: part.id, reason: "", unit: "", data_type: part.part === "measure" ? "number" : "text", distinct: part.values?.length ?? 0,
  values: [], stored: [], problem: null, ...part,
});

/** April 2025 to March 2026, then the year. */
function periodOf(month: number): [string, string] {
  const day = (months: number, of: number): string => new Date(Date.UTC(2025, months, of)).toISOString().slice(0, 10);
  return month < MONTHS.length ? [day(3 + month, 1), day(4 + month, 0)] : [day(3, 1), day(15, 0)];
}

const providers = Array.from({ length: PROVIDERS }, (_, n) => n);

const COLUMNS: Record<number, ColumnView[]> = {
  1: [
    column({ id: "code", part: "dimension", kind: "place", label: "Code", reason: "Its values look like codes of organisations.", distinct: 241, values: values(["ENG", ...providers.map(providerCode)], 13, [], ["ENG"]) }),
    column({ id: "provider", part: "dimension", kind: "place", label: "Provider", reason: "238 of 241 values are in the list of trusts.", distinct: 241, values: values(["England", ...providers.map(providerName)], 13, ["E92000001", ...providers.map(providerCode)], ["England"]) }),
    column({ id: "quarter", part: "dimension", kind: "time", label: "Quarter", reason: "Each value is a quarter of a year.", values: values(["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"], 723) }),
    column({ id: "month", part: "dimension", kind: "time", label: "Month", reason: "Each value is the name of a month.", values: values([...MONTHS, "Year"], 241, [], ["Year"]).map((value, n) => ({ ...value, period: periodOf(n) })), problem: "The recipe names the column 'mth' and it is not there." }),
    column({ id: "attendances", part: "measure", kind: "count-of-people", label: "Attendances", unit: "attendances", reason: "Whole numbers under a heading that counts attendances.", distinct: 812, values: values(Array.from({ length: 100 }, (_, n) => String(n + 1)), 3), stored: [["81", "81.4385"], ["12", "11.96"], ["204", "203.5001"]] }),
  ],
  2: [
    column({ id: "age", part: "dimension", kind: "category", label: "Age", reason: "Its values are ranges of ages.", values: values(AGES, 5, [], ["All ages"]) }),
    column({ id: "sex", part: "dimension", kind: "category", label: "Sex", reason: "Its values are Female, Male and Persons.", values: values(["Female", "Male", "Persons"], 20, ["F", "M", "P"], ["Persons"]) }),
    column({ id: "seen_within_four_hours", part: "measure", kind: "count-of-people", label: "Seen within four hours", unit: "people", distinct: 30, values: values(["31", "48", "203"], 1) }),
    column({ id: "all_attendances", part: "measure", kind: "count-of-people", label: "All attendances", unit: "people", distinct: 20, values: values(["77", "92", "310"], 1) }),
  ],
  3: [
    column({ id: "record", part: "dimension", kind: "identifier", label: "Record", reason: "Every value is different.", distinct: 1_048_572, values: values(Array.from({ length: 100 }, (_, n) => `X${String(n + 1).padStart(7, "0")}`), 2) }),
    column({ id: "region", part: "dimension", kind: "place", label: "Region", distinct: 9, values: values(Array.from({ length: 9 }, (_, n) => `Region ${String(n + 1)}`), 233_000 + chance(3, 3, 900)) }),
    column({ id: "attendances", part: "measure", kind: "count-of-people", label: "Attendances", unit: "attendances", distinct: 400, values: values(Array.from({ length: 100 }, (_, n) => String(n)), 2_621) }),
    column({ id: "admissions", part: "measure", kind: "count-of-people", label: "Admissions", unit: "admissions", distinct: 400, values: values(Array.from({ length: 100 }, (_, n) => String(n)), 2_621) }),
  ],
};

export type Edits = ReadonlyMap<string, ColumnRequest>;
const given = (request: ColumnRequest): Partial<ColumnView> => Object.fromEntries(Object.entries(request).filter(([key, value]) => value !== null && key !== "column"));

export function columnsView(table: number, edits: Edits): ColumnsView {
  const columns = (COLUMNS[table] ?? []).map((each) => {
    const edit = edits.get(`${String(table)}/${each.part}/${each.id}`);
    return edit ? { ...each, ...given(edit), ...(edit.kind === null ? {} : { reason: "" }) } : each;
  });
  return {
    columns, dimension_kinds: DIMENSION_KINDS, measure_kinds: MEASURE_KINDS,
    markers: table === 3 ? [] : [{ text: "*", meaning: "Withheld to protect confidentiality", source: "The notes of this sheet say: “* stands for a count below 8”.", count: table === 1 ? 31 : 4 }, { text: "..", meaning: "Met in the source; its meaning is not known", source: "Nobody says what it means.", count: 2 }],
  };
}

/** Some distinct values; those past the first hundred are computed. */
export function valuesView(table: number, column: string, first: number, count: number): ValuesView {
  const found = (COLUMNS[table] ?? []).find(({ id, part }) => id === column && part === "dimension");
  const all = found?.distinct ?? 0;
  const value = (at: number): Values[number] => found?.values[at] ?? { label: `${found?.label ?? ""} ${String(at + 1)}`, code: null, count: 1, total: false, period: null };
  return { first, total: all, values: Array.from({ length: Math.max(Math.min(count, all - first), 0) }, (_, n) => value(first + n)) };
}

/** What is wrong with a correction, in words; none when nothing is. */
export function columnProblem(table: number, request: ColumnRequest, edits: Edits): string | null {
  if (request.name === null) return null;
  if (!/^[a-z][a-z0-9_]*$/u.test(request.name)) return `The name '${request.name}' cannot be used in files: it begins with a small letter and holds small letters, digits and _ only.`;
  const other = columnsView(table, edits).columns.find((each) => each.name === request.name && (each.id !== request.column || each.part !== request.part));
  return other ? `The name '${request.name}' is the name of the column ${other.label} already.` : null;
}
