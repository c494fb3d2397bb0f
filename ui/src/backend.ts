// The one way from the page to the engine. The program's window implements it with `backend.desktop.ts`;
// development and component tests with `mock/`. Nothing else may import the Tauri API.

import { createContext, use } from "react";

import type { DecisionRequest, ExportView, FailureView, ProgressView, RowsView, SessionView } from "./engine";

/** What the window tells the page without being asked. */
export type Notice =
  /** Files are being dragged over the window, or no longer. */
  | { kind: "hover"; over: boolean }
  /** How far the running job is; none when it has ended. */
  | { kind: "progress"; progress: ProgressView | null }
  /** Files came in by a drop or with the start of the program. */
  | { kind: "opened"; view: SessionView }
  /** A job that nobody on the page waits for could not be done. */
  | { kind: "failed"; failure: FailureView };

/** Calls reject with a {@link FailureView}. */
export interface Backend {
  /** Starts listening; gives what there is now. */
  watch(listen: (notice: Notice) => void): Promise<SessionView>;
  /** Asks for workbooks with the system's dialog and opens them. */
  openFiles(): Promise<SessionView>;
  openSample(): Promise<SessionView>;
  closeWorkbook(workbook: number): Promise<SessionView>;
  rows(table: number, asProtected: boolean, first: number, count: number): Promise<RowsView>;
  /** For one table, or for all when `table` is null. */
  setPolicy(table: number | null, policy: string): Promise<SessionView>;
  decide(request: DecisionRequest): Promise<SessionView>;
  undecide(finding: string): Promise<SessionView>;
  setField(key: string, value: string): Promise<SessionView>;
  undo(): Promise<SessionView>;
  redo(): Promise<SessionView>;
  /** Asks for the folder with the system's dialog and writes; null when the dialog was closed. */
  export(): Promise<ExportView | null>;
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
