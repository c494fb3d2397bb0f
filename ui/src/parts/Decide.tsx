import { useId, useState, type SubmitEvent } from "react";

import { useBackend } from "../backend";
import type { CandidateView, FindingView, SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";

interface Props {
  finding: FindingView;
  verb: string;
  view: SessionView;
  session: PageSession;
  onClose: () => void;
}

/** Says what was decided and why. What is missing is said when the person confirms, not before. */
export function Decide({ finding, verb, view, session, onClose }: Props) {
  const backend = useBackend();
  const [cells, setCells] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [all, setAll] = useState(false);
  const [tried, setTried] = useState(false);
  const others = alike(finding, verb, view);
  const noCells = verb === "suppress" && finding.candidates.length > 0 && cells.length === 0;
  const noReason = reason.trim() === "";

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (noCells || noReason) return;
    const findings = all ? [finding.id, ...others] : [finding.id];
    const done = await session.change(() => backend.decide({ findings, verb, reason: reason.trim(), cells }));
    if (done) onClose();
  };

  return (
    <form className="decide" onSubmit={(event) => { void submit(event); }} noValidate>
      <p className="quiet">{words.decide.verbHelp[verb]}</p>
      {verb === "suppress" && finding.candidates.length > 0 && (
        <Candidates candidates={finding.candidates} chosen={cells} onChange={setCells} problem={tried && noCells ? words.decide.noCells : null} />
      )}
      <Reason value={reason} onChange={setReason} problem={tried && noReason ? words.decide.noReason : null} />
      {others.length > 0 && (
        <label className="tick">
          <input type="checkbox" checked={all} onChange={(event) => { setAll(event.target.checked); }} />
          <span>{words.decide.alsoOthers(others.length)}</span>
        </label>
      )}
      <div className="row">
        <button type="submit" className="primary" disabled={session.job !== null}>{words.decide.confirm[verb] ?? verb}</button>
        <button type="button" onClick={onClose}>{words.cancel}</button>
      </div>
    </form>
  );
}

/** Leaving something out is safe for many at once; everything else is decided one by one. */
function alike(finding: FindingView, verb: string, view: SessionView): string[] {
  if (verb !== "exclude") return [];
  return view.findings
    .filter((other) => other.id !== finding.id && other.kind === finding.kind && other.state === "open" && other.verbs.includes(verb))
    .map(({ id }) => id);
}

interface CandidatesProps {
  candidates: CandidateView[];
  chosen: string[];
  onChange: (cells: string[]) => void;
  problem: string | null;
}

function Candidates({ candidates, chosen, onChange, problem }: CandidatesProps) {
  const toggle = (cell: string): void => {
    onChange(chosen.includes(cell) ? chosen.filter((other) => other !== cell) : [...chosen, cell]);
  };
  return (
    <fieldset className="candidates">
      <legend>{words.decide.cells}</legend>
      {candidates.map(({ cell, label, shown }) => (
        <label key={cell} className="tick">
          <input type="checkbox" checked={chosen.includes(cell)} onChange={() => { toggle(cell); }} />
          <span>{label} <span className="quiet">{cell}, {words.decide.shows(shown)}</span></span>
        </label>
      ))}
      {problem && <p className="problem" role="alert">{problem}</p>}
    </fieldset>
  );
}

function Reason({ value, onChange, problem }: { value: string; onChange: (value: string) => void; problem: string | null }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.decide.reason}</label>
      <textarea
        id={id} rows={2} value={value} required placeholder={words.decide.reasonExample} aria-describedby={`${id}-help`} aria-invalid={problem !== null}
        onChange={(event) => { onChange(event.target.value); }}
      />
      <p className="quiet" id={`${id}-help`}>{words.decide.reasonHelp}</p>
      {problem && <p className="problem" role="alert">{problem}</p>}
    </div>
  );
}
