// Ctrl and an arrow: to the edge of the data, as spreadsheets have it.

import type { Place, Source } from "./source";

type Texts = Pick<Source, "rows" | "cols" | "texts">;

/** How far it looks before it goes to the edge of the sheet. */
const FURTHEST = 65_536;

/**
 * The last filled cell of a run, or the first one after blanks; the edge of the sheet where neither comes.
 * It reads ahead in growing strips.
 */
export async function edgeOf(source: Texts, from: Place, down: number, across: number): Promise<Place> {
  const forward = down + across > 0;
  const at = down === 0 ? from.col : from.row;
  const count = down === 0 ? source.cols : source.rows;
  const end = forward ? count - 1 : 0;
  const place = (index: number): Place => (down === 0 ? { row: from.row, col: index } : { row: index, col: from.col });
  let previous: boolean | null = null;
  let run: boolean | null = null;
  let strip = 128;
  for (let index = at, seen = 0; forward ? index <= end : index >= end; seen += strip, strip = Math.min(8_192, strip * 4)) {
    if (seen > FURTHEST) break;
    const last = forward ? Math.min(end, index + strip - 1) : Math.max(end, index - strip + 1);
    const filled = await read(source, place(Math.min(index, last)), place(Math.max(index, last)));
    if (!forward) filled.reverse();
    for (const is of filled) {
      // A run goes on only when the next cell is filled too; otherwise the first filled cell after the blanks is meant.
      if (previous !== null) {
        run ??= previous && is;
        if (run && !is) return place(index + (forward ? -1 : 1));
        if (!run && is) return place(index);
      }
      previous = is;
      index += forward ? 1 : -1;
    }
  }
  return place(end);
}

async function read(source: Texts, first: Place, last: Place): Promise<boolean[]> {
  const texts = await source.texts({ firstRow: first.row, firstCol: first.col, lastRow: last.row, lastCol: last.col });
  return texts.flat().map((text) => text !== "");
}
