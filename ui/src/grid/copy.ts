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

/** Puts a text on the clipboard; where the clipboard is closed to the page, by way of a field's copy command. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text);
  }
}

function byCommand(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "only-read";
  document.body.append(field);
  field.select();
  // The only way left in a window that has not opened its clipboard.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
