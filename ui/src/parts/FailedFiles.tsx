import { useId } from "react";

import type { FailureView } from "../engine";
import { words } from "../words";
import { Icon } from "./Icon";

/** Files that did not open, each with what to do next. It is read out when it appears. */
export function FailedFiles({ failures }: { failures: FailureView[] }) {
  const id = useId();
  const told = failures.filter(({ kind }) => kind !== "cancelled");
  return (
    <div aria-live="assertive">
      {told.length > 0 && (
        <section className="failed-files" aria-labelledby={id}>
          <h2 id={id}><Icon name="blocker" /> {words.home.failed}</h2>
          <ul>
            {told.map((failure) => (
              <li key={`${failure.file} ${failure.kind}`}>
                <p><strong>{failure.text}</strong></p>
                <p>{words.home.failedNext} {failure.next}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
