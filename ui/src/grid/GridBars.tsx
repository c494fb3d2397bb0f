import { useEffect, useRef, useState, type KeyboardEvent, type SubmitEvent } from "react";

import { Icon } from "../parts/Icon";
import { words } from "../words";
import type { Area, Place } from "./source";
import type { Target } from "./useSelection";

/** Looks for a text after a place, or before it. */
export type Finder = (text: string, after: Place, backwards: boolean) => Promise<Found | null>;

export interface Found extends Place {
  /** Where, in words ("B7"). */
  where: string;
  /** Whether it went past the end. */
  wrapped: boolean;
}

interface Props {
  goTo: { label: string; help: string; place: (text: string) => Area | string } | undefined;
  find: Finder | undefined;
  active: Place;
  primary: boolean;
  onGo: (target: Target) => void;
}

type Bar = "goto" | "find";
let lastKey = 0;

/** Go to and Find: two buttons, and the bar of the one that is open. */
export function GridBars({ goTo, find, active, primary, onGo }: Props) {
  const [open, setOpen] = useState<Bar | null>(null);
  const [text, setText] = useState({ goto: "", find: "" });
  const [says, setSays] = useState("");
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const turn = useRef(0);

  const show = (bar: Bar): void => { setOpen(bar); setSays(""); field.current?.select(); };
  const close = (): void => {
    setOpen(null);
    root.current?.closest(".grid-pane")?.querySelector<HTMLElement>("[role=grid]")?.focus();
  };
  useEffect(() => { if (open) field.current?.select(); }, [open]);

  const seek = async (backwards: boolean): Promise<void> => {
    if (!find || text.find === "") return;
    const now = ++turn.current;
    setSays(words.grid.searching);
    try {
      const found = await find(text.find, active, backwards);
      if (now !== turn.current) return;
      setSays(!found ? words.grid.notFound(text.find) : found.wrapped ? words.grid.foundWrapped(found.where) : words.grid.found(found.where));
      if (found) onGo({ row: found.row, col: found.col, key: `bar-${++lastKey}` });
    } catch {
      if (now === turn.current) setSays(words.grid.findFailed);
    }
  };
  const go = (): void => {
    const place = goTo?.place(text.goto.trim());
    if (place === undefined || text.goto.trim() === "") return;
    if (typeof place === "string") { setSays(place); field.current?.select(); return; }
    onGo({ row: place.firstRow, col: place.firstCol, lastRow: place.lastRow, lastCol: place.lastCol, key: `bar-${++lastKey}` });
    close();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (open === "goto") go();
    else void seek(false);
  };

  // The keys of the pane, and of the window where no other grid has the focus.
  const keys = useRef<(event: globalThis.KeyboardEvent) => boolean>(() => false);
  useEffect(() => {
    keys.current = (event) => {
      const key = event.key.toLowerCase();
      const far = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (far && key === "f" && find) show("find");
      else if (far && key === "g" && goTo) show("goto");
      else if (key === "f3" && find) { if (text.find === "") show("find"); else void seek(event.shiftKey); }
      else return false;
      return true;
    };
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || !root.current) return;
      const pane = event.target instanceof Element ? event.target.closest(".grid-pane") : null;
      const ours = pane ? pane.contains(root.current) : primary;
      if (ours && keys.current(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => { window.removeEventListener("keydown", onKey); };
  }, [primary]);

  const onBarKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.shiftKey && open === "find") void seek(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = open === "goto" ? (goTo?.label ?? "") : words.grid.find;
  return (
    <div className="grid-bars" ref={root}>
      {open && (
        <form className="grid-bar" onSubmit={submit}>
          <label>
            <span>{label}</span>
            <input
              ref={field} type="text" value={text[open]} placeholder={open === "goto" ? goTo?.help : undefined} spellCheck={false} autoComplete="off"
              onChange={(event) => { setText({ ...text, [open]: event.target.value }); setSays(""); }} onKeyDown={onBarKey}
            />
          </label>
          <button type="submit">{open === "goto" ? words.grid.go : words.grid.findNext}</button>
          {open === "find" && <button type="button" onClick={() => { void seek(true); }}>{words.grid.findPrevious}</button>}
          <button type="button" className="plain icon-only" aria-label={words.grid.close} onClick={close}><Icon name="close" /></button>
          <p role="status">{says}</p>
        </form>
      )}
      {!open && (
        <div className="grid-tools">
          {goTo && <button type="button" className="plain" aria-keyshortcuts="Control+G" onClick={() => { show("goto"); }}>{goTo.label}<kbd>Ctrl+G</kbd></button>}
          {find && <button type="button" className="plain" aria-keyshortcuts="Control+F" onClick={() => { show("find"); }}>{words.grid.find}<kbd>Ctrl+F</kbd></button>}
        </div>
      )}
    </div>
  );
}
