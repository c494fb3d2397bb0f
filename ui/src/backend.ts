// The one way from the page to the engine. The program's window implements it with `backend.desktop.ts`;
// development and component tests with `mock/`. Nothing else may import the Tauri API.

import { createContext, use } from "react";

import type {
  CellsView, ColumnRequest, ColumnsView, DecisionRequest, ExportPlanView, FailureView, FindingsQuery, FindingsView, FoundCellView,
  ProgressView, RecentView, RoleRequest, RowsOfView, RowsView, SessionView, SheetShapeView, SimilarView, StackView, TraceView, ValuesView,
} from "./engine";

/** What the window tells the page without being asked. */
export type Notice =
  /** Files are being dragged over the window, or no longer. */
  | { kind: "hover"; over: boolean }
  /** How far the running job is; none when it has ended. */
  | { kind: "progress"; progress: ProgressView | null }
  /** Files came in by a drop or with the start of the program. */
  | { kind: "opened"; view: SessionView }
  /** The work that a crash interrupted is open again, as it was at that time of day. */
  | { kind: "restored"; view: SessionView; when: string }
  /** A job that nobody on the page waits for could not be done. */
  | { kind: "failed"; failure: FailureView };

/** Calls reject with a {@link FailureView}. Rows, columns and indices count from 0. */
export interface Backend {
  /** Starts listening; gives what there is now. */
  watch(listen: (notice: Notice) => void): Promise<SessionView>;

  // Home
  /** Asks for workbooks with the system's dialog and opens them beside those that are open. */
  openFiles(): Promise<SessionView>;
  openSample(): Promise<SessionView>;
  /** Releases in work and recipes, the last one first. */
  recent(): Promise<RecentView[]>;
  openRecent(id: string): Promise<SessionView>;
  forgetRecent(id: string): Promise<RecentView[]>;
  /** Closes everything for a new release; one step of undo. */
  newRelease(): Promise<SessionView>;
  /** Remembers the step that the person is at. */
  go(step: string): Promise<void>;
  /** Asks for a place with the system's dialog and saves the recipe; false when the dialog was closed. */
  saveRecipe(): Promise<boolean>;

  // Workbooks and tables
  closeWorkbook(workbook: number): Promise<SessionView>;
  sheet(workbook: number, sheet: number): Promise<SheetShapeView>;
  cells(workbook: number, sheet: number, row: number, col: number, rows: number, cols: number): Promise<CellsView>;
  /** The next cell that holds the text, after a cell (row by row); null when there is none. */
  findCell(workbook: number, sheet: number, text: string, afterRow: number, afterCol: number, backwards: boolean): Promise<FoundCellView | null>;
  rows(table: number, asProtected: boolean, first: number, count: number): Promise<RowsView>;
  /** The index of the next tidy row that holds the text; null when there is none. */
  findRow(table: number, text: string, after: number, backwards: boolean): Promise<number | null>;
  /** The cells that a tidy row comes from. */
  trace(table: number, row: number): Promise<TraceView>;
  /** The tidy rows that come from an area of the table's sheet. */
  rowsOf(table: number, firstRow: number, firstCol: number, lastRow: number, lastCol: number): Promise<RowsOfView>;
  setRole(table: number, request: RoleRequest): Promise<SessionView>;
  /** Takes back every correction of a table's layout. */
  resetLayout(table: number): Promise<SessionView>;
  /** A person says that a table is read right. */
  confirmTable(table: number): Promise<SessionView>;
  /** Takes a table into the release, or leaves it out. */
  publishTable(table: number, publish: boolean): Promise<SessionView>;

  // The shape of tables
  /** Cuts a table in two before a row or column of its sheet. */
  splitTable(table: number, along: "rows" | "columns", at: number): Promise<SessionView>;
  /** Puts tables of one sheet together; the first one gives name, title and header. */
  mergeTables(tables: number[]): Promise<SessionView>;
  /** Makes a table of an area of a sheet, given by its corners. */
  addTable(workbook: number, sheet: number, first: [number, number], last: [number, number]): Promise<SessionView>;
  /** Takes back that a table was cut, put together or marked out. */
  resetShape(table: number): Promise<SessionView>;
  /** The tables of the same shape under the same headings. */
  similarTables(table: number): Promise<SimilarView[]>;
  /** Has the corrections of a table made in others too. */
  applyTo(table: number, others: number[]): Promise<SessionView>;
  /** The stacks that are made, then those that are offered. */
  stacks(): Promise<StackView[]>;
  /** Makes a stack that is offered. */
  stack(name: string): Promise<SessionView>;
  /** Takes a stack apart. */
  unstack(name: string): Promise<SessionView>;

  // Columns
  columns(table: number): Promise<ColumnsView>;
  /** Some distinct values of a dimension, with their counts; at most 1000 at once. */
  values(table: number, column: string, first: number, count: number): Promise<ValuesView>;
  setColumn(table: number, request: ColumnRequest): Promise<SessionView>;

  // Match
  /** A missing table of the recipe is the one with that number. */
  mapTable(expected: string, table: number): Promise<SessionView>;
  /** A table of the recipe is gone for good; of one that was found, the columns and lines that are not there. */
  acceptMissing(expected: string): Promise<SessionView>;
  /** One difference within a table is meant: what is new is taken over, what is gone is forgotten. */
  acceptDifference(item: string): Promise<SessionView>;
  /** What is gone within a table goes by another name now. */
  mapDifference(item: string, now: string): Promise<SessionView>;

  // Checks
  findings(query: FindingsQuery): Promise<FindingsView>;
  /** For one table, or for all when `table` is null. */
  setPolicy(table: number | null, policy: string): Promise<SessionView>;
  decide(request: DecisionRequest): Promise<SessionView>;
  undecide(finding: string): Promise<SessionView>;

  // Describe and export
  setField(key: string, value: string): Promise<SessionView>;
  /** Empties what belongs to one release, for the next one of the series. */
  nextEdition(): Promise<SessionView>;
  /** Where a frame finds the page of the release as a reader will see it. */
  previewAddress(revision: number): string;
  exportPlan(): Promise<ExportPlanView>;
  /** Asks for the folder of the bundle, or of the evidence, with the system's dialog. */
  chooseFolder(which: "bundle" | "evidence"): Promise<ExportPlanView>;
  /** Writes to the folder that was chosen, asking for it first where none was; the view as it was when the dialog was closed. */
  export(): Promise<SessionView>;
  /** Shows what was written in the system's file manager. */
  openFolder(which: "bundle" | "evidence"): Promise<void>;

  // Everywhere
  undo(): Promise<SessionView>;
  redo(): Promise<SessionView>;
  /** Larger, smaller, or as it was; gives the size in percent. */
  zoom(how: "in" | "out" | "reset"): Promise<number>;
  /** Puts a text on the system's clipboard. */
  copy(text: string): Promise<void>;
  /** Asks the running job to stop. */
  cancel(): Promise<void>;
}

/** What a call was rejected with, as a failure that can be shown. */
export function asFailure(reason: unknown): FailureView {
  if (typeof reason === "object" && reason !== null && "text" in reason && "next" in reason) {
    return reason as FailureView;
  }
  const text = reason instanceof Error ? reason.message : String(reason);
  return { file: "", kind: "internal", text, next: "Your files are unchanged. Try again, or start the program again." };
}

export const BackendContext = createContext<Backend | null>(null);

export function useBackend(): Backend {
  const backend = use(BackendContext);
  if (!backend) throw new Error("No backend above this component");
  return backend;
}
