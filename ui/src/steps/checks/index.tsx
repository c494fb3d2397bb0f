import { Problem } from "../../parts/Problem";
import { State } from "../../parts/State";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { Filters } from "./Filters";
import { FindingList } from "./FindingList";
import { GroupDecide } from "./GroupDecide";
import { Picture } from "./Picture";
import { Policy } from "./Policy";
import { Selected } from "./Selected";
import { useFindings, type Found } from "./useFindings";
import { useWalk, type Walk } from "./useWalk";

export { FindingCard } from "./FindingCard";
export { FindingList } from "./FindingList";
export { NO_FILTERS, useFindings, type Filters, type Found } from "./useFindings";

/** The policy, every finding under it, what was decided and why, and what protection does to the tables. */
export function ChecksStep({ view, session, focus, onFocus }: StepProps) {
  const text = words.checks;
  const walk = useWalk(view, focus);
  const found = useFindings(walk.filters, view.revision);
  const state = walk.filters.state ?? "all";
  return (
    <div className="checks">
      <div className="checks-work">
        <Policy view={view} session={session} />
        <section className="findings-panel" aria-labelledby="findings-title">
          <div className="findings-head">
            <h2 id="findings-title">{text.title}</h2>
            <p className="quiet" role="status">{found.counts ? text.total(found.total) : found.failure ? "" : text.loading}</p>
            <div className="findings-means">
              <p className="quiet">{text.stateHelp[state]}</p>
              <GroupDecide key={JSON.stringify(walk.filters)} filters={walk.filters} revision={view.revision} session={session} />
            </div>
          </div>
          <Filters filters={walk.filters} counts={found.counts} view={view} onChange={walk.filter} />
          {found.failure ? <Problem text={text.failed} failure={found.failure} onRetry={found.retry} /> : (
            <div className="findings-parts">
              <List found={found} walk={walk} tableless={view.tables.length === 0} empty={view.findings === 0} />
              <Selected view={view} session={session} onFocus={onFocus} found={found} walk={walk} />
            </div>
          )}
        </section>
      </div>
      <Picture view={view} />
    </div>
  );
}

interface ListProps {
  found: Found;
  walk: Walk;
  tableless: boolean;
  empty: boolean;
}

/** The list, or in words why there is none. */
function List({ found, walk, tableless, empty }: ListProps) {
  const text = words.checks;
  if (!found.counts) return <p className="finding-list-empty quiet">{text.loading}</p>;
  if (found.total === 0) {
    if (!empty) return <p className="finding-list-empty quiet">{walk.filters.state === "open" ? text.allDecided : text.noneHere}</p>;
    return <div className="finding-list-empty">{tableless ? <p className="quiet">{text.noneTables}</p> : <State how="good">{text.none}</State>}</div>;
  }
  const selected = walk.selected === null ? null : Math.min(walk.selected, found.total - 1);
  return <FindingList found={found} label={text.list} selected={selected} onSelect={walk.select} />;
}
