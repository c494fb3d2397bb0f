// Where rows and columns lie, and how far a scrolled element is moved for that.

/** Rows or columns in pixels from the first one. */
export interface Axis {
  count: number;
  length: number;
  start(index: number): number;
  size(index: number): number;
  /** The one at that distance; the nearest when it is outside. */
  at(pixel: number): number;
}

/** All of one size. */
export function evenAxis(count: number, size: number): Axis {
  return {
    count,
    length: count * size,
    start: (index) => index * size,
    size: () => size,
    at: (pixel) => Math.max(0, Math.min(count - 1, Math.floor(pixel / size))),
  };
}

/** Each with its own size. */
export function unevenAxis(count: number, size: (index: number) => number): Axis {
  const starts = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 1) starts[i + 1] = (starts[i] ?? 0) + size(i);
  const start = (index: number): number => starts[Math.max(0, Math.min(count, index))] ?? 0;
  const at = (pixel: number): number => {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (start(middle) <= pixel) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  };
  return { count, length: start(count), start, size: (index) => start(index + 1) - start(index), at };
}

/** WebKit draws no element beyond about 33.5 million pixels, and the page's zoom multiplies its length. */
export const LONGEST = 6_000_000;

/** How a place on an axis and the position of a scroll bar belong together. */
export interface ScrollMap {
  /** Length of the scrolled element. */
  length: number;
  /** Whether the bar moves by less than the axis does. */
  scaled: boolean;
  /** The furthest place. */
  furthest: number;
  toBar(place: number): number;
  toPlace(bar: number): number;
}

/** For an axis of that length seen through a view of that size. */
export function scrollMap(length: number, view: number, longest = LONGEST): ScrollMap {
  const shown = Math.min(length, Math.max(longest, view));
  const furthest = Math.max(0, length - view);
  const bar = Math.max(0, shown - view);
  const scaled = shown < length;
  return {
    length: shown,
    scaled,
    furthest,
    toBar: (place) => (scaled ? (clamp(place, furthest) / furthest) * bar : clamp(place, furthest)),
    // Bars stop at a fraction of a pixel before their end: there the last row must be in sight.
    toPlace: (at) => (at >= bar - 1 ? furthest : scaled ? (clamp(at, bar) / bar) * furthest : clamp(at, furthest)),
  };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
