// The engine behind the program's own commands (src-tauri/src/commands.rs).

import { Channel, invoke, isTauri } from "@tauri-apps/api/core";

import type { Backend, Notice } from "./backend";

export const inWindow = isTauri;

export const desktop: Backend = {
  watch: (listen) => invoke("watch", { notices: new Channel<Notice>(listen) }),
  openFiles: () => invoke("open_files"),
  openSample: () => invoke("open_sample"),
  closeWorkbook: (workbook) => invoke("close_workbook", { workbook }),
  rows: (table, asProtected, first, count) => invoke("rows", { table, asProtected, first, count }),
  setPolicy: (table, policy) => invoke("set_policy", { table, policy }),
  decide: (request) => invoke("decide", { request }),
  undecide: (finding) => invoke("undecide", { finding }),
  setField: (key, value) => invoke("set_field", { key, value }),
  undo: () => invoke("undo"),
  redo: () => invoke("redo"),
  export: () => invoke("export"),
  cancel: () => invoke("cancel"),
};
