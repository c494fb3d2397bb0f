import { useState } from "react";

import type { FindingView, SessionView, TableView } from "../engine";
import type { PageSession } from "../useSession";
import { count, words } from "../words";
import { Finding } from "./Finding";

const GROUPS = ["open", "describe", "protected", "decided", "information"];
const PAGE = 50;

interface Props {
  view: SessionView;
  table: TableView | null;
  session: PageSession;
  /** Shows what a finding is about. */
  onPoint: (finding: FindingView) => void;
  /** Goes to the form. */
  onDescribe: () => void;
}

/** The group of a finding: its state, but what the form asks for is filled there, not decided. */
export function groupOf(finding: FindingView): string {
  return finding.state === "open" && finding.kind === "metadata" ? "describe" : finding.state;
}

/** Every finding, grouped by what it asks of the person, with exact counts. */
export function Findings({ view, table, session, onPoint, onDescribe }: Props) {
  const [here, setHere] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const findings = here && table ? view.findings.filter((finding) => finding.table === table.id) : view.findings;
  const select = (finding: FindingView): void => {
    setSelected((was) => (was === finding.id ? null : finding.id));
    onPoint(finding);
  };
  return (
    <section className="findings" aria-labelledby="findings-title">
      <header className="pane-head">
        <h2 id="findings-title">{words.findings.title}</h2>
        <fieldset className="segments">
          <legend className="only-read">{words.findings.which}</legend>
          <label>
            <input type="radio" name="which" checked={!here} onChange={() => { setHere(false); }} />
            <span>{words.findings.all} <b className="numbers">{count(view.findings.length)}</b></span>
          </label>
          <label>
            <input type="radio" name="which" checked={here} disabled={!table} onChange={() => { setHere(true); }} />
            <span>{words.findings.thisTable} <b className="numbers">{count(view.findings.filter((finding) => finding.table === table?.id).length)}</b></span>
          </label>
        </fieldset>
      </header>
      <div className="scroll">
        {findings.length === 0 && <p className="empty">{here ? words.findings.noneHere : words.findings.none}</p>}
        {GROUPS.map((state) => (
          <Group
            key={state} state={state} findings={findings.filter((finding) => groupOf(finding) === state)}
            view={view} session={session} selected={selected} onSelect={select} onDescribe={onDescribe}
          />
        ))}
      </div>
    </section>
  );
}

interface GroupProps {
  state: string;
  findings: FindingView[];
  view: SessionView;
  session: PageSession;
  selected: string | null;
  onSelect: (finding: FindingView) => void;
  onDescribe: () => void;
}

function Group({ state, findings, view, session, selected, onSelect, onDescribe }: GroupProps) {
  const [shown, setShown] = useState(PAGE);
  if (findings.length === 0) return null;
  const left = findings.length - shown;
  return (
    <details className={`group ${state}`} open={state === "open" || state === "decided"}>
      <summary>
        <h3>{words.findings.groups[state] ?? state}</h3>
        <span className="count">{count(findings.length)}</span>
      </summary>
      <p className="quiet group-help">{words.findings.groupHelp[state]}</p>
      {state === "describe" && <button type="button" className="more" onClick={onDescribe}>{words.findings.goDescribe}</button>}
      <ul>
        {findings.slice(0, shown).map((finding) => (
          <li key={finding.id}>
            <Finding finding={finding} view={view} session={session} selected={finding.id === selected} onSelect={() => { onSelect(finding); }} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="more" onClick={() => { setShown(shown + PAGE); }}>{words.findings.more(Math.min(left, PAGE))}</button>
      )}
    </details>
  );
}
