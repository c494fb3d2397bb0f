import { useId, useState, type SubmitEvent } from "react";

import { useBackend } from "../../backend";
import type { CandidateView, FindingView } from "../../engine";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { rememberReason } from "./lastReason";
import { Reason } from "./Reason";

interface Props {
  finding: FindingView;
  session: PageSession;
  onDecided: () => void;
}

/** What should happen to one finding, and why. What is missing is said when the person confirms, not before. */
export function Decide({ finding, session, onDecided }: Props) {
  const backend = useBackend();
  const id = useId();
  const text = words.checks.decide;
  const [verb, setVerb] = useState(finding.verbs[0] ?? "accept");
  const [cells, setCells] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const choosing = verb === "suppress" && finding.candidates.length > 0;
  const noCells = choosing && cells.length === 0;
  const noReason = reason.trim() === "";

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (noCells || noReason || session.busy !== null) return;
    const request = { findings: [finding.id], all: null, verb, reason: reason.trim(), cells: choosing ? cells : [] };
    if (!(await session.change(() => backend.decide(request)))) return;
    rememberReason(reason.trim());
    onDecided();
  };

  return (
    <form className="decide" onSubmit={(event) => { void submit(event); }} noValidate aria-label={text.title}>
      <fieldset className="segments verbs">
        <legend>{text.verb}</legend>
        {finding.verbs.map((name) => (
          <label key={name}>
            <input type="radio" name={`verb-${finding.id}`} checked={name === verb} onChange={() => { setVerb(name); }} />
            <span>{text.verbs[name] ?? name}</span>
          </label>
        ))}
      </fieldset>
      <p className="quiet">{text.help[verb]}</p>
      {choosing && <Candidates candidates={finding.candidates} chosen={cells} onChange={setCells} problem={tried && noCells ? text.noCells : null} />}
      <Reason value={reason} onChange={setReason} problem={tried && noReason ? text.noReason : null} />
      <button type="submit" className="primary" aria-disabled={session.busy !== null || undefined} aria-describedby={session.busy ? `${id}-busy` : undefined}>
        {text.verbs[verb] ?? verb}
      </button>
      {session.busy && <p className="quiet" id={`${id}-busy`}>{session.busy}</p>}
    </form>
  );
}

interface CandidatesProps {
  candidates: CandidateView[];
  chosen: string[];
  onChange: (cells: string[]) => void;
  problem: string | null;
}

function Candidates({ candidates, chosen, onChange, problem }: CandidatesProps) {
  const text = words.checks.decide;
  const toggle = (cell: string): void => {
    onChange(chosen.includes(cell) ? chosen.filter((other) => other !== cell) : [...chosen, cell]);
  };
  return (
    <fieldset className="candidates">
      <legend>{text.cells}</legend>
      <p className="quiet">{text.cellsHelp}</p>
      <div className="candidate-list">
        {candidates.map(({ cell, label, shown }) => (
          <label key={cell} className="tick">
            <input type="checkbox" checked={chosen.includes(cell)} onChange={() => { toggle(cell); }} />
            <span>{label} <span className="quiet">{text.shows(cell, shown)}</span></span>
          </label>
        ))}
      </div>
      {problem && <p className="problem" role="alert">{problem}</p>}
    </fieldset>
  );
}
