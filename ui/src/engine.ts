// Generated from crates/tablewright/src/view by its test. Do not edit.

export type SessionView = { 
/**
 * Counts up with every change, so that the page knows what is out of date.
 */
revision: number, 
/**
 * The title of the release, or the name of its first workbook; empty when nothing is open.
 */
title: string, 
/**
 * The step that the person was at last: `home`, or the id of a step; empty before they have been anywhere.
 */
step: string, 
/**
 * The steps in order; `match` leads them where a recipe with tables is open.
 */
steps: Array<StepView>, 
/**
 * The open workbooks.
 */
workbooks: Array<WorkbookView>, 
/**
 * The tables of the release, in the order of the recipe, or of workbooks and sheets.
 */
tables: Array<TableView>, 
/**
 * Tables that were found and do not take part.
 */
left_out: Array<LeftOutView>, 
/**
 * Expected against found, for a release that returns; empty without a recipe's tables.
 */
matching: Array<MatchView>, 
/**
 * Findings in all.
 */
findings: number, 
/**
 * How many findings still stop the release.
 */
blockers: number, 
/**
 * Files that could not be opened; the others are open.
 */
failures: Array<FailureView>, 
/**
 * The policies to choose from.
 */
policies: Array<PolicyView>, 
/**
 * Id of the policy in force for tables without one of their own.
 */
policy: string, 
/**
 * The metadata form.
 */
fields: Array<FieldView>, 
/**
 * Whether the description is that of an earlier release and can be made ready for the next one.
 */
next_edition: boolean, 
/**
 * Why the release cannot be written now; none when it can.
 */
export_blocked: string | null, 
/**
 * What was written last, where anything was.
 */
written: ExportView | null, 
/**
 * What undo would take back ("suppress 2 cells"), if anything.
 */
undo: string | null, 
/**
 * What redo would do again, if anything.
 */
redo: string | null, 
/**
 * When the draft was saved, as a time of day ("10:42"); none before the first change.
 */
saved: string | null, };

export type StepView = { 
/**
 * `match`, `workbooks`, `tables`, `columns`, `checks`, `describe` or `export`.
 */
id: "match" | "workbooks" | "tables" | "columns" | "checks" | "describe" | "export", 
/**
 * `not-started`, `attention`, `done` or `out-of-date`.
 */
state: "not-started" | "attention" | "done" | "out-of-date", 
/**
 * How many things need attention.
 */
count: number, 
/**
 * The state in words ("3 findings to decide").
 */
text: string, 
/**
 * Why the person cannot go on from here; none when they can.
 */
blocked: string | null, };

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
summary: string, 
/**
 * Where the rule comes from.
 */
source: string, };

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
 * The section of the form that it stands in.
 */
section: string, 
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
problem: string | null, 
/**
 * What it held in the recipe as it was opened, where it holds something else now.
 */
before: string | null, 
/**
 * What a person should look at again, in words.
 */
notice: string | null, };

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
total: number, 
/**
 * The workbooks that are being opened, whose sheets can be looked at as they finish.
 */
opening: Array<OpeningView>, };

export type OpeningView = { 
/**
 * The number that it will have.
 */
id: number, 
/**
 * The file's name.
 */
name: string, 
/**
 * Its sheets, as far as they are known.
 */
sheets: Array<OpeningSheetView>, };

export type OpeningSheetView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its rows and columns up to the last cell, when it is read and can be looked at; none before.
 */
size: [number, number] | null, };

export type RecentView = { 
/**
 * Its number in the list.
 */
id: string, 
/**
 * `release` (a draft) or `recipe`.
 */
kind: "release" | "recipe", 
/**
 * The release's title, or the recipe's file name.
 */
title: string, 
/**
 * The names of its workbooks.
 */
files: Array<string>, 
/**
 * When it was last saved or used ("23 November 2026, 10:42").
 */
when: string, 
/**
 * Why it cannot be opened, in words; none when it can.
 */
missing: string | null, };

export type WorkbookView = { 
/**
 * Its number; it lasts as long as the workbook is open.
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
 * Its size in bytes.
 */
bytes: number, 
/**
 * What a person should know about how it was read ("It is open in another program: ...").
 */
notices: Array<string>, 
/**
 * Its sheets.
 */
sheets: Array<SheetView>, 
/**
 * What the file carries beside what a reader sees, kind by kind, those that were not found too.
 */
contents: Array<ContentsView>, };

export type ContentsView = { 
/**
 * The stable word for the kind (`hidden-sheet`).
 */
kind: string, 
/**
 * The kind in words ("Hidden sheets").
 */
label: string, 
/**
 * How many findings of it there are.
 */
count: number, 
/**
 * How many of them still stop the release.
 */
open: number, };

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
 * What it holds, in words ("2 tables", "no table", "empty").
 */
