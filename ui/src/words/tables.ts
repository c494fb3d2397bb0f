// What the Tables step says.

import { count, plural } from "./format";

export const tables = {
  list: "Tables",
  summary: (n: number, out: number) => (out === 0 ? plural(n, "table", "tables") : `${plural(n, "table", "tables")}, ${count(out)} left out`),
  none: "No table was found in these workbooks. A table needs a header row with values below it.",
  noneHint: "Look at the sheets below. In step 1 you can open another workbook.",
  sheetWithout: "No table on this sheet.",
  pick: "Choose a table in the list to see its rows.",

  confidence: {
    high: "Sure of the layout",
    medium: "Fairly sure of the layout",
    low: "Unsure of the layout: please check it",
    confirmed: "Confirmed by you",
  } as Record<string, string>,
  corrected: "corrected",
  leftOut: "Left out",
  findings: (n: number) => plural(n, "open finding", "open findings"),
  place: (sheet: string, range: string, observations: number) => `${sheet}, ${range} · ${plural(observations, "observation", "observations")}`,
  leftOutPlace: (sheet: string, range: string) => `${sheet}, ${range}`,
  why: "Why it is read so",
  noReasons: "Nothing spoke against it.",

  confirm: "This is right",
  confirmed: "You have said that this is right.",
  reset: "Reset layout",
  nothingToReset: "Nothing was corrected.",
  leaveOut: "Leave out",
  takeIn: "Take in",
  takeInNamed: (title: string) => `Take in ${title}`,

  sheets: "Sheets",
  hiddenSheet: "hidden",
  sheetPane: (name: string) => `Sheet ${name}`,
  noSheet: "This CSV is tidy already: there is no sheet to lay out.",
  legend: "Letters of the roles",
  tidyPane: "Tidy rows",
  show: "Show rows",
  asRead: "As read",
  protected: "Protected",
  noRows: "This table is left out. It has no tidy rows until it is taken in.",
  splitter: "Height of the sheet",

  readAs: "Read as",
  readAsRows: (first: number, last: number) => (first === last ? `Row ${count(first + 1)}` : `Rows ${count(first + 1)} to ${count(last + 1)}`),
  readAsColumns: (first: string, last: string) => (first === last ? `Column ${first}` : `Columns ${first} to ${last}`),
  roles: { header: "Header", label: "Label", value: "Values", total: "Total", note: "Note", ignore: "Ignore" } as Record<string, string>,
  roleHelp: {
    header: "names what stands below it",
    label: "says what each row is about",
    value: "holds figures",
    total: "is a sum of others",
    note: "is text about the table",
    ignore: "is left out of the result",
  } as Record<string, string>,
  noTableHere: "No table of the release stands on this sheet.",
  isLeftOut: "This table is left out. Take it in to correct its layout.",
  changed: (what: string, role: string) => `${what}: ${role}.`,

  rowsFrom: (n: number) => (n === 0 ? "No tidy row comes from here" : `${plural(n, "tidy row", "tidy rows")} from here`),
  cellsOf: (n: number) => `From ${plural(n, "cell", "cells")} of the sheet`,
  traceFailed: "The link between sheet and rows could not be shown.",
};
