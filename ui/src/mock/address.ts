// Cell addresses, as the engine writes them.

/** `A`, `Z`, `AA`: the letters of a column that counts from 0. */
export function letters(col: number): string {
  const high = Math.floor(col / 26);
  const last = String.fromCharCode(65 + (col % 26));
  return high > 0 ? letters(high - 1) + last : last;
}

/** `B7`, from a row and a column that count from 0. */
export function address(row: number, col: number): string {
  return `${letters(col)}${String(row + 1)}`;
}

/** Row and column of `B7`; none for anything else. */
export function parse(cell: string): [number, number] | null {
  const found = /^([A-Z]{1,3})([0-9]{1,7})$/u.exec(cell.toUpperCase());
  if (!found) return null;
  const col = Array.from(found[1] ?? "").reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [Number(found[2]) - 1, col - 1];
}

/** The same number for the same place, every time: made-up data must not change between two looks. */
export function chance(row: number, col: number, below: number): number {
  let x = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(col + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) % below;
}
