import { useEffect, useRef } from "react";

import type { FieldView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { State } from "../../parts/State";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { Field } from "./Field";

/** The fields by their sections, in the order of the form. */
function sectionsOf(fields: FieldView[]): [string, FieldView[]][] {
  const sections = new Map<string, FieldView[]>();
  for (const field of fields) sections.set(field.section, [...(sections.get(field.section) ?? []), field]);
  return [...sections];
}

const anchor = (index: number): string => `section-${index}`;

/** The metadata of the release, in sections, with help, an example, and what is wrong at each field. */
export function DescribeStep({ view, session, focus }: StepProps) {
  const text = words.describe;
  const form = useRef<HTMLDivElement>(null);
  const sections = sectionsOf(view.fields);
  const problems = view.fields.filter(({ problem }) => problem !== null);
  const [first] = problems;
  const goTo = (key: string): void => {
    const control = form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(key)}"]`);
    control?.scrollIntoView({ block: "center" });
    control?.focus();
  };

  const asked = focus?.field;
  const askedKey = focus?.key;
  useEffect(() => {
    if (asked !== undefined) goTo(asked);
  }, [asked, askedKey]);

  if (view.fields.length === 0) return <p className="empty">{text.noFields}</p>;
  return (
    <div className="describe" ref={form}>
      <div className="describe-side">
        <p className="quiet">{text.intro}</p>
        <State how={first ? "warning" : "good"} live>{first ? text.missing(problems.length) : text.complete}</State>
        {first && <button type="button" onClick={() => { goTo(first.key); }}>{text.firstProblem}</button>}
        <ul className="section-list" aria-label={text.sections}>
          {sections.map(([name, fields], index) => (
            <li key={name}><SectionLink name={name} problems={fields.filter(({ problem }) => problem !== null).length} onGo={() => { goTo(fields[0]?.key ?? ""); }} id={anchor(index)} /></li>
          ))}
        </ul>
      </div>
      <div className="describe-form">
        {sections.map(([name, fields], index) => (
          <section key={name} className="form-section" aria-labelledby={anchor(index)}>
            <h2 id={anchor(index)}>{name}</h2>
            {fields.map((field) => <Field key={field.key} field={field} session={session} />)}
          </section>
        ))}
      </div>
    </div>
  );
}

function SectionLink({ name, problems, onGo, id }: { name: string; problems: number; onGo: () => void; id: string }) {
  const text = words.describe;
  const state = problems > 0 ? text.inSection(problems) : text.sectionFine;
  return (
    <button type="button" className="plain section-link" aria-describedby={`${id}-state`} onClick={onGo}>
      <Icon name={problems > 0 ? "warning" : "done"} />
      <span>{name}</span>
      <span className="only-read" id={`${id}-state`}>{state}</span>
      {problems > 0 && <span className="count" aria-hidden="true">{problems}</span>}
    </button>
  );
}
