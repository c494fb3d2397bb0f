import { useState } from "react";

import type { ProgressView } from "../engine";
import { count, words } from "../words";

interface Props {
  job: ProgressView;
  onCancel: () => void;
}

/** The running job. It appears after a moment (by the style sheet), so that quick jobs do not flash. */
export function ProgressBar({ job, onCancel }: Props) {
  const [stopping, setStopping] = useState(false);
  const known = job.total > 0;
  const cancel = (): void => {
    setStopping(true);
    onCancel();
  };
  return (
    <div className="progress">
      <span className="progress-stage" role="status">{stopping ? words.shell.stopping : job.stage}</span>
      <progress aria-label={words.shell.progress.label} max={known ? job.total : undefined} value={known ? job.done : undefined} />
      {known && <span className="quiet numbers">{words.shell.progress.of(count(job.done), count(job.total))}</span>}
      <button type="button" onClick={cancel} disabled={stopping}>{words.shell.cancel}</button>
    </div>
  );
}
