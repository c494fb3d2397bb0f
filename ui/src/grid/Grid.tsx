import { useCallback, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from "react";

import { words } from "../words";
import type { Frame } from "./GridOverlay";
import { GridBody } from "./GridBody";
import { GridBars, type Finder } from "./GridBars";
import type { Area, Source } from "./source";
import type { Selected, Target } from "./useSelection";

export interface GridProps {
  source: Source;
  /** The grid's name for those who cannot see it. */
  label: string;
  /** What to say when the source has no cells. */
  empty: string;
  /** Whether cells are tinted and lettered by role. */
  roles?: boolean;
  /** A class for a cell that stands out (`traced`, `found`). Keep the function the same while nothing changes. */
  mark?: ((row: number, col: number) => string | undefined) | undefined;
  frames?: readonly Frame[];
  /** Selects a cell or an area and shows it; a new key does it again. */
  target?: Target | null;
  onSelect?: (selected: Selected) => void;
  /** Keys that the owner has a use for; true when it was one. */
  onKey?: (event: KeyboardEvent, selected: Selected) => boolean;
  /** The status line: what is active, in words. */
  say: (selected: Selected) => string;
  /** Beside what is active. */
  note?: ReactNode;
  /** The area that a typed text names, or in words why there is none. */
  goTo?: { label: string; help: string; place: (text: string) => Area | string };
  find?: Finder;
  /** Whether Ctrl+F and Ctrl+G mean this grid when the focus is in no grid. */
  primary?: boolean;
}

const NO_FRAMES: readonly Frame[] = [];

/** Cells in rows and columns, of which only those in view are drawn, with a status line, Go to and Find. */
export function Grid(props: GridProps) {
  const { source, label, empty, frames = NO_FRAMES, roles = false, target = null, say, note, goTo, find, primary = false } = props;
  const version = useSyncExternalStore(source.subscribe, source.version);
  const [selected, setSelected] = useState<Selected>({ active: { row: 0, col: 0 }, area: { firstRow: 0, firstCol: 0, lastRow: 0, lastCol: 0 } });
  const [message, setMessage] = useState("");
  /** Where Go to and Find have led, until the owner asks for another place. */
  const [gone, setGone] = useState<{ target: Target; after: Target["key"] | undefined } | null>(null);
  const { onSelect } = props;
  const show = useCallback((next: Selected) => {
    setSelected(next);
    setMessage("");
  }, []);
  const go = (to: Target): void => {
    setGone({ target: to, after: target?.key });
    onSelect?.({ active: to, area: { firstRow: to.row, firstCol: to.col, lastRow: to.lastRow ?? to.row, lastCol: to.lastCol ?? to.col } });
  };

  if (source.status === "failed") return <Failed onAgain={() => { source.refresh(); }} />;
  if (source.status === "loading") return <p className="grid-empty" role="status">{words.grid.loading}</p>;
  if (source.rows === 0 || source.cols === 0) return <p className="grid-empty">{empty}</p>;
  return (
    <div className="grid-pane" data-pane="">
      <GridBody
        source={source} version={version} label={label} roles={roles} mark={props.mark} frames={frames} target={gone && gone.after === target?.key ? gone.target : target}
        onShow={show} onSelect={onSelect} onKey={props.onKey} onMessage={setMessage}
      />
      <GridBars goTo={goTo} find={find} active={selected.active} primary={primary} onGo={go} />
      <div className="grid-status">
        <p role="status">{message || say(selected)}</p>
        {source.partial && <p className="grid-partial">{words.grid.partial} <button type="button" onClick={() => { source.refresh(); }}>{words.grid.again}</button></p>}
        {note}
      </div>
    </div>
  );
}

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <div className="grid-empty" role="alert">
      <p>{words.grid.failed}</p>
      <button type="button" onClick={onAgain}>{words.grid.again}</button>
    </div>
  );
}
