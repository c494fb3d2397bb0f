/** The rows in view of a long list, and where they are drawn. */
export interface Window {
  first: number;
  last: number;
  /** Of the whole list, in pixels. */
  height: number;
  /** Where the first row is drawn. */
  top: number;
  /** Pixels of the list that one pixel of the scroll bar stands for. */
  scale: number;
}

/** No engine keeps its place in something taller. */
const TALLEST = 8_000_000;
const BESIDE = 6;

export function windowOn(total: number, row: number, scrolled: number, seen: number): Window {
  const whole = total * row;
  const height = Math.min(whole, TALLEST);
  const scale = whole > height && height > seen ? (whole - seen) / (height - seen) : 1;
  const from = Math.min(scrolled * scale, Math.max(whole - seen, 0));
  const first = Math.max(Math.floor(from / row) - BESIDE, 0);
  const last = Math.min(Math.ceil((from + seen) / row) + BESIDE, total) - 1;
  return { first, last, height, top: scrolled - (from - first * row), scale };
}
