import type { ReactNode, Ref } from "react";

import { useBackend } from "../../backend";
import type { FindingView, SessionView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { State } from "../../parts/State";
import type { StepProps } from "../../shell/focus";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { badgeOf } from "./badge";
import { Decide } from "./Decide";
import { RowsBeside } from "./RowsBeside";

interface Props {
  finding: FindingView;
  view: SessionView;
  session: PageSession;
  onFocus: StepProps["onFocus"];
  /** After a decision about it was made. */
  onDecided?: () => void;
  /** The kind in words, where it is known. */
  kind?: string | undefined;
  /** The heading, for the focus to go to. */
  heading?: Ref<HTMLHeadingElement>;
}

/** One finding: what it says, where, what can be decided about it or was, and the rows around it. */
export function FindingCard({ finding, view, session, onFocus, onDecided = () => undefined, kind, heading }: Props) {
  const badge = badgeOf(finding);
  const table = view.tables.find(({ id }) => id === finding.table);
  return (
    <article className="finding-card" aria-label={finding.place}>
      <p className="finding-line">
        <span className={`badge ${badge.look}`}><Icon name={badge.icon} /> {badge.text}</span>
        {kind && <span className="finding-kind">{kind}</span>}
        {finding.rule && <span className="quiet">{words.checks.rule(finding.rule)}</span>}
      </p>
      <h3 ref={heading} tabIndex={-1}>{finding.place}</h3>
      <p className="finding-text">{finding.text}</p>
      <Way finding={finding} onFocus={onFocus} />
      {finding.decision ? <Decided finding={finding} session={session} /> : <Todo finding={finding}><Decide key={finding.id} finding={finding} session={session} onDecided={onDecided} /></Todo>}
      {table && finding.cell && <RowsBeside key={finding.id} table={table} cell={finding.cell} revision={view.revision} />}
    </article>
  );
}

/** The way to what it is about. */
function Way({ finding, onFocus }: { finding: FindingView; onFocus: StepProps["onFocus"] }) {
  const { table, workbook, sheet, cell, field, id } = finding;
  const text = words.checks;
  if (field !== null) return <div className="row"><Action icon="forward" onDo={() => { onFocus("describe", { field }); }}>{text.showField}</Action></div>;
  const at = { ...(workbook === null ? {} : { workbook }), ...(sheet === null ? {} : { sheet }), ...(cell === null ? {} : { cell }), finding: id };
  if (table !== null) return <div className="row"><Action icon="table" onDo={() => { onFocus("tables", { ...at, table }); }}>{text.showCell}</Action></div>;
  if (workbook === null) return null;
  return <div className="row"><Action icon="workbook" onDo={() => { onFocus("workbooks", at); }}>{text.showSheet}</Action></div>;
}

/** What is asked of the person. */
function Todo({ finding, children }: { finding: FindingView; children: ReactNode }) {
  const text = words.checks;
  if (finding.state === "protected") return <State how="good">{text.protectedHelp}</State>;
  if (finding.state === "describe") return <State how="warning">{text.settledByField}</State>;
  return finding.verbs.length > 0 ? children : <p className="quiet">{text.noVerbs}</p>;
}

function Decided({ finding, session }: { finding: FindingView; session: PageSession }) {
  const backend = useBackend();
  const text = words.checks.decide;
  if (!finding.decision) return null;
  const { verb, reason, decided } = finding.decision;
  return (
    <div className="decision">
      <p className="state good"><Icon name="done" /> <strong>{text.done[verb] ?? verb}</strong></p>
      <blockquote>{reason}</blockquote>
      {decided && <p className="quiet">{text.on(decided)}</p>}
      <Action icon="undo" reason={session.busy} label={text.takeBackNamed(finding.place)} onDo={() => { void session.change(() => backend.undecide(finding.id)); }}>
        {text.takeBack}
      </Action>
    </div>
  );
}
