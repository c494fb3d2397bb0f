// Every label of the page, in British English. What findings, failures and fields say comes from the engine.

const plural = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

/** A count with its thousands marked: 12,340. */
export function count(n: number): string {
  return n.toLocaleString("en-GB");
}

/** A file size in words. */
export function size(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, "byte", "bytes");
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const words = {
  product: "Tablewright",
  promise: "Nothing leaves this computer.",
  starting: "Starting…",
  close: "Close",
  dismiss: "Dismiss",
  cancel: "Cancel",
  stopping: "Stopping…",
  undo: "Undo",
  redo: "Redo",
  undoNamed: (step: string) => `Undo: ${step}`,
  redoNamed: (step: string) => `Redo: ${step}`,
  nothingToUndo: "Nothing to undo",
  nothingToRedo: "Nothing to redo",
  optional: "optional",
  outsideWindow: "This page works inside the Tablewright program. Start Tablewright to use it.",

  home: {
    title: "From Excel tables to a bundle that is safe to publish",
    drop: "Drop workbooks here",
    formats: "Excel (.xlsx, .xlsm, .xlsb, .xls), OpenDocument (.ods) or CSV",
    open: "Open workbooks…",
    sample: "Try the sample release",
    sampleHelp: "A made-up A&E release with dangers planted in it, to see what Tablewright does.",
    does: "What it does",
    points: [
      ["Finds the tables", "on each sheet, whatever their titles, merged headers and footnotes, and lays them out tidy."],
      ["Shows what could identify a person:", "small numbers, cells that a total gives away, and everything a file hides. You decide, with a reason."],
      ["Writes the bundle", "of CSV files with their metadata, reads it back from the disk and attacks it as a reader could."],
    ] as const,
    readOnly: "Your workbooks are opened read-only and never changed.",
  },

  drop: { title: "Drop to open", help: "Each workbook is read; none is changed." },

  tabs: {
    label: "Steps",
    check: "Check",
    describe: "Describe",
    export: "Export",
    toDecide: (n: number) => plural(n, "finding to decide", "findings to decide"),
    toFill: (n: number) => plural(n, "field to fill", "fields to fill"),
  },

  messages: {
    label: "Messages",
    could: "Could not be done",
    next: "What to do:",
    none: "No messages",
  },

  progress: {
    label: "Progress",
    of: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  },

  contents: {
    title: "Workbooks",
    open: "Open…",
    close: (name: string) => `Close ${name}`,
    hidden: "hidden",
    veryHidden: "very hidden",
    size: (rows: number, cols: number) => `${count(rows)} × ${count(cols)}`,
    sizeLabel: (rows: number, cols: number) => `${plural(rows, "row", "rows")}, ${plural(cols, "column", "columns")}`,
    noTables: "No table",
    findings: (n: number) => plural(n, "open finding", "open findings"),
    sheets: (n: number) => plural(n, "sheet", "sheets"),
    tables: (n: number) => plural(n, "table", "tables"),
  },

  table: {
    rowsOf: "The selected table",
    none: "Choose a table on the left to see its rows.",
    noneFound: "No table was found in these workbooks. A table needs a header row with values below it.",
    place: (sheet: string, range: string) => `${sheet}, ${range}`,
    observations: (n: number) => plural(n, "observation", "observations"),
    policy: "Disclosure policy",
    policyRule: "What this policy does",
    policyForAll: "Use for the others",
    confidence: { high: "Sure of the layout", medium: "Fairly sure of the layout", low: "Unsure of the layout: please check it" } as Record<string, string>,
    why: "Why it is read so",
    show: "Show rows",
    asRead: "As read",
    protected: "Protected",
    rows: (title: string) => `Tidy rows of ${title}`,
    cell: "Cell",
    change: "Protection",
    changes: { suppressed: "suppressed", rounded: "rounded", recomputed: "recomputed" } as Record<string, string>,
    loading: "Loading the rows…",
    failed: "The rows could not be shown.",
    empty: "This table has no rows.",
    rowCount: (n: number) => plural(n, "row", "rows"),
    blank: "blank",
  },

  findings: {
    title: "Findings",
    all: "All",
    thisTable: "This table",
    which: "Which findings",
    none: "Nothing was found.",
    noneHere: "Nothing was found in this table.",
    groups: {
      open: "To decide",
      describe: "To describe",
      protected: "Protected by the policy",
      decided: "Decided",
      information: "For information",
    } as Record<string, string>,
    groupHelp: {
      open: "These stop the release until you decide.",
      describe: "These stop the release until the fields are filled.",
      protected: "The policy’s suppression and rounding take care of these.",
      decided: "What you said, and why.",
      information: "Worth knowing; they do not stop the release.",
    } as Record<string, string>,
    settled: { protected: "Protected", decided: "Decided" } as Record<string, string>,
    severity: { blocker: "Blocker", warning: "Warning", note: "Note" },
    goDescribe: "Go to the fields",
    more: (n: number) => `Show ${count(n)} more`,
    rule: (rule: string) => `Rule ${rule}`,
    show: "Show the cell",
  },

  decide: {
    label: "Decide",
    verbs: { accept: "Accept…", suppress: "Suppress a cell…", exclude: "Leave out…", include: "Include…" } as Record<string, string>,
    verbHelp: {
      accept: "It stays as it is, and the reason goes into the evidence.",
      suppress: "Choose what to withhold. Each choice stops the sum from giving the cell away.",
      exclude: "It is left out of everything that is written.",
      include: "It is written out with the rest. Make sure that it may be published.",
    } as Record<string, string>,
    done: { accept: "Accepted", suppress: "Suppressed", exclude: "Left out", include: "Included" } as Record<string, string>,
    confirm: { accept: "Accept", suppress: "Suppress", exclude: "Leave out", include: "Include" } as Record<string, string>,
    cells: "Cells to suppress",
    shows: (text: string) => `shows ${text}`,
    noCells: "Choose at least one cell.",
    reason: "Reason",
    reasonHelp: "Kept with the internal evidence, for whoever signs off.",
    reasonExample: "For example: agreed with the data owner on 3 March.",
    noReason: "Write a reason.",
    alsoOthers: (n: number) => `Also for the ${plural(n, "other finding", "other findings")} of this kind`,
    takeBack: "Take back",
  },

  details: {
    title: "Describe the release",
    intro: "This goes into the data package, the data dictionary and the README of the bundle.",
    example: (text: string) => `Example: ${text}`,
    complete: "Every mandatory field is filled.",
    missing: (n: number) => `${plural(n, "field needs", "fields need")} your attention.`,
    mandatory: "required",
  },

  export: {
    title: "Write the bundle",
    intro: "You choose the folder. A new folder is made in it, named after the release; nothing that is there is changed.",
    button: "Export…",
    ready: "Nothing stops the release.",
    checks: "Before it is written",
    findingsDone: "Every finding that stops the release is decided",
    findingsOpen: (n: number) => `${plural(n, "finding still stops", "findings still stop")} the release`,
    fieldsDone: "The release is described",
    fieldsOpen: (n: number) => `${plural(n, "field needs", "fields need")} your attention`,
    tables: (n: number) => `${plural(n, "table is", "tables are")} going into the bundle`,
    goDecide: "Go to the findings",
    goDescribe: "Go to the fields",
    done: "Written, read back and verified",
    stale: "Something was changed after this was written. Export again to include it.",
    folder: "Folder",
    bundle: "Bundle",
    evidence: "Internal evidence",
    evidenceHelp: "For whoever signs off. Do not publish it.",
    proof: "The proof",
    files: "Files",
    path: "File",
    size: "Size",
    hash: "SHA-256",
    verified: "verified",
  },

  status: {
    blocked: (n: number) => `${plural(n, "finding stops", "findings stop")} the release`,
    ready: "Ready to export",
  },
};
