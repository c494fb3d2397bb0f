// A stand-in for the engine: it keeps a session as the real one would, with made-up data. For development in a
// browser and for tests; the program never holds it.

import type { Backend, Notice } from "../backend";
import type {
  CellsView, ColumnRequest, ColumnsView, DecisionRequest, ExportPlanView, FailureView, FindingsQuery, FindingsView, FoundCellView,
  MergeView, RecentView, RoleRequest, RowsOfView, RowsView, SessionView, SheetShapeView, SimilarView, StackView, TraceView, ValuesView,
} from "../engine";
import { address } from "./address";
import { columnProblem, columnsView, valuesView } from "./columns";
import { cut, joined, markedOut, type Shaped } from "./shape";
import { findingsOf, NOTHING, stacksOf, tablesIn, viewOf, type Moment, type State } from "./state";
import { findingsView, passes } from "./findings";
import { ANEW, NO_ROOM, NOT_A_WORKBOOK, PLAN, previewOf, RECENT, WRITTEN } from "./release";
import { sheetOf, type MockSheet } from "./sheets";
import { columnsOf, rowAt, rowsOfArea, total, tracedCells, type MockTable } from "./tables";

/** How the stand-in begins, and how it behaves. */
export interface Start {
  state?: State;
  moment?: Partial<Moment>;
  /** Milliseconds that each answer takes. */
  pace?: number;
  /** A job is running, and runs until it is cancelled. */
  job?: boolean;
  /** Every question about data is answered with a failure. */
  broken?: boolean;
  /** The bundle cannot be written. */
  full?: boolean;
  recent?: RecentView[];
  /** Told once the page listens. */
  notice?: Notice;
}

interface Past { state: State; name: string }

const LETTERS: Record<RoleRequest["role"], string> = { header: "H", label: "L", value: "V", total: "T", note: "N", ignore: "X" };
/** A search looks at so many cells: made-up sheets are computed, and no test needs more. */
const MOST_SEARCHED = 400_000;

/** What a call of the stand-in is rejected with. */
class Refused extends Error implements FailureView {
  constructor(readonly kind: string, readonly text: string, readonly next: string, readonly file: string) {
    super(text);
  }
}

const refuse = (kind: string, text: string, next: string, file = ""): Promise<never> => Promise.reject(new Refused(kind, text, next, file));

/** A backend that remembers, with a history for undo. */
export class MockBackend implements Backend {
  #state: State;
  #moment: Moment;
  #past: Past[] = [];
  #future: Past[] = [];
  #plan: ExportPlanView = PLAN;
  #recent: RecentView[];
  #zoom = 100;
  #cancelled = false;
  #working = false;
  #listen: (notice: Notice) => void = () => undefined;
  readonly #start: Start;

  constructor(start: Start = {}) {
    this.#start = start;
    this.#state = start.state ?? NOTHING;
    this.#recent = start.recent ?? RECENT;
    this.#moment = { revision: 0, step: "home", saved: null, failures: [], written: null, undo: null, redo: null, ...start.moment };
  }

