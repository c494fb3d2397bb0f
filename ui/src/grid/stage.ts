// The scrolled element of a grid: moves the drawn cells with the scroll bars, without drawing them anew at each step.

import { scrollMap, type Axis, type ScrollMap } from "./axis";
import { clamped, revealing, sameSize, sameSpan, spanOf, type Camera, type Scene, type Span } from "./camera";
import type { Area, Place } from "./source";

/** Height of a row, and of the column names. */
export const ROW = 28;
export const HEAD = 28;

interface Axes {
  rows: Axis;
  cols: Axis;
  /** Width of the row numbers. */
  left: number;
}

/** Until it is measured. */
const START = { width: 800, height: 480 };

export class Stage {
  readonly #listeners = new Set<() => void>();
  #axes: Axes;
  #element: HTMLElement | null = null;
  #camera: Camera;
  /** Where the scroll bars were last seen, or put. */
  #bars = { x: 0, y: 0 };
  #down: ScrollMap;
  #across: ScrollMap;
  #drawn: Span;
  #scene: Scene;

  constructor(axes: Axes) {
    this.#axes = axes;
    this.#camera = { x: 0, y: 0, width: START.width - axes.left, height: START.height - HEAD };
    this.#down = scrollMap(axes.rows.length, this.#camera.height);
    this.#across = scrollMap(axes.cols.length, this.#camera.width);
    this.#drawn = spanOf(this.#camera, axes.rows, axes.cols);
    this.#scene = { span: this.#drawn, size: START, whole: this.#whole() };
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  scene = (): Scene => this.#scene;

  /** Takes the scrolled element; gives what lets go of it. */
  attach(element: HTMLElement | null): () => void {
    this.#element = element;
    const measure = (): void => { this.#resize(); };
    const onWheel = (event: WheelEvent): void => { this.#wheel(event); };
    measure();
    element?.addEventListener("wheel", onWheel, { passive: false });
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
    if (element) observer?.observe(element);
    return () => {
      observer?.disconnect();
      element?.removeEventListener("wheel", onWheel);
      this.#element = null;
    };
  }

  /** The source has other rows or columns now. */
  fit(axes: Axes): void {
    this.#axes = axes;
    this.#resize();
  }

  /** What has been drawn; it is put where the camera sees it. */
  drawn(span: Span): void {
    this.#drawn = span;
    this.#place();
  }

  reveal(area: Area, how: "nearest" | "middle"): void {
    this.#look(revealing(this.#camera, this.#axes.rows, this.#axes.cols, area, how));
  }

  /** Moves the view by pixels. */
  pan(x: number, y: number): void {
    this.#look({ ...this.#camera, x: this.#camera.x + x, y: this.#camera.y + y });
  }

  /** How many whole rows are in view, less one. */
  page(): number {
    return Math.max(1, Math.floor(this.#camera.height / ROW) - 1);
  }

  /** The place at a point of the window; the nearest one in view when it is beside it. */
  placeAt(x: number, y: number): Place {
    const { left, rows, cols } = this.#axes;
    const box = this.#element?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const bound = (at: number, most: number): number => Math.max(0, Math.min(most - 1, at));
    return {
      row: rows.at(this.#camera.y + bound(y - box.top - HEAD, this.#camera.height)),
      col: cols.at(this.#camera.x + bound(x - box.left - left, this.#camera.width)),
    };
  }

  /** In which direction a point of the window lies outside the cells. */
  outside(x: number, y: number): { x: number; y: number } {
    const box = this.#element?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const side = (at: number, from: number, size: number): number => (at < from ? -1 : at > from + size ? 1 : 0);
    return { x: side(x, box.left + this.#axes.left, this.#camera.width), y: side(y, box.top + HEAD, this.#camera.height) };
  }

  /** The scroll bars have moved. */
  scrolled(): void {
    if (!this.#element) return;
    const { scrollLeft, scrollTop } = this.#element;
    const { x, y } = this.#camera;
    // What the camera itself has moved comes back rounded, and is no news.
    const next = {
      ...this.#camera,
      x: Math.abs(scrollLeft - this.#bars.x) < 1 ? x : this.#across.toPlace(scrollLeft),
      y: Math.abs(scrollTop - this.#bars.y) < 1 ? y : this.#down.toPlace(scrollTop),
    };
    this.#bars = { x: scrollLeft, y: scrollTop };
    if (next.x !== x || next.y !== y) this.#moved(next);
  }

  /** Moves the camera, and the scroll bars after it. */
  #look(wanted: Camera): void {
    const next = clamped(wanted, this.#axes.rows, this.#axes.cols);
    if (this.#element) {
      this.#element.scrollLeft = this.#across.toBar(next.x);
      this.#element.scrollTop = this.#down.toBar(next.y);
      this.#bars = { x: this.#element.scrollLeft, y: this.#element.scrollTop };
    }
    this.#moved(next);
  }

  #moved(camera: Camera): void {
    this.#camera = camera;
    this.#place();
    const span = spanOf(camera, this.#axes.rows, this.#axes.cols);
    if (!sameSpan(span, this.#scene.span)) this.#tell({ ...this.#scene, span });
  }

  /** Puts what is drawn where the camera sees it. Each row carries its own cells sideways, since its number stays. */
  #place(): void {
    const { rows, cols } = this.#axes;
    const x = `translateX(${Math.round(cols.start(this.#drawn.firstCol) - this.#camera.x)}px)`;
    const y = `translateY(${Math.round(rows.start(this.#drawn.firstRow) - this.#camera.y)}px)`;
    this.#each("grid-down", y);
    this.#each("grid-across", x);
    this.#each("grid-both", `${x} ${y}`);
  }

  #each(name: string, transform: string): void {
    for (const one of this.#element?.getElementsByClassName(name) ?? []) {
      if (one instanceof HTMLElement && one.style.transform !== transform) one.style.transform = transform;
    }
  }

  /** Where the bar moves by less than the rows do, the wheel still moves by what it says. */
  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.defaultPrevented || (!this.#down.scaled && !this.#across.scaled)) return;
    event.preventDefault();
    const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? ROW : this.#camera.height;
    const [x, y] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.pan(x * unit, y * unit);
  }

  #whole(): Scene["whole"] {
    return { width: this.#across.length + this.#axes.left, height: this.#down.length + HEAD };
  }

  #resize(): void {
    const { rows, cols, left } = this.#axes;
    const width = this.#element?.clientWidth || START.width;
    const height = this.#element?.clientHeight || START.height;
    const view = { width: Math.max(1, width - left), height: Math.max(1, height - HEAD) };
    this.#down = scrollMap(rows.length, view.height);
    this.#across = scrollMap(cols.length, view.width);
    const camera = clamped({ ...this.#camera, ...view }, rows, cols);
    this.#tell({ span: spanOf(camera, rows, cols), size: { width, height }, whole: this.#whole() });
    this.#look(camera);
  }

  #tell(scene: Scene): void {
    const { span, size, whole } = this.#scene;
    if (sameSpan(span, scene.span) && sameSize(size, scene.size) && sameSize(whole, scene.whole)) return;
    this.#scene = scene;
    for (const listener of this.#listeners) listener();
  }
}
