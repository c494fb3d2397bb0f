import { useEffect, useRef } from "react";

import type { FindingView } from "../../engine";
import { Action } from "../../parts/Action";
import { State } from "../../parts/State";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { FindingCard } from "./FindingCard";
import type { Found } from "./useFindings";
import type { Walk } from "./useWalk";

interface Props extends Omit<StepProps, "focus"> {
  found: Found;
  walk: Walk;
}

/** The selected finding and the way to its neighbours; after a decision the next one is here. */
export function Selected({ view, session, onFocus, found, walk }: Props) {
  const text = words.checks;
  const box = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const decided = useRef(false);
  const at = walk.selected === null || found.total === 0 ? null : Math.min(walk.selected, found.total - 1);
  const finding = at === null ? undefined : found.at(at);
  const shown = finding?.id ?? null;

  // The next one is read out, and the keyboard is at it.
  useEffect(() => {
    if (!decided.current || found.stale) return;
    decided.current = false;
    (heading.current ?? box.current)?.focus();
  }, [shown, found.stale]);

  return (
    <section className="selected-finding" aria-label={text.walk} ref={box} tabIndex={-1} data-pane>
      <div className="walk">
        <p role="status" className="position">{at === null ? "" : text.position(walk.filters.state === "open" ? text.severities.blocker : text.finding, at + 1, found.total)}</p>
        <Action icon="back" reason={at === null || at === 0 ? text.first : null} onDo={() => { walk.select((at ?? 1) - 1); }}>{text.previous}</Action>
        <Action iconAfter="forward" reason={at === null || at === found.total - 1 ? text.last : null} onDo={() => { walk.select((at ?? -1) + 1); }}>{text.next}</Action>
      </div>
      {finding
        ? <FindingCard finding={finding} view={view} session={session} onFocus={onFocus} kind={kindOf(found, finding)} heading={heading} onDecided={() => { decided.current = true; }} />
        : <Nothing found={found} walk={walk} />}
    </section>
  );
}

function kindOf(found: Found, finding: FindingView): string | undefined {
  return found.counts?.kinds.find(({ key }) => key === finding.kind)?.label;
}

function Nothing({ found, walk }: { found: Found; walk: Walk }) {
  const text = words.checks;
  if (walk.asked) return <p className="quiet selected-none" role="status">{walk.asked === "looking" ? text.locating : text.gone}</p>;
  if (found.total > 0 || !found.counts) return <p className="quiet selected-none">{found.counts ? text.rowLoading : text.loading}</p>;
  return walk.filters.state === "open" ? <div className="selected-none"><State how="good">{text.allDecided}</State></div> : <p className="quiet selected-none">{text.choose}</p>;
}
