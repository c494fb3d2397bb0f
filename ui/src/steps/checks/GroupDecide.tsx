import { useState, type SubmitEvent } from "react";

import { useBackend } from "../../backend";
import { Action } from "../../parts/Action";
import { useLoaded } from "../../parts/useLoaded";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { rememberReason } from "./lastReason";
import { Reason } from "./Reason";
import type { Filters } from "./useFindings";

interface Props {
  filters: Filters;
  revision: number;
  session: PageSession;
}

/** Accepts every warning and note that passes the filters, with one reason. How many that are is said before. */
export function GroupDecide({ filters, revision, session }: Props) {
  const backend = useBackend();
  const text = words.checks.group;
  // Only what still waits: nothing that was decided is decided again.
  const group = { ...filters, state: "information", first: 0, count: 0 };
  const ours = filters.severity !== "blocker" && (filters.state === null || filters.state === "information");
  const { value } = useLoaded(JSON.stringify([group, revision]), async () => {
    const { severities } = await backend.findings(group);
    return severities.filter(({ key }) => key !== "blocker" && (filters.severity === null || key === filters.severity)).reduce((sum, { count }) => sum + count, 0);
  });
  const [open, setOpen] = useState(false);
  const n = ours ? (value ?? 0) : 0;
  const reason = session.busy ?? (n === 0 ? text.none : null);
  if (!open || n === 0) return <Action className="small" onDo={() => { setOpen(true); }} reason={reason}>{n === 0 ? text.openNone : text.open(n)}</Action>;
  return <GroupForm n={n} session={session} onClose={() => { setOpen(false); }} onAccept={(why) => session.change(() => backend.decide({ findings: [], all: group, verb: "accept", reason: why, cells: [] }))} />;
}

interface FormProps {
  n: number;
  session: PageSession;
  onClose: () => void;
  onAccept: (reason: string) => Promise<boolean>;
}

function GroupForm({ n, session, onClose, onAccept }: FormProps) {
  const text = words.checks.group;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === "";
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (missing || session.busy !== null || !(await onAccept(reason.trim()))) return;
    rememberReason(reason.trim());
    onClose();
  };
  return (
    <form className="decide group-form" onSubmit={(event) => { void submit(event); }} noValidate aria-labelledby="group-title">
      <h3 id="group-title">{text.title(n)}</h3>
      <p className="quiet">{text.help}</p>
      <Reason value={reason} onChange={setReason} problem={tried && missing ? words.checks.decide.noReason : null} />
      <div className="row">
        <button type="submit" className="primary">{text.confirm(n)}</button>
        <button type="button" onClick={onClose}>{text.cancel}</button>
      </div>
    </form>
  );
}
