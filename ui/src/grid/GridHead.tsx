import { memo } from "react";

import { words } from "../words";
import type { RowLook } from "./GridRow";

interface Props {
  look: RowLook;
  firstCol: number;
  endCol: number;
  /** The selected columns; none when `from` is beyond `to`. */
  from: number;
  to: number;
}

/** The letters or names of the columns. */
export const GridHead = memo(function GridHead({ look, firstCol, endCol, from, to }: Props) {
  const { source, cols, left } = look;
  const start = cols.start(firstCol);
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        <div role="columnheader" aria-colindex={1} aria-label={words.grid.corner} className="grid-corner" style={{ width: left }} data-corner="" />
        <div className="grid-cells grid-across" style={{ left }}>
          {Array.from({ length: Math.max(0, endCol - firstCol) }, (_, i) => firstCol + i).map((col) => {
            const hidden = source.isHiddenCol(col);
            const name = ["grid-name", col >= from && col <= to && "is-within", hidden && "is-hidden"].filter(Boolean).join(" ");
            return (
              <div key={col} role="columnheader" aria-colindex={col + 2} className={name} data-col={col} title={source.columnName(col)} style={{ left: cols.start(col) - start, width: cols.size(col) }}>
                {source.columnName(col)}
                {hidden && <span className="only-read">, {words.grid.hiddenColumn}</span>}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
});
