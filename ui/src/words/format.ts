// How numbers are written in words.

/** A count with its thousands marked: 12,340. */
export function count(n: number): string {
  return n.toLocaleString("en-GB");
}

/** "1 row", "12,340 rows". */
export function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A file size in words. */
export function size(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, "byte", "bytes");
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
