import { useBackend } from "../../backend";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { State } from "../../parts/State";
import { useLoaded } from "../../parts/useLoaded";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { Checklist } from "./Checklist";
import { Places } from "./Places";
import { Planned } from "./Planned";
import { Written } from "./Written";

/** What still has to be done, what will be written and where, and what was written. */
export function ExportStep({ view, session, onFocus }: StepProps) {
  const backend = useBackend();
  const text = words.export;
  const plan = useLoaded(String(view.revision), () => backend.exportPlan());
  const blocked = view.export_blocked ?? session.busy;
  const choose = (which: "bundle" | "evidence"): void => { backend.chooseFolder(which).then(plan.set, session.fail); };
  const write = (): void => { void session.change(() => backend.export()).then(plan.retry); };
  const open = (which: "bundle" | "evidence"): void => { backend.openFolder(which).catch(session.fail); };

  return (
    <div className="export">
      <div role="status">{view.written && <Written result={view.written} onOpen={open} />}</div>
      <div className="export-columns">
        <div>
          <Checklist view={view} onGo={(step) => { onFocus(step, {}); }} />
          {plan.value && <Places plan={plan.value} busy={session.busy} onChoose={choose} />}
          {plan.value?.notice && <State how="warning">{plan.value.notice}</State>}
        </div>
        <div>
          {plan.failure && <Problem text={text.planFailed} failure={plan.failure} onRetry={plan.retry} />}
          {!plan.value && !plan.failure && <p className="quiet" role="status">{text.planLoading}</p>}
          {plan.value && <Planned plan={plan.value} />}
        </div>
      </div>
      <div className="export-action">
        <Action className="primary" icon="save" onDo={write} reason={blocked} describedBy="export-why">{view.written ? text.writeAgain : text.write}</Action>
        <div id="export-why">
          {blocked === null ? <p className="quiet">{text.writeHelp} {plan.value?.destination === null && text.asksFirst}</p> : (
            <p className={session.busy === null ? "state blocker" : "state note"}><Icon name={session.busy === null ? "blocker" : "note"} /> <span>{blocked}</span></p>
          )}
        </div>
      </div>
    </div>
  );
}
