import { plural } from "./format";

export const shell = {
  product: "Tablewright",
  promise: "Nothing leaves this computer",
  starting: "Starting…",
  outsideWindow: "This page works inside the Tablewright program. Start Tablewright to use it.",
  noTitle: "Release without a title",
  nothingOpen: "No release open",
  close: "Close",
  dismiss: (what: string) => `Dismiss: ${what}`,
  cancel: "Cancel",
  stopping: "Stopping…",
  optional: "optional",
  required: "required",
  retry: "Try again",
  example: (text: string) => `Example: ${text}`,
  wait: (stage: string) => `Wait until “${stage}” is done`,

  header: {
    label: "Program",
    home: "Home",
    newRelease: "New release",
    newReleaseHelp: "Close everything and begin anew. You can undo it.",
    open: "Open…",
    openHelp: "Open workbooks or a recipe beside what is open (Ctrl+O)",
    saveRecipe: "Save recipe…",
    saveRecipeHelp: "Save layout, columns, policy and description for the next release; never data (Ctrl+S)",
    recipeSaved: "Recipe saved",
    openFirst: "Open a workbook first",
    help: "Keyboard shortcuts",
    helpKey: "Keyboard shortcuts (F1)",
  },

  undo: {
    undo: "Undo",
    redo: "Redo",
    undoNamed: (step: string) => `Undo: ${step}`,
    redoNamed: (step: string) => `Redo: ${step}`,
    undone: (step: string) => `Undone: ${step}`,
    redone: (step: string) => `Done again: ${step}`,
    nothingToUndo: "Nothing to undo",
    nothingToRedo: "Nothing to redo",
  },

  steps: {
    label: "Steps",
    names: {
      home: "Home",
      match: "Match",
      workbooks: "Workbooks",
      tables: "Tables",
      columns: "Columns",
      checks: "Checks",
      describe: "Describe",
      export: "Export",
    } as Record<string, string>,
    help: {
      match: "Compare what the recipe expects with what these workbooks hold.",
      workbooks: "What is in the files, and what they hide.",
      tables: "The tables that were found, and how each cell is read.",
      columns: "What each column of the tidy tables means.",
      checks: "What could identify a person, and what you decide about it.",
      describe: "What readers and catalogues are told about the release.",
      export: "Write the bundle, read it back, and keep the evidence.",
    } as Record<string, string>,
    states: { "not-started": "Not started", attention: "Needs attention", done: "Done", "out-of-date": "Out of date" },
    count: (n: number) => plural(n, "thing needs attention", "things need attention"),
  },

  bar: {
    label: "Back, continue and progress",
    back: "Back",
    backTo: (step: string) => `Back to ${step}`,
    firstPage: "This is the first page",
    continue: "Continue",
    continueTo: (step: string) => `Continue to ${step}`,
    lastStep: "This is the last step",
    saved: (time: string) => `Saved ${time}`,
    unsaved: "No changes yet",
    savedHelp: "Your work is kept on this computer at each change, without data values.",
  },

  progress: {
    label: "Progress",
    of: (done: string, total: string) => `${done} of ${total}`,
    share: (percent: number) => `${percent} %`,
  },

  messages: {
    label: "Messages",
    next: "What to do:",
    restored: (when: string) => `Restored: your work as it was at ${when}`,
    restoredHelp: "The program ended before you closed this release. Nothing was lost.",
    restoredPart: "The program ended before you closed this release. Not everything could be opened again; what is missing is named in this window.",
  },

  zoomed: (percent: number) => `Size ${percent} %`,

  drop: { title: "Drop to open", help: "Each workbook is read; none is changed." },

  shortcuts: {
    title: "Keyboard shortcuts",
    groups: [
      {
        title: "Everywhere",
        keys: [
          [["Ctrl+O"], "Open workbooks or a recipe"],
          [["Ctrl+S"], "Save the recipe"],
          [["Ctrl+Z"], "Undo"],
          [["Ctrl+Y", "Ctrl+Shift+Z"], "Redo"],
          [["Ctrl+1 to Ctrl+6"], "Go to a step, from Workbooks to Export"],
          [["F6", "Shift+F6"], "Next pane, pane before"],
          [["Ctrl++", "Ctrl+-", "Ctrl+0"], "Larger, smaller, as it was"],
          [["F1", "?"], "Show or hide this list"],
          [["Esc"], "Close this list"],
        ],
      },
      {
        title: "In a sheet or a table of rows",
        keys: [
          [["Arrow keys", "Page Up", "Page Down"], "Move"],
          [["Shift+arrow keys"], "Select"],
          [["Ctrl+Home", "Ctrl+End"], "First cell, last cell"],
          [["Ctrl+G"], "Go to a cell"],
          [["Ctrl+F"], "Find"],
          [["Ctrl+C"], "Copy what is selected"],
        ],
      },
      {
        title: "Correct how a table is read",
        keys: [
          [["H"], "Header, for the rows selected"],
          [["L"], "Label, for the columns selected"],
          [["V"], "Value, for the columns selected"],
          [["T", "Shift+T"], "Total, for the rows or the columns"],
          [["N", "Shift+N"], "Note, for the rows or the columns"],
          [["X", "Shift+X"], "Ignore the rows or the columns"],
          [["S", "Shift+S"], "Split the table before the row or the column"],
          [["M"], "Merge with another table of the sheet"],
          [["A"], "Add a table from the cells selected"],
        ],
      },
    ] as { title: string; keys: [string[], string][] }[],
  },
};