  /** What is now; for tests. */
  get view(): SessionView {
    return viewOf(this.#state, { ...this.#moment, undo: this.#past.at(-1)?.name ?? null, redo: this.#future.at(-1)?.name ?? null });
  }

  /** What the window would say by itself. */
  notify(notice: Notice): void {
    this.#listen(notice);
  }

  async watch(listen: (notice: Notice) => void): Promise<SessionView> {
    this.#listen = listen;
    const { notice, job } = this.#start;
    if (notice) queueMicrotask(() => { listen(notice); });
    // A page that starts strictly listens twice; the job is one.
    if (job && !this.#working) void this.#work("Looking for cells that can be worked out", Number.POSITIVE_INFINITY);
    return this.#now();
  }

  // Home
  async openFiles(): Promise<SessionView> {
    const next = [1, 2].find((id) => !this.#state.workbooks.includes(id));
    this.#moment = { ...this.#moment, failures: next === undefined ? [NOT_A_WORKBOOK] : [] };
    if (next === undefined) return this.#answer();
    await this.#work("Reading the workbooks", 4);
    return this.#step("open a workbook", { workbooks: [...this.#state.workbooks, next] });
  }

  async openSample(): Promise<SessionView> {
    await this.#work("Reading the workbooks", 4);
    return this.#step("open the sample release", { ...NOTHING, workbooks: [1] });
  }

  recent(): Promise<RecentView[]> { return this.#ask(() => this.#recent); }

  async openRecent(id: string): Promise<SessionView> {
    const found = this.#recent.find((each) => each.id === id);
    if (found?.missing) return refuse("not-found", found.missing, "Put it back, or open the workbook from where it is now.");
    await this.#work("Reading the workbooks", 4);
    this.#moment = { ...this.#moment, step: "workbooks" };
    return this.#step("open a release", { ...NOTHING, workbooks: [1, 2] });
  }

  forgetRecent(id: string): Promise<RecentView[]> {
    this.#recent = this.#recent.filter((each) => each.id !== id);
    return this.#ask(() => this.#recent);
  }

  newRelease(): Promise<SessionView> {
    this.#moment = { ...this.#moment, step: "home" };
    return this.#step("close everything", NOTHING);
  }

  go(step: string): Promise<void> {
    this.#moment = { ...this.#moment, step };
    return Promise.resolve();
  }

  saveRecipe(): Promise<boolean> { return Promise.resolve(true); }

  // Workbooks and tables
  closeWorkbook(workbook: number): Promise<SessionView> {
    return this.#step("close a workbook", { workbooks: this.#state.workbooks.filter((id) => id !== workbook) });
  }

  sheet(workbook: number, sheet: number): Promise<SheetShapeView> {
    return this.#ask(() => {
      const { rows, cols, widths, hiddenRows, hiddenCols } = sheetOf(workbook, sheet);
      const tables = tablesIn(this.#state).filter((table) => table.workbook === workbook && table.sheet === sheet).map((table) => ({
        id: table.id, title: table.title, left_out: this.#state.leftOut.includes(table.id),
        area: [0, 0, table.row + table.rows - 1, table.col + table.cols - 1] as [number, number, number, number],
      }));
      return { rows, cols, widths: widths.slice(0, cols), hidden_rows: hiddenRows, hidden_cols: hiddenCols, tables };
    });
  }

