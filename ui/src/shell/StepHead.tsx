import { useEffect, useRef } from "react";

import { words } from "../words";

interface Props {
  step: string;
  /** Moves the focus here: the person has come from another step. */
  arrived: boolean;
}

/** The heading of a step. The focus comes here when the step changes, so that a screen reader says where one is. */
export function StepHead({ step, arrived }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const { names, help } = words.shell.steps;
  useEffect(() => {
    if (arrived) title.current?.focus();
  }, [arrived]);
  return (
    <header className="step-head">
      <h1 ref={title} tabIndex={-1}>{names[step] ?? step}</h1>
      <p className="quiet">{help[step]}</p>
    </header>
  );
}
