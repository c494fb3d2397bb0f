import { useRef, type KeyboardEvent, type PointerEvent } from "react";

interface Props {
  label: string;
  /** Percent of the height above it. */
  value: number;
  onChange: (value: number) => void;
}

export const LEAST = 20;
export const MOST = 80;
const STEP = 5;

/** Divides the panes above and below it; arrows, Home and End move it, as the mouse does. */
export function Splitter({ label, value, onChange }: Props) {
  const dragging = useRef(false);
  const to = (next: number): void => { onChange(Math.round(Math.max(LEAST, Math.min(MOST, next)))); };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowUp: value - STEP, ArrowDown: value + STEP, Home: LEAST, End: MOST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    to(next);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const around = event.currentTarget.parentElement?.getBoundingClientRect();
    if (dragging.current && around && around.height > 0) to(((event.clientY - around.top) / around.height) * 100);
  };
  return (
    // A separator that can be moved takes the focus and the keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      role="separator" tabIndex={0} className="splitter" aria-label={label} aria-orientation="horizontal" aria-valuenow={value} aria-valuemin={LEAST} aria-valuemax={MOST}
      onKeyDown={onKeyDown} onPointerMove={onPointerMove}
      onPointerDown={(event) => { dragging.current = true; event.currentTarget.setPointerCapture(event.pointerId); }}
      onPointerUp={() => { dragging.current = false; }} onPointerCancel={() => { dragging.current = false; }}
    />
  );
}
