import { plural } from "./format";

export const exporting = {
  checks: "Before it is written",
  goTo: (step: string) => `Go to ${step}`,
  tablesNone: "No table takes part in the release",
  tables: (n: number) => `${plural(n, "table goes", "tables go")} into the bundle`,

  where: "Where it is written",
  bundle: "Bundle, for publication",
  bundleHelp: "A new folder is made in the folder that you choose; nothing that is there is changed.",
  evidence: "Internal evidence, for whoever signs off",
  evidenceHelp: "Decisions, reasons and the full proof. Never publish it; keep it where only your team can read it.",
  newFolder: (folder: string) => `New folder: ${folder}`,
  inFolder: (folder: string) => `In “${folder}”.`,
  notChosen: "Not chosen yet.",
  besideBundle: "Beside the bundle.",
  choose: "Choose…",
  chooseNamed: (what: string) => `Choose… ${what}`,

  files: "Files to be written",
  filesCount: (n: number) => plural(n, "file", "files"),
  noFiles: "The files are known once a table takes part in the release.",
  planLoading: "Working out what will be written…",
  planFailed: "What will be written could not be worked out.",

  write: "Write the bundle",
  writeAgain: "Write it again",
  writeHelp: "It is written whole or not at all, then read back from the disk and attacked as a reader could.",
  asksFirst: "You are asked for the folder first.",

  result: "Written, read back and verified",
  stale: "Out of date: something was changed after this was written. Write it again to include it.",
  proof: "The proof",
  folder: "Folder",
  evidenceFolder: "Internal evidence",
  evidenceWarning: "Do not publish it.",
  openFolder: "Open folder",
  openEvidence: "Open evidence folder",
  writtenFiles: (n: number) => `${plural(n, "file", "files")} with sizes and hashes`,
  file: "File",
  size: "Size",
  hash: "SHA-256",
};
