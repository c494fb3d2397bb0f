import type { Place } from "../../grid/source";

/** What became of an observation. */
export type Became = "shown" | "rounded" | "recomputed" | "suppressed";

export const STATES: readonly Became[] = ["shown", "rounded", "recomputed", "suppressed"];

/** As many as are drawn and counted; more is a grey blur. */
export const MOST = 5_000;

const WIDE = 14;
const HIGH = 8;

/** A picture of cells: one path for each state, so that thousands stay light. */
export interface Drawing {
  width: number;
  height: number;
  drawn: number;
  counts: Record<Became, number>;
  paths: Record<Became, string>;
  /** One mark of each, for the legend. */
  sample: Record<Became, string>;
}

/** Shapes differ, so that colour never speaks alone: a dot, a bar, a ring, a full block. */
const MARKS: Record<Became, (x: number, y: number, w: number, h: number) => string> = {
  shown: (x, y, w, h) => box(x + w / 2 - 1, y + h / 2 - 1, 2, 2),
  rounded: (x, y, w, h) => box(x + 2, y + h / 2 - 1.5, w - 4, 3),
  recomputed: (x, y, w, h) => box(x + 2, y + 1, w - 4, h - 2) + box(x + 3.5, y + 2.5, w - 7, h - 5),
  suppressed: (x, y, w, h) => box(x + 0.5, y + 0.5, w - 1, h - 1),
};

function box(x: number, y: number, w: number, h: number): string {
  return `M${x} ${y}h${w}v${h}h${-w}Z`;
}

function isBecame(change: string | null): change is Became {
  return STATES.some((state) => state === change);
}

/** Draws each cell where it stands, from the first row and column that any of them has. */
export function draw(cells: { place: Place | null; change: string | null }[]): Drawing {
  const places = cells.flatMap(({ place }) => (place ? [place] : []));
  const left = places.reduce((least, { col }) => Math.min(least, col), Number.POSITIVE_INFINITY);
  const top = places.reduce((least, { row }) => Math.min(least, row), Number.POSITIVE_INFINITY);
  const counts = { shown: 0, rounded: 0, recomputed: 0, suppressed: 0 };
  const marks: Record<Became, string[]> = { shown: [], rounded: [], recomputed: [], suppressed: [] };
  let [width, height] = [0, 0];
  for (const { place, change } of cells) {
    const became = isBecame(change) ? change : "shown";
    counts[became] += 1;
    if (!place) continue;
    const [x, y] = [(place.col - left) * WIDE, (place.row - top) * HIGH];
    marks[became].push(MARKS[became](x, y, WIDE, HIGH));
    [width, height] = [Math.max(width, x + WIDE), Math.max(height, y + HIGH)];
  }
  const each = (of: (state: Became) => string): Record<Became, string> => ({ shown: of("shown"), rounded: of("rounded"), recomputed: of("recomputed"), suppressed: of("suppressed") });
  return { width, height, drawn: cells.length, counts, paths: each((state) => marks[state].join("")), sample: each((state) => MARKS[state](0, 2, 12, HIGH)) };
}
