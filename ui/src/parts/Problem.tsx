import type { FailureView } from "../engine";
import { words } from "../words";
import { Icon } from "./Icon";

/** A part of the page that could not be shown, why, and the way to try again. */
export function Problem({ text, failure, onRetry }: { text: string; failure: FailureView; onRetry: () => void }) {
  return (
    <div className="problem-box" role="alert">
      <p className="state blocker"><Icon name="blocker" /> <strong>{text}</strong></p>
      <p>{failure.text} {failure.next}</p>
      <button type="button" onClick={onRetry}>{words.shell.retry}</button>
    </div>
  );
}
