// The state of the made-up session as a value, and the view of it.

import type { ColumnRequest, DecisionView, FailureView, FieldView, FindingView, MatchView, RoleRequest, SessionView, StackView, StepView, TableView, WorkbookView } from "../engine";
import { decided, FINDINGS, HIDDEN_KINDS, metadataFinding } from "./findings";
import { checked, FIELDS, POLICIES } from "./release";
import { SHEETS } from "./sheets";
import { shapedTables, type Shaped } from "./shape";
import { TABLES, total, type MockTable } from "./tables";

/** What undo goes back to. */
export interface State {
  workbooks: number[];
  leftOut: number[];
  confirmed: number[];
  roles: ReadonlyMap<number, RoleRequest[]>;
  columns: ReadonlyMap<string, ColumnRequest>;
  decisions: ReadonlyMap<string, DecisionView>;
  policy: string;
  policies: ReadonlyMap<number, string>;
  fields: FieldView[];
  matching: MatchView[];
  /** Tables that a person cut, put together or marked out. */
  shaped: readonly Shaped[];
  /** Tables that may be stacked, and the names of the stacks that are. */
  offers: readonly StackView[];
  stacks: readonly string[];
}

export const NOTHING: State = {
  workbooks: [], leftOut: [3], confirmed: [], roles: new Map(), columns: new Map(), decisions: new Map(), policy: "legacy-1-5", policies: new Map(), fields: FIELDS, matching: [],
  shaped: [], offers: [], stacks: [],
};

/** What is of the moment and not undone. */
export interface Moment {
  revision: number;
  step: string;
  saved: string | null;
  failures: FailureView[];
  written: SessionView["written"];
  undo: string | null;
  redo: string | null;
}

const FILES: Record<number, { name: string; bytes: number; notices: string[] }> = {
  1: { name: "attendances-2025-26.xlsx", bytes: 1_804_211, notices: ["It is open in another program: unsaved changes are not included."] },
  2: { name: "register-extract.xlsx", bytes: 210_883_402, notices: [] },
};

/** The tables as the person shaped them, stacked ones in the place of their first. */
export function tablesIn(state: State): MockTable[] {
  const made = state.offers.filter(({ name }) => state.stacks.includes(name));
  const gone = made.flatMap(({ tables }) => tables.slice(1));
  const named = (table: MockTable): MockTable => ({ ...table, name: made.find(({ tables }) => tables[0] === table.id)?.name ?? table.name });
  return shapedTables(TABLES, state.shaped).filter(({ id }) => !gone.includes(id)).map(named);
}

/** The stacks that are made, then those that are offered. */
export function stacksOf(state: State): StackView[] {
  const made = state.offers.filter(({ name }) => state.stacks.includes(name)).map((stack) => ({ ...stack, made: true, tables: stack.tables.slice(0, 1) }));
  return [...made, ...state.offers.filter(({ name }) => !state.stacks.includes(name))];
}

const known = new WeakMap<State, FindingView[]>();

/** Every finding of the state, with its decision; computed once. */
export function findingsOf(state: State): FindingView[] {
  const before = known.get(state);
  if (before) return before;
  const missing = state.workbooks.length === 0 ? [] : state.fields.map(checked).filter(({ problem }) => problem !== null).map(({ key, problem }) => metadataFinding(key, problem ?? ""));
  const here = FINDINGS.filter(({ workbook, table }) => workbook !== null && state.workbooks.includes(workbook) && (table === null || !state.leftOut.includes(table)));
  const all = decided([...here, ...missing], state.decisions);
  known.set(state, all);
  return all;
}

export function viewOf(state: State, moment: Moment): SessionView {
  const findings = findingsOf(state);
  const tables = tablesOf(state, findings);
  const open = findings.filter((finding) => finding.state === "open").length;
  const describe = findings.filter((finding) => finding.state === "describe").length;
  const fields = state.fields.map(checked);
  const steps = stepsOf(state, { open, describe, unsure: tables.filter(({ confidence }) => confidence === "low").length, written: moment.written });
  return {
    ...moment, steps, tables, fields, next_edition: state.workbooks.length > 0 && state.fields === FIELDS, title: state.workbooks.length === 0 ? "" : (fields[0]?.value ?? ""),
    workbooks: state.workbooks.map((id) => workbookOf(id, state, findings)), left_out: leftOutOf(state), matching: state.matching,
    findings: findings.length, blockers: open + describe, policies: POLICIES, policy: state.policy,
    export_blocked: blocked(state, open, describe),
  };
}

const counted = (n: number, one: string, many: string): string => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

