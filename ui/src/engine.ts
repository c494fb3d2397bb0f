// Generated from crates/tablewright/src/view.rs by its test. Do not edit.

export type SessionView = { 
/**
 * Counts up with every change, so that the page knows what is out of date.
 */
revision: number, 
/**
 * The open workbooks.
 */
workbooks: Array<WorkbookView>, 
/**
 * The tables found, in the order of workbooks and sheets.
 */
tables: Array<TableView>, 
/**
 * Every finding on the inputs, the source tables and the protected tables, blockers first.
 */
findings: Array<FindingView>, 
/**
 * Files that could not be opened; the others are open.
 */
failures: Array<FailureView>, 
/**
 * The policies to choose from.
 */
policies: Array<PolicyView>, 
/**
 * Id of the policy in force.
 */
policy: string, 
/**
 * The metadata form.
 */
fields: Array<FieldView>, 
/**
 * How many findings still stop the release.
 */
blockers: number, 
/**
 * Why the release cannot be written now; none when it can.
 */
export_blocked: string | null, 
/**
 * What undo would take back ("Undo: suppress 2 cells"), if anything.
 */
undo: string | null, 
/**
 * What redo would do again, if anything.
 */
redo: string | null, };

export type WorkbookView = { 
/**
 * Its number.
 */
id: number, 
/**
 * The file's name.
 */
name: string, 
/**
 * Its format, in words ("Excel workbook (.xlsx)").
 */
format: string, 
/**
 * Its sheets.
 */
sheets: Array<SheetView>, };

export type SheetView = { 
/**
 * Its name.
 */
name: string, 
/**
 * `visible`, `hidden` or `very-hidden`.
 */
visibility: string, 
/**
 * Rows up to the last cell.
 */
rows: number, 
/**
 * Columns up to the last cell.
 */
cols: number, 
/**
 * Ids of the tables found on it.
 */
tables: Array<number>, };

export type TableView = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its name in file names and keys.
 */
name: string, 
/**
 * Its title as published.
 */
title: string, 
/**
 * The workbook's number.
 */
workbook: number, 
/**
 * The sheet's name.
 */
sheet: string, 
/**
 * Where it is (`A5:H40`).
 */
range: string, 
/**
 * Id of the policy for this table.
 */
policy: string, 
/**
 * Observations that are not blank.
 */
observations: number, 
/**
 * Names of the tidy columns.
 */
columns: Array<string>, 
/**
 * How sure the program is: `high`, `medium` or `low`.
 */
confidence: string, 
/**
 * Why it is read so, in words.
 */
reasons: Array<string>, 
/**
 * Open findings about it.
 */
findings: number, };

export type RowsView = { 
/**
 * Names of the columns.
 */
columns: Array<string>, 
/**
 * Index of the first row given.
 */
first: number, 
/**
 * How many rows there are in all.
 */
total: number, 
/**
 * The rows.
 */
rows: Array<RowView>, };

export type RowView = { 
/**
 * The sheet cell it came from (`B7`).
 */
cell: string, 
/**
 * The text of each column.
 */
fields: Array<string>, 
/**
 * Whether protection changed it: `suppressed`, `rounded`, `recomputed`, or none.
 */
change: string | null, };

export type FindingView = { 
/**
 * Its identity.
 */
id: string, 
/**
 * The rule, where there is one.
 */
rule: string | null, 
/**
 * The stable word for its kind.
 */
kind: string, 
/**
 * `blocker`, `warning` or `note`.
 */
severity: "blocker" | "warning" | "note", 
/**
 * What it says.
 */
text: string, 
/**
 * Where, in words ("Table 4, cell C9").
 */
place: string, 
/**
 * The table it is about.
 */
table: number | null, 
/**
 * The cell it is about (`B7`).
 */
cell: string | null, 
/**
 * `open` (stops the release), `protected` (the policy's protection takes care of it), `decided`, or
 * `information`.
 */
state: string, 
/**
 * The decision, where there is one.
 */
decision: DecisionView | null, 
/**
 * Verbs that can be used on it, in the order to offer them.
 */
verbs: Array<string>, 
/**
 * Open cells whose suppression may help: the other parts of the equation.
 */
candidates: Array<CandidateView>, };

export type CandidateView = { 
/**
 * The sheet cell (`B7`); given back in a decision.
 */
cell: string, 
/**
 * What it stands for.
 */
label: string, 
/**
 * What it shows.
 */
shown: string, };

export type DecisionView = { 
/**
 * `accept`, `suppress`, `exclude` or `include`.
 */
verb: string, 
/**
 * Why.
 */
reason: string, };

export type DecisionRequest = { 
/**
 * Identities of the findings it is about; one step of undo.
 */
findings: Array<string>, 
/**
 * `accept`, `suppress`, `exclude` or `include`.
 */
verb: string, 
/**
 * Why; must not be empty.
 */
reason: string, 
/**
 * For `suppress`: the sheet cells to withhold (`B7`), of the finding's table.
 */
cells: Array<string>, };

export type FailureView = { 
/**
 * The file's name.
 */
file: string, 
/**
 * The stable word for its kind.
 */
kind: string, 
/**
 * What happened.
 */
text: string, 
/**
 * What to do next.
 */
next: string, };

export type PolicyView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The rule in words.
 */
summary: string, };

export type FieldView = { 
/**
 * Its key.
 */
key: string, 
/**
 * Its label.
 */
label: string, 
/**
 * What to write there.
 */
help: string, 
/**
 * An example.
 */
example: string, 
/**
 * Whether it must be filled.
 */
mandatory: boolean, 
/**
 * What it holds now.
 */
value: string, 
/**
 * What is wrong with it.
 */
problem: string | null, };

export type ExportView = { 
/**
 * Name of the folder that was written, without its parents.
 */
folder: string, 
/**
 * Name of the bundle.
 */
bundle: string, 
/**
 * The public files, by their place in the bundle.
 */
files: Array<FileView>, 
/**
 * "Written and read back: 4 files, 12,340 rows, hashes match".
 */
summary: string, 
/**
 * The proof, which names its attacker.
 */
proof: string, 
/**
 * Name of the folder of the internal evidence.
 */
evidence: string, };

export type FileView = { 
/**
 * Its place in the bundle.
 */
path: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Its SHA-256.
 */
sha256: string, };

export type ProgressView = { 
/**
 * What is being done, in words.
 */
stage: string, 
/**
 * Units done.
 */
done: number, 
/**
 * Units in all; 0 when unknown.
 */
total: number, };