kind: string, 
/**
 * Rows up to the last cell.
 */
rows: number, 
/**
 * Columns up to the last cell.
 */
cols: number, 
/**
 * Ids of the tables of the release that stand on it.
 */
tables: Array<number>, };

export type SheetShapeView = { 
/**
 * Rows up to the last cell.
 */
rows: number, 
/**
 * Columns up to the last cell.
 */
cols: number, 
/**
 * A width for each column, in characters (3 to 60), that fits what its first rows hold.
 */
widths: Array<number>, 
/**
 * Runs of hidden rows: first, last.
 */
hidden_rows: Array<[number, number]>, 
/**
 * Runs of hidden columns: first, last.
 */
hidden_cols: Array<[number, number]>, 
/**
 * The tables that stand on it, those left out too.
 */
tables: Array<SheetTableView>, };

export type SheetTableView = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its title.
 */
title: string, 
/**
 * First row, first column, last row, last column.
 */
area: [number, number, number, number], 
/**
 * Whether it does not take part in the release.
 */
left_out: boolean, };

export type CellsView = { 
/**
 * First row.
 */
row: number, 
/**
 * First column.
 */
col: number, 
/**
 * The displayed text of each cell, row by row; empty for a blank one and for one that a merge covers.
 */
texts: Array<Array<string>>, 
/**
 * The role of each cell as a letter, one string per row: `I` title, `H` header, `L` label, `V` value,
 * `T` total, `G` group, `U` unit, `N` note, `X` ignored, `.` none.
 */
roles: Array<string>, 
/**
 * The look of each cell as a letter, one string per row: `t` text, `n` number, `T` and `N` the same in bold.
 */
looks: Array<string>, 
/**
 * The merged areas that touch the block, also those that begin outside it.
 */
merges: Array<MergeView>, };

export type MergeView = { 
/**
 * First row.
 */
row: number, 
/**
 * First column.
 */
col: number, 
/**
 * How many rows.
 */
rows: number, 
/**
 * How many columns.
 */
cols: number, 
/**
 * Its displayed text.
 */
text: string, 
/**
 * Its role, as a letter.
 */
role: string, 
/**
 * Its look, as a letter.
 */
look: string, };

export type TraceView = { 
/**
 * The workbook's number.
 */
workbook: number, 
/**
 * Index of the sheet in its workbook.
 */
sheet: number, 
/**
 * The cells; the value first.
 */
cells: Array<TracedCellView>, };

export type TracedCellView = { 
/**
 * Its address (`B7`).
 */
cell: string, 
/**
 * Its row.
 */
row: number, 
/**
 * Its column.
 */
col: number, 
/**
 * What it gives: `value`, or the name of the tidy column.
 */
gives: string, };

export type FoundCellView = { 
/**
 * Its address (`B7`).
 */
cell: string, 
/**
 * Its row.
 */
row: number, 
/**
 * Its column.
 */
col: number, 
/**
 * Whether the search went past the end and began again at the other one.
 */
wrapped: boolean, };

export type TableView = { 
/**
 * Its number; it lasts as long as its workbook is open, whatever happens to other tables.
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
 * Index of the sheet in its workbook; none for a CSV that is tidy already.
 */
sheet_index: number | null, 
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
 * How sure the program is: `high`, `medium` or `low`; `confirmed` once a person has said that it is right.
 */
confidence: string, 
/**
 * Why it is read so, in words.
 */
reasons: Array<string>, 
/**
 * Whether a person has corrected its layout.
 */
corrected: boolean, 
/**
 * What a person made it by: `split`, `joined` or `added`; none where it stands as it was found.
 */
shaped: "split" | "joined" | "added" | null, 
/**
 * Open findings about it.
 */
findings: number, };

export type LeftOutView = { 
/**
 * Its number, as for the tables of the release.
 */
id: number, 
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
 * Index of the sheet in its workbook.
 */
sheet_index: number, 
/**
 * Where it is.
 */
range: string, 
/**
 * Why it does not take part.
 */
why: string, 
/**
 * Why it cannot be taken in here; none when it can.
 */
blocked: string | null, };