  cells(workbook: number, sheet: number, row: number, col: number, rows: number, cols: number): Promise<CellsView> {
    return this.#ask(() => {
      const from = sheetOf(workbook, sheet);
      const below = Array.from({ length: Math.max(Math.min(rows, from.rows - row), 0) }, (_, r) => row + r);
      const across = Array.from({ length: Math.max(Math.min(cols, from.cols - col), 0) }, (_, c) => col + c);
      const merges = from.merges.filter((m) => m.row < row + rows && m.row + m.rows > row && m.col < col + cols && m.col + m.cols > col);
      const covered = (r: number, c: number): MergeView | undefined => merges.find((m) => r >= m.row && r < m.row + m.rows && c >= m.col && c < m.col + m.cols);
      const role = this.#role(workbook, sheet, from);
      return {
        row, col, merges: merges.map((m) => ({ ...m, role: role(m.row, m.col) })),
        texts: below.map((r) => across.map((c) => { const over = covered(r, c); return over ? (over.row === r && over.col === c ? over.text : "") : from.text(r, c); })),
        roles: below.map((r) => across.map((c) => role(r, c)).join("")),
        looks: below.map((r) => across.map((c) => { const look = /^[0-9][0-9,.]*$/u.test(from.text(r, c)) ? "n" : "t"; return from.bold(r, c) ? look.toUpperCase() : look; }).join("")),
      };
    });
  }

  /** The role of each cell, with what a person corrected. */
  #role(workbook: number, sheet: number, from: MockSheet): (row: number, col: number) => string {
    const tables = tablesIn(this.#state).filter((table) => table.workbook === workbook && table.sheet === sheet);
    const requests = tables.flatMap((table) => this.#state.roles.get(table.id) ?? []);
    return (row, col) => {
      const last = requests.findLast(({ axis, first, last: end }) => (axis === "rows" ? row >= first && row <= end : col >= first && col <= end));
      const was = from.role(row, col);
      return last && was !== "." ? LETTERS[last.role] : was;
    };
  }

  findCell(workbook: number, sheet: number, text: string, afterRow: number, afterCol: number, backwards: boolean): Promise<FoundCellView | null> {
    return this.#ask(() => {
      const from = sheetOf(workbook, sheet);
      const all = from.rows * from.cols;
      const start = afterRow * from.cols + afterCol;
      const wanted = text.toLowerCase();
      for (let n = 1; n <= Math.min(all, MOST_SEARCHED); n++) {
        const at = (((backwards ? start - n : start + n) % all) + all) % all;
        const [row, col] = [Math.floor(at / from.cols), at % from.cols];
        const merge = from.merges.find((m) => m.row === row && m.col === col);
        if ((merge?.text ?? from.text(row, col)).toLowerCase().includes(wanted)) return { cell: address(row, col), row, col, wrapped: backwards ? at >= start : at <= start };
      }
      return null;
    });
  }

  rows(table: number, asProtected: boolean, first: number, count: number): Promise<RowsView> {
    return this.#ask(() => {
      const from = this.#table(table);
      const all = total(from);
      const columns = columnsOf(from);
      const rows = Array.from({ length: Math.max(Math.min(count, all - first), 0) }, (_, n) => rowAt(from, first + n, asProtected));
      const widths = columns.map((name, c) => Math.min(40, Math.max(3, name.length, ...rows.slice(0, 50).map(({ fields }) => fields[c]?.length ?? 0))));
      return { columns, widths, first, total: all, rows };
    });
  }

  findRow(table: number, text: string, after: number, backwards: boolean): Promise<number | null> {
    return this.#ask(() => {
      const from = this.#table(table);
      const all = total(from);
      for (let n = 1; n <= Math.min(all, MOST_SEARCHED / 4); n++) {
        const at = (((backwards ? after - n : after + n) % all) + all) % all;
        if (rowAt(from, at, false).fields.some((field) => field.toLowerCase().includes(text.toLowerCase()))) return at;
      }
      return null;
    });
  }

  trace(table: number, row: number): Promise<TraceView> {
    return this.#ask(() => {
      const from = this.#table(table);
      return { workbook: from.workbook, sheet: from.sheet, cells: tracedCells(from, row) };
    });
  }

  rowsOf(table: number, firstRow: number, firstCol: number, lastRow: number, lastCol: number): Promise<RowsOfView> {
    return this.#ask(() => rowsOfArea(this.#table(table), firstRow, firstCol, lastRow, lastCol));
  }

  setRole(table: number, request: RoleRequest): Promise<SessionView> {
    const roles = new Map(this.#state.roles).set(table, [...(this.#state.roles.get(table) ?? []), request]);
    return this.#step(`make ${request.axis} ${request.role}`, { roles });
  }

  resetLayout(table: number): Promise<SessionView> {
    const roles = new Map(this.#state.roles);
    roles.delete(table);
    return this.#step("take back the corrections of a table", { roles });
  }

  confirmTable(table: number): Promise<SessionView> {
    return this.#step("confirm a table", { confirmed: [...this.#state.confirmed, table] });
  }

  publishTable(table: number, publish: boolean): Promise<SessionView> {
    const others = this.#state.leftOut.filter((id) => id !== table);
    return this.#step(publish ? "take a table in" : "leave a table out", { leftOut: publish ? others : [...others, table] });
  }

  // The shape of tables
  splitTable(table: number, along: "rows" | "columns", at: number): Promise<SessionView> {
    const parts = cut(this.#table(table), along, at, this.#nextId());
    if (!parts) return refuse("usage", "A part of the table would hold no figures.", "Select a row or column between its figures.");
    const { shaped } = this.#state;
    const from = shaped.find((one) => one.table.id === table)?.from ?? [table];
    const made = parts.map((part): Shaped => ({ table: part, by: "split", from }));
    return this.#step("split a table", { shaped: [...shaped.filter((one) => one.table.id !== table), ...made] });
  }

  mergeTables([first, ...others]: number[]): Promise<SessionView> {
    if (first === undefined || others.length === 0) return refuse("usage", "Two tables or more can be put together.", "Choose another table.");
    const all = [first, ...others];
    const { shaped } = this.#state;
    const from = all.flatMap((id) => shaped.find((one) => one.table.id === id)?.from ?? [id]);
    const made: Shaped = { table: joined(this.#table(first), others.map((id) => this.#table(id))), by: "joined", from };
    return this.#step("put tables together", { shaped: [...shaped.filter((one) => !all.includes(one.table.id)), made] });
  }

  addTable(workbook: number, sheet: number, first: [number, number], last: [number, number]): Promise<SessionView> {
    const table = markedOut(this.#nextId(), workbook, sheet, first, last);
    if (!table) return refuse("usage", "The area holds no values.", "Select headings and figures.");
    return this.#step("add a table", { shaped: [...this.#state.shaped, { table, by: "added", from: [] }] });
  }

  resetShape(table: number): Promise<SessionView> {
    const { shaped } = this.#state;
    const own = shaped.find((one) => one.table.id === table);
    const belongs = (one: Shaped): boolean => one === own || one.from.some((id) => own?.from.includes(id));
    return this.#step("take a table as it was found", { shaped: shaped.filter((one) => !belongs(one)) });
  }

  similarTables(table: number): Promise<SimilarView[]> {
    return this.#ask(() => {
      const { workbook } = this.#table(table);
      return this.view.tables.filter((one) => one.id !== table && one.workbook === workbook).map(({ id, title, sheet }) => ({ id, title, sheet }));
    });
  }

  applyTo(table: number, others: number[]): Promise<SessionView> {
    const roles = this.#state.roles.get(table);
    if (!roles) return refuse("usage", "Nothing was corrected in it.", "Correct this table first.");
    return this.#step("read tables the same way", { roles: new Map([...this.#state.roles, ...others.map((id) => [id, roles] as const)]) });
  }

  stacks(): Promise<StackView[]> { return this.#ask(() => stacksOf(this.#state)); }

  stack(name: string): Promise<SessionView> {
    return this.#step(`stack ${name}`, { stacks: [...this.#state.stacks, name] });
  }

  unstack(name: string): Promise<SessionView> {
    return this.#step(`take ${name} apart`, { stacks: this.#state.stacks.filter((one) => one !== name) });
  }

  #table(id: number): MockTable {
    const found = tablesIn(this.#state).find((table) => table.id === id);
    if (!found) throw new Error("There is no such table");
    return found;
  }

  #nextId(): number { return Math.max(100, ...tablesIn(this.#state).map(({ id }) => id)) + 1; }

  // Columns
  columns(table: number): Promise<ColumnsView> {
    return this.#ask(() => columnsView(table, this.#state.columns));
  }

  values(table: number, column: string, first: number, count: number): Promise<ValuesView> {
    return this.#ask(() => valuesView(table, column, first, count));
  }

  setColumn(table: number, request: ColumnRequest): Promise<SessionView> {
    const problem = columnProblem(table, request, this.#state.columns);
    if (problem) return refuse("recipe", problem, "Choose another name.");
    const key = `${String(table)}/${request.part}/${request.column}`;
    const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
    const before = this.#state.columns.get(key) ?? { name: null, label: null, kind: null, unit: null };
    return this.#step("change a column", { columns: new Map(this.#state.columns).set(key, { ...before, ...given } as ColumnRequest) });
  }

  // Match
  mapTable(expected: string, table: number): Promise<SessionView> {
    const name = tablesIn(this.#state).find(({ id }) => id === table)?.title ?? "";
    return this.#settle(expected, table, `It is ${name} now.`);
  }

  acceptMissing(expected: string): Promise<SessionView> {
    return this.#settle(expected, null, "It is gone for good.");
  }

  acceptDifference(item: string): Promise<SessionView> { return this.#settleItem(item, null); }

  mapDifference(item: string, now: string): Promise<SessionView> { return this.#settleItem(item, now); }

  /** A difference that is settled differs no more; one that was new and is mapped to is new no more. */
  #settleItem(id: string, now: string | null): Promise<SessionView> {
    const matching = this.#state.matching.map((match) => {
      if (!match.items.some((item) => item.id === id)) return match;
      const items = match.items.filter((item) => item.id !== id && !(now !== null && item.status === "new" && item.name === now));
      return { ...match, items, differences: items.map(({ text }) => text), open: items.some((item) => item.open), ...(items.length === 0 && { status: "unchanged" as const }) };
    });
    return this.#step(now === null ? "accept a difference" : "match a difference", { matching });
  }

  #settle(id: string, table: number | null, settled: string): Promise<SessionView> {
    const matching = this.#state.matching.map((match) => (match.id === id ? { ...match, table, settled, open: false } : match));
    return this.#step("settle a table", { matching });
  }

  // Checks
  findings(query: FindingsQuery): Promise<FindingsView> {
    return this.#ask(() => findingsView(findingsOf(this.#state), query));
  }

  setPolicy(table: number | null, policy: string): Promise<SessionView> {
    const part = table === null ? { policy, policies: new Map<number, string>() } : { policies: new Map(this.#state.policies).set(table, policy) };
    return this.#step("use another policy", part);
  }

  decide({ findings, all, verb, reason, cells }: DecisionRequest): Promise<SessionView> {
    if (reason.trim() === "") return refuse("usage", "A decision needs a reason.", "Write a reason.");
    const every = findingsOf(this.#state);
    const meant = all ? every.filter((each) => each.severity !== "blocker" && each.verbs.includes(verb) && passes(each, all)) : every.filter(({ id }) => findings.includes(id));
    if (meant.length > 1 && meant.some(({ severity }) => severity === "blocker")) return refuse("usage", "Blockers are decided one by one.", "Decide each of them by itself.");
    if (verb === "suppress" && meant.some(({ candidates }) => candidates.length > 0) && cells.length === 0) return refuse("usage", "No cell was chosen.", "Choose at least one cell.");
    const decisions = new Map(this.#state.decisions);
    for (const { id } of meant) decisions.set(id, { verb, reason, decided: "23 November 2026, 10:42" });
    const many = verb === "suppress" ? `${String(cells.length)} ${cells.length === 1 ? "cell" : "cells"}` : `${String(meant.length)} ${meant.length === 1 ? "finding" : "findings"}`;
    return this.#step(`${verb} ${many}`, { decisions });
  }

  undecide(finding: string): Promise<SessionView> {
    const decisions = new Map(this.#state.decisions);
    decisions.delete(finding);
    return this.#step("take back a decision", { decisions });
  }

  // Describe and export
  setField(key: string, value: string): Promise<SessionView> {
    return this.#step(`change ${key}`, { fields: this.#state.fields.map((field) => (field.key === key ? { ...field, value } : field)) });
  }

  nextEdition(): Promise<SessionView> {
    const fields = this.#state.fields.map((field) => (ANEW.includes(field.key) ? { ...field, value: "" } : field));
    return this.#step("describe the next release", { fields });
  }

  previewAddress(): string { return previewOf(this.#state.fields); }

  exportPlan(): Promise<ExportPlanView> { return this.#ask(() => this.#plan); }

  chooseFolder(which: "bundle" | "evidence"): Promise<ExportPlanView> {
    this.#plan = which === "bundle" ? { ...this.#plan, destination: "Releases" } : { ...this.#plan, evidence_destination: "Sign-off" };
    return this.#ask(() => this.#plan);
  }

  async export(): Promise<SessionView> {
    const { export_blocked: blocked } = this.view;
    if (blocked) return refuse("usage", blocked, "Settle that first.");
    const stopped = await this.#work("Writing and reading back", 8);
    if (stopped) return refuse("cancelled", "The export was cancelled. Nothing was written.", "Export again when you are ready.");
    if (this.#start.full) return refuse(NO_ROOM.kind, NO_ROOM.text, NO_ROOM.next, NO_ROOM.file);
    this.#plan = { ...this.#plan, destination: this.#plan.destination ?? "Releases" };
    this.#moment = { ...this.#moment, revision: this.#moment.revision + 1, written: WRITTEN };
    return this.#answer();
  }

  openFolder(): Promise<void> { return Promise.resolve(); }

  // Everywhere
  undo(): Promise<SessionView> { return this.#turn(this.#past, this.#future); }

  redo(): Promise<SessionView> { return this.#turn(this.#future, this.#past); }

  #turn(from: Past[], to: Past[]): Promise<SessionView> {
    const last = from.pop();
    if (last) {
      to.push({ state: this.#state, name: last.name });
      this.#state = last.state;
      this.#changed();
    }
    return this.#answer();
  }

  copy(text: string): Promise<void> {
    return navigator.clipboard.writeText(text);
  }

  zoom(how: "in" | "out" | "reset"): Promise<number> {
    this.#zoom = how === "reset" ? 100 : Math.min(300, Math.max(50, this.#zoom + (how === "in" ? 10 : -10)));
    return Promise.resolve(this.#zoom);
  }

  cancel(): Promise<void> {
    this.#cancelled = true;
    this.#listen({ kind: "progress", progress: null });
    return Promise.resolve();
  }

  /** A job in so many parts, told as it goes; true when it was cancelled. */
  async #work(stage: string, parts: number): Promise<boolean> {
    this.#cancelled = false;
    this.#working = true;
    const pause = this.#start.pace === undefined ? 0 : Math.max(this.#start.pace, 80);
    for (let done = 0; done < parts && !this.#stopped(); done++) {
      const of = Number.isFinite(parts) ? parts : 0;
      this.#listen({ kind: "progress", progress: { stage, done: of === 0 ? done * 1_000 : done, total: of, opening: [] } });
      await new Promise((resolve) => { setTimeout(resolve, Number.isFinite(parts) ? pause : 500); });
    }
    this.#working = false;
    this.#listen({ kind: "progress", progress: null });
    return this.#stopped();
  }

  #stopped(): boolean { return this.#cancelled; }

  #step(name: string, part: Partial<State>): Promise<SessionView> {
    this.#past.push({ state: this.#state, name });
    this.#future = [];
    this.#state = { ...this.#state, ...part };
    this.#changed();
    return this.#answer();
  }

  #changed(): void {
    const { written, revision } = this.#moment;
    this.#moment = { ...this.#moment, revision: revision + 1, saved: "10:42", failures: [], written: written && { ...written, out_of_date: true } };
  }

  async #ask<T>(give: () => T): Promise<T> {
    await this.#wait();
    if (this.#start.broken) return refuse("io", "The workbook could not be read.", "Is the disc still there? Close the workbook and open it again.", "attendances-2025-26.xlsx");
    return give();
  }

  async #answer(): Promise<SessionView> {
    await this.#wait();
    return this.view;
  }

  #now(): Promise<SessionView> { return Promise.resolve(this.view); }

  async #wait(): Promise<void> {
    const { pace } = this.#start;
    if (pace) await new Promise((resolve) => { setTimeout(resolve, pace); });
  }
}

