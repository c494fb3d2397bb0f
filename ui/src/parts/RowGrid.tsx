import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from "react";

import { useBackend } from "../backend";
import type { RowView } from "../engine";
import { RowStore, type Snapshot } from "../rows";
import { words } from "../words";

const ROW = 28;
const OVERSCAN = 8;

interface Props {
  label: string;
  table: number;
  asProtected: boolean;
  /** Rows are fetched anew when it changes. */
  revision: number;
  /** The cell to show; a new object shows it again. */
  target: { cell: string } | null;
}

/** The tidy rows of a table: only those in view are drawn, so that a million rows cost no more than fifty. */
export function RowGrid({ label, table, asProtected, revision, target }: Props) {
  const backend = useBackend();
  const store = useMemo(() => new RowStore((first, count) => backend.rows(table, asProtected, first, count)), [backend, table, asProtected]);
  const rows = useSyncExternalStore(store.subscribe, store.snapshot);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [seen, setSeen] = useState({ top: 0, height: 480 });
  const [active, setActive] = useState({ row: 0, col: 0 });
  const first = Math.max(0, Math.floor(seen.top / ROW) - OVERSCAN);
  const end = Math.min(rows.total, Math.ceil((seen.top + seen.height) / ROW) + OVERSCAN);
  const columns = [words.table.cell, words.table.change, ...rows.columns];
  const widths = useMemo(() => template(rows), [rows]);

  useEffect(() => { store.refresh(); }, [store, revision]);
  useEffect(() => { store.need(first, end); }, [store, revision, first, end]);
  const filled = rows.loaded && !rows.failed && rows.total > 0;
  useLayoutEffect(() => {
    const element = box.current;
    if (!filled || !element || typeof ResizeObserver === "undefined") return;
    const measure = (): void => { setSeen((was) => ({ ...was, height: element.clientHeight || was.height })); };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, [filled]);
  useEffect(() => {
    if (!target) return;
    let current = true;
    void store.find(target.cell).then((at) => {
      if (!current || at === null) return;
      setActive((was) => ({ row: at, col: was.col }));
      const top = reveal(box.current, at, "middle");
      setSeen((was) => ({ ...was, top }));
    });
    return () => { current = false; };
  }, [store, target]);

  const onKey = (event: KeyboardEvent): void => {
    const next = moved(event, active, rows.total, columns.length, Math.max(1, Math.floor(seen.height / ROW) - 2));
    if (!next) return;
    event.preventDefault();
    setActive(next);
    reveal(box.current, next.row, "nearest");
  };

  if (rows.failed) return <p className="empty">{words.table.failed}</p>;
  if (!rows.loaded) return <p className="empty">{words.table.loading}</p>;
  if (rows.total === 0) return <p className="empty">{words.table.empty}</p>;
  const shown = active.row >= first && active.row < end ? `${id}-${active.row}-${active.col}` : undefined;
  return (
    <div
      ref={box} className="grid" role="grid" tabIndex={0} aria-label={label} aria-rowcount={rows.total + 1} aria-colcount={columns.length}
      aria-activedescendant={shown} onKeyDown={onKey} onScroll={(event) => { const { scrollTop } = event.currentTarget; setSeen((was) => ({ ...was, top: scrollTop })); }}
    >
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: widths }}>
          {columns.map((name, col) => <div key={col} role="columnheader" aria-colindex={col + 1}>{name}</div>)}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: rows.total * ROW }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i).map((index) => (
          <GridRow
            key={index} id={id} index={index} row={rows.row(index)} columns={columns.length} widths={widths}
            activeCol={index === active.row ? active.col : null} onPick={(col) => { setActive({ row: index, col }); }}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  index: number;
  row: RowView | undefined;
  columns: number;
  widths: string;
  activeCol: number | null;
  onPick: (col: number) => void;
}

function GridRow({ id, index, row, columns, widths, activeCol, onPick }: RowProps) {
  const change = row?.change ? (words.table.changes[row.change] ?? row.change) : "";
  const texts = row ? [row.cell, change, ...row.fields] : Array.from({ length: columns }, () => "");
  const name = ["grid-row", activeCol === null ? "" : "is-active", row?.change ?? ""].join(" ").trim();
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={activeCol !== null} className={name} style={{ gridTemplateColumns: widths, top: index * ROW }}>
      {texts.map((text, col) => (
        // The grid itself takes the keys; a click only moves its active cell.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={col} id={`${id}-${index}-${col}`} role="gridcell" aria-colindex={col + 1} title={text} onClick={() => { onPick(col); }}
          className={[col === activeCol ? "is-active" : "", isNumber(text) ? "number" : "", col === 0 ? "source" : "", col === 1 && change ? "change" : ""].join(" ").trim()}
        >
          {text}
        </div>
      ))}
    </div>
  );
}

function isNumber(text: string): boolean {
  return /^[-−]?[\d,]+(\.\d+)?%?$/.test(text);
}

/** Widths that fit what the first rows hold; long labels are cut, so that the values stay in sight, and shown whole on hovering. */
function template(rows: Snapshot): string {
  // In em, not ch: the header is bold, and must have the same columns.
  const fit = (texts: string[]): string => `${(1.6 + 0.62 * Math.min(16, Math.max(5, ...texts.map((text) => text.length)))).toFixed(2)}em`;
  const fields = rows.columns.map((name, col) => fit([name, ...rows.sample.map((row) => row.fields[col] ?? "")]));
  return ["5em", "7.5em", ...fields].join(" ");
}

/** Scrolls so that a row can be seen below the header; gives the place scrolled to. */
function reveal(element: HTMLElement | null, row: number, where: "nearest" | "middle"): number {
  if (!element) return 0;
  const room = element.clientHeight - ROW;
  const top = row * ROW;
  if (where === "middle") element.scrollTop = Math.max(0, top - room / 2);
  else if (top < element.scrollTop) element.scrollTop = top;
  else if (top + ROW > element.scrollTop + room) element.scrollTop = top + ROW - room;
  return element.scrollTop;
}

function moved(event: KeyboardEvent, at: { row: number; col: number }, rows: number, cols: number, page: number): { row: number; col: number } | null {
  const far = event.ctrlKey || event.metaKey;
  const row = (to: number): { row: number; col: number } => ({ row: Math.min(rows - 1, Math.max(0, to)), col: at.col });
  const col = (to: number): { row: number; col: number } => ({ row: at.row, col: Math.min(cols - 1, Math.max(0, to)) });
  switch (event.key) {
    case "ArrowDown": return row(at.row + 1);
    case "ArrowUp": return row(at.row - 1);
    case "PageDown": return row(at.row + page);
    case "PageUp": return row(at.row - page);
    case "ArrowRight": return col(at.col + 1);
    case "ArrowLeft": return col(at.col - 1);
    case "Home": return far ? { row: 0, col: 0 } : col(0);
    case "End": return far ? { row: rows - 1, col: cols - 1 } : col(cols - 1);
    default: return null;
  }
}