export type RowsView = { 
/**
 * Names of the columns.
 */
columns: Array<string>, 
/**
 * A width for each column, in characters (3 to 40), that fits its name and what it holds.
 */
widths: Array<number>, 
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

export type RowsOfView = { 
/**
 * How many there are.
 */
total: number, 
/**
 * Their indices, the first thousand.
 */
rows: Array<number>, };

export type RoleRequest = { 
/**
 * `rows` or `columns`.
 */
axis: "rows" | "columns", 
/**
 * The first one, from 0.
 */
first: number, 
/**
 * The last one.
 */
last: number, 
/**
 * `header`, `label`, `value`, `total`, `note` or `ignore`.
 */
role: "header" | "label" | "value" | "total" | "note" | "ignore", };

export type SimilarView = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its title.
 */
title: string, 
/**
 * The sheet's name.
 */
sheet: string, };

export type StackView = { 
/**
 * Its name.
 */
name: string, 
/**
 * The column that tells the rows of its tables apart.
 */
dimension: string, 
/**
 * Its tables in order, each by its title and sheet.
 */
parts: Array<string>, 
/**
 * The numbers of its tables, or of the one that they make.
 */
tables: Array<number>, 
/**
 * Whether it is made; otherwise it is offered.
 */
made: boolean, };

export type ColumnsView = { 
/**
 * Dimensions first, then measures.
 */
columns: Array<ColumnView>, 
/**
 * The markers that stand for a value, with how often.
 */
markers: Array<MarkerCountView>, 
/**
 * The kinds that a dimension can have.
 */
dimension_kinds: Array<ColumnKindView>, 
/**
 * The kinds that a measure can have.
 */
measure_kinds: Array<ColumnKindView>, };

export type ColumnView = { 
/**
 * The name that detection gave it, by which corrections find it; it lasts.
 */
id: string, 
/**
 * `dimension` or `measure`.
 */
part: "dimension" | "measure", 
/**
 * Its name in files.
 */
name: string, 
/**
 * Its heading as published.
 */
label: string, 
/**
 * The stable word for its kind.
 */
kind: string, 
/**
 * Why it has that kind, where the program decided.
 */
reason: string, 
/**
 * Its unit; measures only.
 */
unit: string, 
/**
 * `text` or `number`.
 */
data_type: string, 
/**
 * How many distinct values it has.
 */
distinct: number, 
/**
 * The first hundred of them, in order, with their counts.
 */
values: Array<ValueCountView>, 
/**
 * For a measure: up to five cells as displayed and as stored, where the two differ.
 */
stored: Array<[string, string]>, 
/**
 * What is wrong with it, in words (the recipe names it and it is not there).
 */
problem: string | null, };

export type ColumnKindView = { 
/**
 * The stable word.
 */
id: string, 
/**
 * In words ("Count of people").
 */
label: string, 
/**
 * What follows from it.
 */
help: string, };

export type ValueCountView = { 
/**
 * What it says.
 */
label: string, 
/**
 * Its code in a code list, where known.
 */
code: string | null, 
/**
 * In how many observations.
 */
count: number, 
/**
 * Whether it is the sum of others.
 */
total: boolean, 
/**
 * The first and the last day, where it is read as a period by itself.
 */
period: [string, string] | null, };

export type ValuesView = { 
/**
 * Index of the first one given.
 */
first: number, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The values, in order.
 */
values: Array<ValueCountView>, };

export type MarkerCountView = { 
/**
 * As it stands in the sheet.
 */
text: string, 
/**
 * What it means, in words.
 */
meaning: string, 
/**
 * Who says so, in words; empty where that is not known.
 */
source: string, 
/**
 * How often.
 */
count: number, };

export type ColumnRequest = { 
/**
 * Its id.
 */
column: string, 
/**
 * `dimension` or `measure`.
 */
part: "dimension" | "measure", 
/**
 * Its name in files.
 */
name: string | null, 
/**
 * Its heading.
 */
label: string | null, 
/**
 * The stable word for its kind.
 */
kind: string | null, 
/**
 * Its unit.
 */
unit: string | null, };

export type FindingsQuery = { 
/**
 * `open`, `describe`, `protected`, `decided` or `information`.
 */
state: string | null, 
/**
 * The key of a kind, as in [`FindingKindView`].
 */
kind: string | null, 
/**
 * `blocker`, `warning` or `note`.
 */
severity: string | null, 
/**
 * The number of a table.
 */
table: number | null, 
/**
 * The number of a workbook: what it hides.
 */
workbook: number | null, 
/**
 * Words that the text or the place holds, in any case.
 */
text: string | null, 
/**
 * Index of the first finding to give.
 */
first: number, 
/**
 * How many to give at most.
 */
count: number, };

export type FindingsView = { 
/**
 * How many pass the filters.
 */
total: number, 
/**
 * Index of the first one given.
 */
first: number, 
/**
 * The findings, sorted by state, severity, kind and place.
 */
findings: Array<FindingView>, 
/**
 * By state.
 */
states: Array<CountView>, 
/**
 * By severity.
 */
severities: Array<CountView>, 
/**
 * By rule or kind.
 */
kinds: Array<FindingKindView>, 
/**
 * By table: the key is the table's number.
 */
tables: Array<CountView>, };