function blocked(state: State, open: number, describe: number): string | null {
  if (state.workbooks.length === 0) return "Open a workbook first.";
  const unsettled = state.matching.filter((match) => match.open).length;
  if (unsettled > 0) return `${counted(unsettled, "table", "tables")} of the recipe must be settled first.`;
  if (open > 0) return `${counted(open, "finding stops", "findings stop")} the release.`;
  return describe > 0 ? `${counted(describe, "field needs", "fields need")} your attention.` : null;
}

function stepsOf(state: State, counts: { open: number; describe: number; unsure: number; written: SessionView["written"] }): StepView[] {
  const empty = state.workbooks.length === 0;
  const unsettled = state.matching.filter((match) => match.open).length;
  const step = (id: StepView["id"], count: number, attention: string, done: string, stops: string | null = null): StepView => ({
    id, count, state: empty ? "not-started" : count > 0 ? "attention" : "done", text: empty ? "Not started" : count > 0 ? attention : done, blocked: empty ? "Open a workbook first." : stops,
  });
  const steps = [
    step("workbooks", 0, "", counted(state.workbooks.length, "workbook", "workbooks")),
    step("tables", counts.unsure, `${counted(counts.unsure, "table", "tables")} to look at`, counted(tablesIn(state).length - state.leftOut.length, "table", "tables")),
    step("columns", 0, "", "Read"),
    step("checks", counts.open, `${counted(counts.open, "finding", "findings")} to decide`, "Nothing to decide", counts.open > 0 ? `${counted(counts.open, "finding", "findings")} to decide first.` : null),
    step("describe", counts.describe, `${counted(counts.describe, "field", "fields")} to fill`, "Complete", counts.describe > 0 ? `${counted(counts.describe, "field", "fields")} to fill first.` : null),
    exportStep(empty, counts.written),
  ];
  if (state.matching.length > 0) steps.unshift(step("match", unsettled, `${counted(unsettled, "table", "tables")} to settle`, "All tables found", unsettled > 0 ? `${counted(unsettled, "table", "tables")} to settle first.` : null));
  return steps;
}

function exportStep(empty: boolean, written: SessionView["written"]): StepView {
  const state = empty || !written ? "not-started" : written.out_of_date ? "out-of-date" : "done";
  return { id: "export", count: 0, state, text: { "not-started": "Not started", "out-of-date": "Out of date", done: "Written" }[state], blocked: "This is the last step." };
}

function workbookOf(id: number, state: State, findings: FindingView[]): WorkbookView {
  const about = findings.filter(({ workbook }) => workbook === id);
  const sheets = (SHEETS[id] ?? []).map((sheet, index) => {
    const tables = tablesIn(state).filter((table) => table.workbook === id && table.sheet === index && !state.leftOut.includes(table.id)).map((table) => table.id);
    return { name: sheet.name, visibility: sheet.visibility, kind: tables.length === 0 ? "no table" : counted(tables.length, "table", "tables"), rows: sheet.rows, cols: sheet.cols, tables };
  });
  const contents = HIDDEN_KINDS.map(({ kind, label }) => {
    const found = about.filter((finding) => finding.kind === kind);
    return { kind, label, count: found.length, open: found.filter((finding) => finding.state === "open").length };
  });
  return { id, name: "", bytes: 0, notices: [], ...FILES[id], format: "Excel workbook (.xlsx)", sheets, contents };
}

function tablesOf(state: State, findings: FindingView[]): TableView[] {
  return tablesIn(state).filter(({ id, workbook }) => state.workbooks.includes(workbook) && !state.leftOut.includes(id)).map((table) => ({
    id: table.id, name: table.name, title: table.title, workbook: table.workbook, sheet_index: state.stacks.includes(table.name) ? null : table.sheet, range: table.range,
    sheet: SHEETS[table.workbook]?.[table.sheet]?.name ?? "", policy: state.policies.get(table.id) ?? state.policy, observations: total(table),
    confidence: state.confirmed.includes(table.id) ? "confirmed" : table.confidence, reasons: table.reasons, corrected: state.roles.has(table.id), shaped: state.shaped.find((one) => one.table.id === table.id)?.by ?? null,
    findings: findings.filter((finding) => finding.table === table.id && finding.state === "open").length,
  }));
}

function leftOutOf(state: State): SessionView["left_out"] {
  return tablesIn(state).filter(({ id, workbook }) => state.workbooks.includes(workbook) && state.leftOut.includes(id)).map((table) => ({
    id: table.id, title: table.title, workbook: table.workbook, sheet: SHEETS[table.workbook]?.[table.sheet]?.name ?? "", sheet_index: table.sheet, range: table.range,
    why: "Nobody has said yet that it is published.", blocked: null,
  }));
}
