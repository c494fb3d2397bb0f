// What the grid says.

import { count, plural } from "./format";

export const grid = {
  loading: "Loading…",
  failed: "This could not be shown.",
  partial: "Some cells could not be read.",
  again: "Try again",
  emptySheet: "This sheet is empty.",
  emptyRows: "There are no rows.",
  corner: "Select all",
  hiddenRow: "hidden row",
  hiddenColumn: "hidden column",
  blank: "blank",
  notLoaded: "loading",
  sourceCell: "Cell",
  protection: "Protection",
  row: (n: number) => `Row ${count(n)}`,
  changes: { suppressed: "suppressed", rounded: "rounded", recomputed: "recomputed" } as Record<string, string>,
  roles: {
    I: "title", H: "header", L: "label", V: "value", T: "total", G: "group", U: "unit", N: "note", X: "ignored",
  } as Record<string, string>,
  noRole: "no role",
  selected: (range: string, cells: number) => `${range} selected, ${plural(cells, "cell", "cells")}`,

  copied: (cells: number) => `Copied ${plural(cells, "cell", "cells")}.`,
  copyTooLarge: (most: number) => `The selection is too large to copy. At most ${count(most)} cells go at once.`,
  copyFailed: "The selection could not be copied.",

  goTo: "Go to cell",
  goToRow: "Go to row",
  goToHelp: "An address such as B7",
  goToRowHelp: "A row number",
  go: "Go",
  noSuchCell: (text: string, last: string) => `There is no cell ${text} on this sheet. The last one is ${last}.`,
  noSuchRow: (text: string, rows: number) => `There is no row ${text}. There ${rows === 1 ? "is" : "are"} ${plural(rows, "row", "rows")}.`,
  find: "Find",
  findNext: "Next",
  findPrevious: "Previous",
  found: (where: string) => `Found in ${where}.`,
  foundWrapped: (where: string) => `Found in ${where}, from the other end.`,
  notFound: (text: string) => `“${text}” was not found.`,
  searching: "Searching…",
  findFailed: "The search could not be done.",
  close: "Close",

  sheetOf: (name: string) => `Sheet ${name}`,
  rowsOf: (title: string) => `Tidy rows of ${title}`,
};
