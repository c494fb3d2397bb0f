import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";

import type { FindingView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import { badgeOf } from "./badge";
import type { Found } from "./useFindings";
import { windowOn, type Window } from "./window";

const ROW = 56;

interface Props {
  found: Found;
  /** The list's name for those who cannot see it. */
  label: string;
  /** Index of the selected finding. */
  selected: number | null;
  onSelect: (index: number) => void;
}

/** Findings, thousands of them if need be, of which only those in view are drawn. Arrow keys, Page Up and Down, Home and End walk it. */
export function FindingList({ found, label, selected, onSelect }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const view = useScrolled(box, found.total);
  const { need } = found;
  useEffect(() => { need(view.first, Math.max(view.last, selected ?? 0)); }, [need, view.first, view.last, selected]);
  useLayoutEffect(() => {
    if (selected !== null && box.current) show(box.current, selected, found.total);
  }, [selected, found.total]);

  const walk = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW) - 1);
    const at = selected ?? -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: found.total - 1 }[event.key];
    if (to === undefined || found.total === 0) return;
    event.preventDefault();
    onSelect(Math.min(Math.max(to, 0), found.total - 1));
  };
  const drawn = Array.from({ length: Math.max(view.last - view.first + 1, 0) }, (_, n) => view.first + n);
  const active = selected !== null && selected >= view.first && selected <= view.last ? `${id}-${selected}` : undefined;

  return (
    <div
      ref={box} className="finding-list" role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={active} aria-busy={found.stale || undefined}
      onKeyDown={walk} data-pane
    >
      <div className="finding-list-body" role="presentation" style={{ height: view.height }}>
        {drawn.map((index) => (
          <Row
            key={index} id={`${id}-${index}`} index={index} total={found.total} finding={found.at(index)} selected={index === selected}
            top={view.top + (index - view.first) * ROW} onSelect={() => { onSelect(index); }}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  index: number;
  total: number;
  finding: FindingView | undefined;
  selected: boolean;
  top: number;
  onSelect: () => void;
}

function Row({ id, index, total, finding, selected, top, onSelect }: RowProps) {
  const badge = finding && badgeOf(finding);
  return (
    // The list has the keyboard: an option is only pointed at.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div id={id} role="option" className="finding-row" aria-selected={selected} aria-setsize={total} aria-posinset={index + 1} style={{ top }} onClick={onSelect}>
      {finding && badge ? (
        <>
          <span className={`finding-mark ${badge.look}`}><Icon name={badge.icon} /><span className="only-read">{badge.text}. </span></span>
          <span className="finding-place">{finding.place} {finding.rule && <span className="quiet">{finding.rule}</span>}</span>
          <span className="finding-says">{finding.text}</span>
        </>
      ) : <span className="finding-says quiet">{words.checks.rowLoading}</span>}
    </div>
  );
}

/** What part of the list is in view. */
function useScrolled(box: { current: HTMLDivElement | null }, total: number): Window {
  const [place, setPlace] = useState({ top: 0, height: 480 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => {
      setPlace((was) => (was.top === element.scrollTop && was.height === element.clientHeight ? was : { top: element.scrollTop, height: element.clientHeight || was.height }));
    };
    look();
    const watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(look);
    watcher?.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher?.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box]);
  return windowOn(total, ROW, place.top, place.height);
}

/** Scrolls as little as it takes to have the row in view. */
function show(box: HTMLElement, index: number, total: number): void {
  const { scale } = windowOn(total, ROW, box.scrollTop, box.clientHeight);
  const seen = box.scrollTop * scale;
  const top = index * ROW;
  if (top < seen) box.scrollTop = top / scale;
  else if (top + ROW > seen + box.clientHeight) box.scrollTop = (top + ROW - box.clientHeight) / scale;
}
