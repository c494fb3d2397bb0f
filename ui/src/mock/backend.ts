// A stand-in for the engine: it keeps a session as the real one would, in a few lines and with made-up data.

import type { Backend, Notice } from "../backend";
import type { ExportView, FailureView, SessionView } from "../engine";
import { COLUMNS, EMPTY, RELEASE, rowsOf } from "./release";

const WRITTEN: ExportView = {
  folder: "monthly-attendances-2025-26",
  bundle: "monthly-attendances-2025-26",
  files: [
    { path: "data/attendances-by-provider.csv", bytes: 182_340, sha256: "3f1c".repeat(16) },
    { path: "data/waits.csv", bytes: 9_120, sha256: "ab07".repeat(16) },
    { path: "datapackage.json", bytes: 4_411, sha256: "77d0".repeat(16) },
    { path: "README.md", bytes: 812, sha256: "c9e2".repeat(16) },
  ],
  summary: "Written and read back: 4 files, 3,135 rows, hashes match.",
  proof: "61 suppressed cells: against a reader who knows the policy and these files, none can be worked out; the narrowest keeps 4 candidates.",
  evidence: "monthly-attendances-2025-26.INTERNAL",
};

export const NOT_A_WORKBOOK: FailureView = {
  file: "notes.docx",
  kind: "not-a-workbook",
  text: "notes.docx is not a workbook or CSV file.",
  next: "Open it in the program that made it and save it as an Excel workbook (.xlsx) or a CSV.",
};

/** A backend that remembers, with a history for undo. */
export class MockBackend implements Backend {
  #history: { view: SessionView; name: string }[] = [];
  #undone: { view: SessionView; name: string }[] = [];
  #view: SessionView;
  #listen: (notice: Notice) => void = () => undefined;

  constructor(start: SessionView = EMPTY) {
    this.#view = start;
  }

  /** What the window would say by itself. */
  notify(notice: Notice): void {
    if (notice.kind === "opened") this.#view = notice.view;
    this.#listen(notice);
  }

  watch(listen: (notice: Notice) => void): Promise<SessionView> {
    this.#listen = listen;
    return this.#now();
  }

  openFiles(): Promise<SessionView> {
    this.#view = { ...this.#view, failures: [NOT_A_WORKBOOK] };
    return this.#now();
  }

  openSample(): Promise<SessionView> {
    this.#view = RELEASE;
    return this.#now();
  }

  closeWorkbook(): Promise<SessionView> {
    this.#view = EMPTY;
    return this.#now();
  }

  rows(table: number, asProtected: boolean, first: number, count: number) {
    const all = rowsOf(asProtected).slice(0, table === 1 ? undefined : 135);
    return Promise.resolve({ columns: COLUMNS, first, total: all.length, rows: all.slice(first, first + count) });
  }

  setPolicy(table: number | null, policy: string): Promise<SessionView> {
    return this.#step("use another policy", {
      tables: this.#view.tables.map((one) => (table === null || one.id === table ? { ...one, policy } : one)),
    });
  }

  decide(request: { findings: string[]; verb: string; reason: string }): Promise<SessionView> {
    const { verb, reason } = request;
    return this.#step(`${verb} ${request.findings.length} finding`, {
      findings: this.#view.findings.map((finding) =>
        request.findings.includes(finding.id) ? { ...finding, state: "decided", decision: { verb, reason } } : finding,
      ),
    });
  }

  undecide(id: string): Promise<SessionView> {
    return this.#step("take back a decision", {
      findings: this.#view.findings.map((finding) => (finding.id === id ? { ...finding, state: "open", decision: null } : finding)),
    });
  }

  setField(key: string, value: string): Promise<SessionView> {
    return this.#step(`change ${key}`, {
      fields: this.#view.fields.map((field) =>
        field.key === key ? { ...field, value, problem: field.mandatory && value === "" ? `${field.label} is missing.` : null } : field,
      ),
    });
  }

  undo(): Promise<SessionView> {
    const last = this.#history.pop();
    if (last) {
      this.#undone.push({ view: this.#view, name: last.name });
      this.#view = { ...last.view, revision: this.#view.revision + 1 };
    }
    return this.#now();
  }

  redo(): Promise<SessionView> {
    const next = this.#undone.pop();
    if (next) {
      this.#history.push({ view: this.#view, name: next.name });
      this.#view = { ...next.view, revision: this.#view.revision + 1 };
    }
    return this.#now();
  }

  export(): Promise<ExportView | null> {
    return Promise.resolve(WRITTEN);
  }

  cancel(): Promise<void> {
    this.#listen({ kind: "progress", progress: null });
    return Promise.resolve();
  }

  #step(name: string, part: Partial<SessionView>): Promise<SessionView> {
    this.#history.push({ view: this.#view, name });
    this.#undone = [];
    this.#view = { ...this.#view, ...part, revision: this.#view.revision + 1 };
    return this.#now();
  }

  #now(): Promise<SessionView> {
    const { findings, fields, workbooks } = this.#view;
    const blockers = findings.filter((finding) => finding.state === "open").length;
    const empty = fields.filter((field) => field.problem !== null).length;
    this.#view = {
      ...this.#view,
      blockers,
      export_blocked: workbooks.length === 0 ? "Open a workbook first." : blockers > 0 ? `${blockers} findings stop the release.` : empty > 0 ? `${empty} mandatory fields are empty.` : null,
      undo: this.#history.at(-1)?.name ?? null,
      redo: this.#undone.at(-1)?.name ?? null,
    };
    return Promise.resolve(this.#view);
  }
}

/** For development in a browser: `#sample` starts with the release open. */
export function mockFromAddress(hash: string): Backend {
  return new MockBackend(hash === "#sample" ? RELEASE : EMPTY);
}