export type FindingKindView = { 
/**
 * The stable word for the kind.
 */
key: string, 
/**
 * The rule, where there is one.
 */
rule: string | null, 
/**
 * The kind in words ("Cells that can be worked out").
 */
label: string, 
/**
 * How many.
 */
count: number, 
/**
 * How many of them still stop the release.
 */
open: number, };

export type CountView = { 
/**
 * The sort.
 */
key: string, 
/**
 * How many.
 */
count: number, };

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
 * The workbook it is about.
 */
workbook: number | null, 
/**
 * Index of the sheet it is about.
 */
sheet: number | null, 
/**
 * The cell it is about (`B7`), or the hidden rows or columns (`4:6`, `C:D`).
 */
cell: string | null, 
/**
 * The key of the metadata field it is about.
 */
field: string | null, 
/**
 * `open` (stops the release until it is decided), `describe` (stops it until a field is filled),
 * `protected` (the policy's protection takes care of it), `decided`, or `information`.
 */
state: string, 
/**
 * The decision, where there is one.
 */
decision: DecisionView | null, 
/**
 * What was decided about the same in an earlier release; it decides nothing in this one.
 */
precedent: PrecedentView | null, 
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
reason: string, 
/**
 * When, where it is known.
 */
decided: string | null, };

export type PrecedentView = { 
/**
 * `accept`, `suppress`, `exclude` or `include`.
 */
verb: string, 
/**
 * Why.
 */
reason: string, 
/**
 * The date of that release.
 */
release: string, };

export type DecisionRequest = { 
/**
 * Identities of the findings it is about. More than one only where none of them is a blocker.
 */
findings: Array<string>, 
/**
 * Instead of identities: every finding that passes these filters and is no blocker.
 */
all: FindingsQuery | null, 
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

export type MatchView = { 
/**
 * The table's name in the recipe; for a new one its number.
 */
id: string, 
/**
 * Its title, as the recipe or the workbook says.
 */
title: string, 
/**
 * Where the recipe expects it, in words; empty for a new one.
 */
expected: string, 
/**
 * Where it was found, in words; empty for a missing one.
 */
found: string, 
/**
 * `unchanged`, `moved`, `changed` (something in it is new, gone or ambiguous), `gone`, `ambiguous` or `new`.
 */
status: "unchanged" | "moved" | "changed" | "gone" | "ambiguous" | "new", 
/**
 * What differs, in words.
 */
differences: Array<string>, 
/**
 * What differs in it, one by one: each can be accepted or mapped by its id.
 */
items: Array<MatchItemView>, 
/**
 * Whether a person must still say what is to be done.
 */
open: boolean, 
/**
 * What was decided, in words; none while nothing was.
 */
settled: string | null, 
/**
 * Number of the table of the release, where it was found.
 */
table: number | null, 
/**
 * For a missing one: the tables that it may be.
 */
choices: Array<MatchChoiceView>, };

export type MatchItemView = { 
/**
 * Its id.
 */
id: string, 
/**
 * `dimension`, `measure`, `category`, or `row` or `column` for a correction.
 */
part: "dimension" | "measure" | "category" | "row" | "column", 
/**
 * Its name.
 */
name: string, 
/**
 * `moved`, `new`, `gone` or `ambiguous`.
 */
status: "moved" | "new" | "gone" | "ambiguous", 
/**
 * The same in words.
 */
text: string, 
/**
 * Whether a person must still say what is to be done.
 */
open: boolean, 
/**
 * For one that is gone: those that are new and that it may be.
 */
choices: Array<string>, };

export type MatchChoiceView = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its title and place.
 */
label: string, };

export type ExportPlanView = { 
/**
 * Name of the folder that was chosen for the bundle; none before it is chosen.
 */
destination: string | null, 
/**
 * Name of the new folder in it.
 */
folder: string, 
/**
 * Name of the folder that was chosen for the internal evidence; none while it goes beside the bundle.
 */
evidence_destination: string | null, 
/**
 * Name of the new folder of the evidence.
 */
evidence: string, 
/**
 * The files of the bundle.
 */
files: Array<PlannedFileView>, 
/**
 * What the person should know before ("A folder of this name is there already...").
 */
notice: string | null, };

export type PlannedFileView = { 
/**
 * Its place in the bundle.
 */
path: string, 
/**
 * What it is, in words.
 */
what: string, };

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
evidence: string, 
/**
 * Whether something was changed since.
 */
out_of_date: boolean, };

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
