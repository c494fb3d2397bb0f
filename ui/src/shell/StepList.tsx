import { useEffect, useRef } from "react";

import type { SessionView, StepView } from "../engine";
import { Icon, type IconName } from "../parts/Icon";
import { words } from "../words";

const ICONS: Record<StepView["state"], IconName> = { "not-started": "empty", attention: "warning", done: "done", "out-of-date": "stale" };

interface Props {
  view: SessionView;
  current: string;
  onGo: (step: string) => void;
}

/** The steps in order, each with its state in words. */
export function StepList({ view, current, onGo }: Props) {
  const closed = view.workbooks.length === 0;
  return (
    <nav className="steps" aria-label={words.shell.steps.label} data-pane>
      <ol>
        {view.steps.map((step, index) => (
          <Step key={step.id} step={step} number={index + 1} current={step.id === current} closed={closed} onGo={() => { onGo(step.id); }} />
        ))}
      </ol>
    </nav>
  );
}

interface StepProps {
  step: StepView;
  number: number;
  current: boolean;
  closed: boolean;
  onGo: () => void;
}

function Step({ step, number, current, closed, onGo }: StepProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { steps, header } = words.shell;
  const text = closed ? steps.states["not-started"] : step.text || steps.states[step.state];

  useEffect(() => {
    // In the narrow window the list is a row that may be longer than the window.
    if (current) button.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);

  return (
    <li>
      <button
        ref={button} type="button" className={`step ${closed ? "not-started" : step.state}`} aria-current={current ? "step" : undefined}
        aria-disabled={closed || undefined} aria-description={closed ? header.openFirst : undefined} title={closed ? header.openFirst : text} onClick={() => { if (!closed) onGo(); }}
      >
        <span className="step-number" aria-hidden="true">{number}</span>
        <span className="step-name">{steps.names[step.id] ?? step.id}</span>
        {step.count > 0 && !closed && <span className="count" aria-hidden="true">{step.count}</span>}
        <span className="step-state">
          <Icon name={closed ? "empty" : ICONS[step.state]} /> <span className="step-text">{text}</span>
        </span>
      </button>
    </li>
  );
}
