// Named states of the page, so that each can be looked at: `#checks` of `#release/checks` is the step.

import type { Backend } from "../backend";
import type { DecisionView } from "../engine";
import { MockBackend, type Start } from "./backend";
import { FINDINGS } from "./findings";
import { DRIFT, FIELDS, LOCKED, MATCHING, NOT_A_WORKBOOK, WRITTEN } from "./release";
import { NOTHING, viewOf, type Moment, type State } from "./state";

const RELEASE: State = { ...NOTHING, workbooks: [1, 2] };
const decision: DecisionView = { verb: "accept", reason: "Agreed with the data owner.", decided: "23 November 2026, 10:31" };
const filled = FIELDS.map((field) => (field.value === "" ? { ...field, value: field.example } : field));
const CLEAN: State = {
  ...RELEASE, fields: filled, confirmed: [1, 2],
  decisions: new Map(FINDINGS.filter(({ state }) => state === "open").map((finding) => [finding.id, { ...decision, verb: finding.verbs[0] ?? "accept" }])),
};
const AT_WORK: Partial<Moment> = { revision: 1, step: "workbooks", saved: "10:42" };
const restored = viewOf(RELEASE, { revision: 2, step: "checks", saved: "10:42", failures: [], written: null, undo: null, redo: null });

/** What each name begins with. */
export const STARTS = {
  /** Nothing is open, and something was before. */
  empty: {},
  /** Nothing is open and nothing ever was. */
  first: { recent: [] },
  /** Two workbooks are open; there is much to decide. */
  release: { state: RELEASE, moment: AT_WORK },
  /** The same, with the largest table in it. */
  huge: { state: { ...RELEASE, leftOut: [] }, moment: AT_WORK },
  /** A recipe with tables is open. */
  match: { state: { ...RELEASE, matching: MATCHING }, moment: { ...AT_WORK, step: "match" } },
  /** A table of the recipe was found, and something in it differs. */
  drift: { state: { ...RELEASE, matching: DRIFT }, moment: { ...AT_WORK, step: "match" } },
  /** Everything is decided and filled. */
  ready: { state: CLEAN, moment: { ...AT_WORK, step: "export" } },
  written: { state: CLEAN, moment: { ...AT_WORK, step: "export", written: WRITTEN } },
  stale: { state: CLEAN, moment: { ...AT_WORK, step: "export", written: { ...WRITTEN, out_of_date: true } } },
  /** No table was found. */
  tableless: { state: { ...NOTHING, workbooks: [1], leftOut: [1, 2, 3] }, moment: AT_WORK },
  /** Two tables are of the same shape. */
  years: { state: { ...RELEASE, offers: [{ name: "attendances_by_year", dimension: "year", parts: ["Attendances (2024)", "Attendances (2025)"], tables: [1, 2], made: false }] }, moment: { ...AT_WORK, step: "tables" } },
  /** A job is running. */
  working: { state: RELEASE, moment: AT_WORK, job: true },
  /** Two files could not be opened; one is. */
  failed: { state: { ...NOTHING, workbooks: [1] }, moment: { ...AT_WORK, failures: [NOT_A_WORKBOOK, LOCKED] } },
  /** A crash was survived. */
  restored: { state: RELEASE, moment: { ...AT_WORK, step: "checks" }, notice: { kind: "restored", view: restored, when: "10:42" } },
  /** Files are held over the window. */
  hover: { notice: { kind: "hover", over: true } },
  /** No question is answered soon. */
  loading: { state: RELEASE, moment: AT_WORK, pace: 600_000 },
  slow: { state: RELEASE, moment: AT_WORK, pace: 700 },
  /** No question about data can be answered. */
  broken: { state: RELEASE, moment: AT_WORK, broken: true },
  /** The disc is full. */
  full: { state: CLEAN, moment: { ...AT_WORK, step: "export" }, full: true },
} satisfies Record<string, Start>;

export type StateName = keyof typeof STARTS;

/** The stand-in in a named state, at a step where one is given. */
export function mock(name: StateName, step?: string, more: Start = {}): MockBackend {
  const start: Start = STARTS[name];
  return new MockBackend({ ...start, ...more, moment: { ...start.moment, ...(step === undefined ? {} : { step }) } });
}

/** For a browser: `#release/checks`. An unknown name is the empty page. */
export function mockFromAddress(hash: string): Backend {
  const [name = "", step] = hash.replace(/^#/u, "").split("/");
  return mock(name in STARTS ? (name as StateName) : "empty", step, { pace: (STARTS as Record<string, Start>)[name]?.pace ?? 40 });
}
