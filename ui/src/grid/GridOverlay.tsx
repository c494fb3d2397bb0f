import type { CSSProperties } from "react";

import type { Axis } from "./axis";
import type { Span } from "./camera";
import { overlap, sizeOf, type Area } from "./source";

/** A frame around an area: a table on its sheet. */
export interface Frame {
  area: Area;
  /** `current`, `other` or `left-out`. */
  kind: "current" | "other" | "left-out";
}

interface Props {
  rows: Axis;
  cols: Axis;
  span: Span;
  left: number;
  active: Area;
  selected: Area;
  frames: readonly Frame[];
}

/** What is drawn over the cells: frames, the selection, the active cell. The cells themselves stay as they are. */
export function GridOverlay({ rows, cols, span, left, active, selected, frames }: Props) {
  const place = (area: Area): CSSProperties | null => {
    const drawn = overlap(area, { firstRow: span.firstRow, firstCol: span.firstCol, lastRow: span.endRow - 1, lastCol: span.endCol - 1 });
    if (!drawn) return null;
    // One more where it goes on, so that no border shows at the edge of the drawn part.
    const top = rows.start(drawn.firstRow) - rows.start(span.firstRow) - (area.firstRow < span.firstRow ? 4 : 0);
    const x = cols.start(drawn.firstCol) - cols.start(span.firstCol) - (area.firstCol < span.firstCol ? 4 : 0);
    const bottom = rows.start(drawn.lastRow + 1) - rows.start(span.firstRow);
    const right = cols.start(drawn.lastCol + 1) - cols.start(span.firstCol);
    return { top, left: x, width: right - x, height: bottom - top };
  };
  const shown = frames.map((frame) => ({ kind: frame.kind, style: place(frame.area) }));
  const range = sizeOf(selected) > sizeOf(active) ? place(selected) : null;
  const cell = place(active);
  return (
    <div className="grid-over" style={{ left }} aria-hidden="true">
      <div className="grid-both">
        {shown.map(({ kind, style }, i) => style && <div key={i} className={`grid-frame ${kind}`} style={style} />)}
        {range && <div className="grid-range" style={range} />}
        {cell && <div className="grid-active" style={cell} />}
      </div>
    </div>
  );
}
