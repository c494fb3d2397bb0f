// The selection as text for other programs.

import { sizeOf, type Area, type Source } from "./source";

/** How many cells are copied at most. */
export const MOST_COPIED = 200_000;
const STRIP = 4_096;

/** Rows in lines, cells parted by tabs; null when there are too many. */
export async function textOf(source: Pick<Source, "texts">, area: Area): Promise<string | null> {
  if (sizeOf(area) > MOST_COPIED) return null;
  const lines: string[] = [];
  for (let row = area.firstRow; row <= area.lastRow; row += STRIP) {
    const texts = await source.texts({ ...area, firstRow: row, lastRow: Math.min(area.lastRow, row + STRIP - 1) });
    lines.push(...texts.map((cells) => cells.map(quoted).join("\t")));
  }
  return lines.join("\n");
}

/** As spreadsheets paste it: a text with a tab or a line break stands in quotes. */
function quoted(text: string): string {
  return /[\t\n\r"]/u.test(text) && /[\t\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
