import { useId } from "react";

import { Action } from "../../parts/Action";
import { words } from "../../words";
import { lastReason } from "./lastReason";

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, once the person has tried. */
  problem: string | null;
}

/** Why something is decided, with the last reason at hand. */
export function Reason({ value, onChange, problem }: Props) {
  const id = useId();
  const text = words.checks.decide;
  const before = lastReason();
  return (
    <div className="field reason">
      <label htmlFor={id}>{text.reason}</label>
      <textarea
        id={id} rows={2} value={value} aria-required aria-describedby={`${id}-help`} aria-invalid={problem !== null} aria-errormessage={problem ? `${id}-problem` : undefined}
        onChange={(event) => { onChange(event.target.value); }}
      />
      {problem && <p className="problem" id={`${id}-problem`} role="alert">{problem}</p>}
      <p className="quiet" id={`${id}-help`}>{text.reasonHelp} <span className="example">{text.reasonExample}</span></p>
      <Action className="small" onDo={() => { onChange(before); }} reason={before === "" ? text.noLast : null} help={before}>{text.useLast}</Action>
    </div>
  );
}
