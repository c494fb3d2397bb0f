import { useState } from "react";

import { useBackend } from "../backend";
import type { FindingView, SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { Decide } from "./Decide";
import { Icon } from "./Icon";

interface Props {
  finding: FindingView;
  view: SessionView;
  session: PageSession;
  selected: boolean;
  onSelect: () => void;
}

/** One finding: what it says, where, and, once it is selected, what can be decided about it. */
export function Finding({ finding, view, session, selected, onSelect }: Props) {
  return (
    <article className={`finding${selected ? " is-selected" : ""}`}>
      <button type="button" className="finding-head" aria-expanded={selected} onClick={onSelect}>
        <Badge finding={finding} />
        <span className="where">{finding.place}</span>
        {finding.rule && <span className="quiet rule">{words.findings.rule(finding.rule)}</span>}
        <span className="says">{finding.text}</span>
      </button>
      {finding.decision && <Decided finding={finding} session={session} />}
      {selected && finding.state === "open" && finding.verbs.length > 0 && <Verbs finding={finding} view={view} session={session} />}
    </article>
  );
}

/** How grave it is while it is open; what became of it afterwards. */
function Badge({ finding }: { finding: FindingView }) {
  const settled = words.findings.settled[finding.state];
  if (settled) return <span className="badge settled"><Icon name={finding.state === "protected" ? "shield" : "done"} /> {settled}</span>;
  return <span className={`badge ${finding.severity}`}><Icon name={finding.severity} /> {words.findings.severity[finding.severity]}</span>;
}

function Decided({ finding, session }: { finding: FindingView; session: PageSession }) {
  const backend = useBackend();
  if (!finding.decision) return null;
  const { verb, reason } = finding.decision;
  return (
    <div className="decided">
      <p><Icon name="done" /> <strong>{words.decide.done[verb] ?? verb}:</strong> {reason}</p>
      <button type="button" className="plain" disabled={session.job !== null} onClick={() => { void session.change(() => backend.undecide(finding.id)); }}>
        {words.decide.takeBack}
      </button>
    </div>
  );
}

function Verbs({ finding, view, session }: { finding: FindingView; view: SessionView; session: PageSession }) {
  const [verb, setVerb] = useState<string | null>(finding.verbs.length === 1 ? (finding.verbs[0] ?? null) : null);
  return (
    <div className="verbs">
      <div className="row" role="group" aria-label={words.decide.label}>
        {finding.verbs.map((name) => (
          <button key={name} type="button" aria-pressed={name === verb} onClick={() => { setVerb(name === verb ? null : name); }}>
            {words.decide.verbs[name] ?? name}
          </button>
        ))}
      </div>
      {verb && <Decide key={verb} finding={finding} verb={verb} view={view} session={session} onClose={() => { setVerb(null); }} />}
    </div>
  );
}
