import type { SessionView, StepView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";

/** What must be done before the release can be written, each with the way there. */
export function Checklist({ view, onGo }: { view: SessionView; onGo: (step: string) => void }) {
  const text = words.export;
  const steps = view.steps.filter(({ id }) => id !== "export");
  return (
    <section className="paper" aria-labelledby="checks-title">
      <h2 id="checks-title">{text.checks}</h2>
      <ul className="export-checks">
        {steps.map((step) => <Line key={step.id} step={step} onGo={() => { onGo(step.id); }} />)}
        <li>
          <Icon name={view.tables.length > 0 ? "done" : "blocker"} />
          <span className="check-name">{view.tables.length > 0 ? text.tables(view.tables.length) : text.tablesNone}</span>
        </li>
      </ul>
    </section>
  );
}

function Line({ step, onGo }: { step: StepView; onGo: () => void }) {
  const name = words.shell.steps.names[step.id] ?? step.id;
  const done = step.state === "done";
  const look = done ? "good" : step.blocked === null ? "warning" : "blocker";
  return (
    <li className={look}>
      <Icon name={done ? "done" : step.blocked === null ? "warning" : "blocker"} />
      <span className="check-name"><strong>{name}</strong> <span>{step.text || words.shell.steps.states[step.state]}</span></span>
      {!done && <button type="button" className="small" onClick={onGo}>{words.export.goTo(name)}</button>}
    </li>
  );
}
