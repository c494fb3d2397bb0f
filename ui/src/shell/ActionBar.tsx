import type { SessionView } from "../engine";
import { Action } from "../parts/Action";
import { Icon } from "../parts/Icon";
import { words } from "../words";
import { ProgressBar } from "./ProgressBar";
import type { Commands } from "./useCommands";
import type { PageSession } from "./useSession";

interface Props {
  view: SessionView;
  job: PageSession["job"];
  commands: Commands;
  current: string;
  onGo: (step: string) => void;
}

/** Where Back and Continue lead, and why they may not. */
function ways(view: SessionView, current: string) {
  const { bar, header } = words.shell;
  const order = ["home", ...view.steps.map(({ id }) => id)];
  const at = order.indexOf(current);
  const step = view.steps.find(({ id }) => id === current);
  const back = order[at - 1] ?? null;
  const next = order[at + 1] ?? null;
  const blocked = view.workbooks.length === 0 ? header.openFirst : next === null ? bar.lastStep : (step?.blocked ?? null);
  return { back, next, blocked };
}

/** Back and Continue, the running job, when the work was saved, and the promise. */
export function ActionBar({ view, job, commands, current, onGo }: Props) {
  const { bar, steps } = words.shell;
  const { back, next, blocked } = ways(view, current);
  const name = (step: string): string => steps.names[step] ?? step;
  return (
    <footer className="bar" aria-label={bar.label} data-pane>
      <Action icon="back" className="back" onDo={() => { if (back) onGo(back); }} reason={back === null ? bar.firstPage : null} label={back === null ? undefined : bar.backTo(name(back))} help={back === null ? undefined : bar.backTo(name(back))}>
        {bar.back}
      </Action>
      <div className="bar-middle">
        {job && <ProgressBar key="job" job={job} onCancel={commands.cancel} />}
        <Standing saved={view.saved} said={commands.said} />
      </div>
      <p className={next === null ? "why state quiet" : blocked === null ? "why" : "why state warning"} id="continue-why">
        {blocked !== null && <><Icon name={next === null ? "note" : "warning"} /> <span>{blocked}</span></>}
      </p>
      <Action iconAfter="forward" className="primary continue" onDo={() => { if (next) onGo(next); }} reason={blocked} describedBy={blocked === null ? undefined : "continue-why"}>
        {next === null ? bar.continue : bar.continueTo(name(next))}
      </Action>
    </footer>
  );
}

function Standing({ saved, said }: { saved: string | null; said: string | null }) {
  const { bar } = words.shell;
  return (
    <div className="standing">
      <span role="status" className="said">{said}</span>
      <span title={bar.savedHelp}><Icon name={saved === null ? "dash" : "tick"} /> {saved === null ? bar.unsaved : bar.saved(saved)}</span>
      <span className="promise"><Icon name="shield" /> {words.shell.promise}</span>
    </div>
  );
}
