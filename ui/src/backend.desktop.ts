// The engine behind the program's own commands (src-tauri/src/commands).

import { Channel, convertFileSrc, invoke, isTauri } from "@tauri-apps/api/core";

import type { Backend, Notice } from "./backend";

export const inWindow = isTauri;

export const desktop: Backend = {
  watch: (listen) => invoke("watch", { notices: new Channel<Notice>(listen) }),

  openFiles: () => invoke("open_files"),
  openSample: () => invoke("open_sample"),
  recent: () => invoke("recent"),
  openRecent: (id) => invoke("open_recent", { id }),
  forgetRecent: (id) => invoke("forget_recent", { id }),
  newRelease: () => invoke("new_release"),
  go: (step) => invoke("go", { step }),
  saveRecipe: () => invoke("save_recipe"),

  closeWorkbook: (workbook) => invoke("close_workbook", { workbook }),
  sheet: (workbook, sheet) => invoke("sheet", { workbook, sheet }),
  cells: (workbook, sheet, row, col, rows, cols) => invoke("cells", { workbook, sheet, row, col, rows, cols }),
  findCell: (workbook, sheet, text, afterRow, afterCol, backwards) =>
    invoke("find_cell", { workbook, sheet, text, afterRow, afterCol, backwards }),
  rows: (table, asProtected, first, count) => invoke("rows", { table, asProtected, first, count }),
  findRow: (table, text, after, backwards) => invoke("find_row", { table, text, after, backwards }),
  trace: (table, row) => invoke("trace", { table, row }),
  rowsOf: (table, firstRow, firstCol, lastRow, lastCol) =>
    invoke("rows_of", { table, firstRow, firstCol, lastRow, lastCol }),
  setRole: (table, request) => invoke("set_role", { table, request }),
  resetLayout: (table) => invoke("reset_layout", { table }),
  confirmTable: (table) => invoke("confirm_table", { table }),
  publishTable: (table, publish) => invoke("publish_table", { table, publish }),

  splitTable: (table, along, at) => invoke("split_table", { table, along, at }),
  mergeTables: (tables) => invoke("merge_tables", { tables }),
  addTable: (workbook, sheet, first, last) => invoke("add_table", { workbook, sheet, first, last }),
  resetShape: (table) => invoke("reset_shape", { table }),
  similarTables: (table) => invoke("similar_tables", { table }),
  applyTo: (table, others) => invoke("apply_to", { table, others }),
  stacks: () => invoke("stacks"),
  stack: (name) => invoke("stack", { name }),
  unstack: (name) => invoke("unstack", { name }),

  columns: (table) => invoke("columns", { table }),
  values: (table, column, first, count) => invoke("values", { table, column, first, count }),
  setColumn: (table, request) => invoke("set_column", { table, request }),

  mapTable: (expected, table) => invoke("map_table", { expected, table }),
  acceptMissing: (expected) => invoke("accept_missing", { expected }),
  acceptDifference: (item) => invoke("accept_difference", { item }),
  mapDifference: (item, now) => invoke("map_difference", { item, new: now }),

  findings: (query) => invoke("findings", { query }),
  setPolicy: (table, policy) => invoke("set_policy", { table, policy }),
  decide: (request) => invoke("decide", { request }),
  undecide: (finding) => invoke("undecide", { finding }),

  setField: (key, value) => invoke("set_field", { key, value }),
  nextEdition: () => invoke("next_edition"),
  previewAddress: (revision) => convertFileSrc(String(revision), "preview"),
  exportPlan: () => invoke("export_plan"),
  chooseFolder: (which) => invoke("choose_folder", { which }),
  export: () => invoke("export"),
  openFolder: (which) => invoke("open_folder", { which }),

  undo: () => invoke("undo"),
  redo: () => invoke("redo"),
  zoom: (how) => invoke("zoom", { how }),
  copy: (text) => invoke("copy", { text }),
  cancel: () => invoke("cancel"),
};
