import { count, plural } from "./format";

export const workbooks = {
  close: "Close",
  closeNamed: (name: string) => `Close ${name}`,
  summary: (sheets: number, tables: number) => `${plural(sheets, "sheet", "sheets")}, ${plural(tables, "table", "tables")} in the release`,
  notices: "About how it was read",

  sheets: "Sheets",
  sheet: "Sheet",
  holds: "Holds",
  size: "Size",
  sizeLabel: (rows: number, cols: number) => `${plural(rows, "row", "rows")}, ${plural(cols, "column", "columns")}`,
  visibility: "In Excel",
  visibilities: { visible: "Visible", hidden: "Hidden", "very-hidden": "Very hidden" } as Record<string, string>,
  show: "Show",
  showSheet: (name: string) => `Show the sheet ${name}`,
  showKind: (label: string) => `Show: ${label}`,
  nothingToShow: "The sheet is empty",

  opening: {
    title: "Being opened",
    help: "Each sheet can be looked at as soon as it is read. Its tables are found after that.",
    reading: "being read",
    wait: "Wait until the sheet is read",
  },

  contents: "What is in this file",
  contentsHelp: "Everything that a file can carry beside what a reader sees.",
  toDecide: (open: number, all: number) => (open === all ? `${count(open)} to decide` : `${count(open)} of ${count(all)} to decide`),
  allSettled: (n: number) => `${count(n)} found, none to decide`,
  notFound: "Not found",
  notFoundGroup: (n: number) => `${plural(n, "other kind was", "other kinds were")} looked for and not found`,
  clean: "Nothing was found beside what a reader sees.",

  side: "What is selected",
  sideEmpty: "Choose “Show” beside a sheet to look at it, or beside something that the file carries to see it and decide about it.",
  sideClose: "Close what is shown",
  ofWorkbook: (name: string) => `In ${name}`,
  loading: "Looking for them…",
  failed: "They could not be shown.",
  none: "There is nothing of this kind any more.",
  more: (n: number) => `Show ${count(n)} more`,
  place: (sheet: string, cell: string | null) => (cell ? `${sheet}, ${cell}` : sheet),
};
