// The files that the tests give to the program: the sample's workbook under other names, and files that cannot be opened.

import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";

import { told } from "./program.js";

const sample = told("TABLEWRIGHT_SAMPLE");
const named = (ending) => path.join(sample, readdirSync(sample).find((name) => name.endsWith(ending)));

/** The sample's workbook and its recipe, as `cargo xtask sample` writes them. */
export const workbook = named(".xlsx");
export const recipe = named("recipe.toml");

/** A folder for the files of one test file; gone when its tests have ended. */
export function folder() {
  const made = mkdtempSync(path.join(tmpdir(), "tablewright-window-"));
  after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Copies of the sample's workbook. */
export function copies(into, count) {
  return Array.from({ length: count }, (_, index) => {
    const file = path.join(into, `attendances-${String(index + 1).padStart(2, "0")}.xlsx`);
    copyFileSync(workbook, file);
    return file;
  });
}

/** The sample's recipe as it would be after somebody has renamed a sheet of the workbook. */
export function olderRecipe(into) {
  const text = readFileSync(recipe, "utf8");
  const older = text.replace(/^sheet = "Table 2"$/mu, 'sheet = "Heat"').replace(/^title = ("|')Table 2: .*$/mu, 'title = "Heat illness by provider"');
  if (older === text) throw new Error("the recipe names no sheet “Table 2”");
  const file = path.join(into, "last-year.recipe.toml");
  writeFileSync(file, older);
  return file;
}

/** Files that cannot be opened, each for a reason of its own, and what the program must say of it. */
export function broken(into) {
  const file = (name, bytes) => {
    const at = path.join(into, name);
    writeFileSync(at, bytes);
    return at;
  };
  const whole = readFileSync(workbook);
  return [
    { file: file("letter.pdf", "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj << /Type /Catalog >> endobj\n"), says: "is not a workbook or CSV file" },
    { file: file("half.xlsx", whole.subarray(0, whole.length / 2)), says: "is damaged" },
    { file: file("secret.xlsx", encrypted()), says: "is protected with a password" },
    { file: file("nothing.xlsx", ""), says: "is empty" },
  ];
}

/** A CSV that takes a while to read. */
export function large(into, rows) {
  const file = path.join(into, "large.csv");
  const lines = ["area,month,age,attendances"];
  for (let row = 0; row < rows; row += 1) lines.push(`Area ${row % 997},2025-${String((row % 12) + 1).padStart(2, "0")},${row % 90},${(row * 7919) % 10_007}`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** An encrypted workbook as Excel stores it, as far as a reader without the password can tell: a compound file (MS-CFB) that holds a
 * stream named EncryptedPackage. */
function encrypted() {
  const [free, end, fat] = [0xffffffff, 0xfffffffe, 0xfffffffd];
  const file = Buffer.alloc(3 * 512);
  const header = [[0x18, 0x3e, 2], [0x1a, 3, 2], [0x1c, 0xfffe, 2], [0x1e, 9, 2], [0x20, 6, 2], [0x2c, 1, 4], [0x30, 1, 4], [0x38, 4096, 4], [0x3c, end, 4], [0x44, end, 4]];
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  for (const [at, value, size] of header) file.writeUIntLE(value, at, size);
  for (let at = 0x50; at < 512; at += 4) file.writeUInt32LE(free, at);
  file.fill(0xff, 512, 1024);
  file.writeUInt32LE(0, 0x4c);
  file.writeUInt32LE(fat, 512);
  file.writeUInt32LE(end, 516);
  ["Root Entry", "EncryptedPackage", "", ""].forEach((name, index) => {
    const at = 1024 + index * 128;
    file.write(name, at, "utf16le");
    file.writeUInt16LE(name ? (name.length + 1) * 2 : 0, at + 64);
    file.writeUInt8(["Root Entry", "EncryptedPackage"].includes(name) ? (index === 0 ? 5 : 2) : 0, at + 66);
    file.writeUInt8(1, at + 67);
    for (const link of [68, 72, 76]) file.writeUInt32LE(free, at + link);
    file.writeUInt32LE(name ? end : 0, at + 116);
  });
  file.writeUInt32LE(1, 1024 + 76);
  return file;
}
