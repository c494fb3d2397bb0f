import { useEffect, useRef, useState } from "react";

import type { FieldView } from "../../engine";
import { Icon } from "../../parts/Icon";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { Field } from "./Field";
import { Preview } from "./Preview";
import { Side, type Shown } from "./Side";

/** The fields by their sections, in the order of the form. */
function sectionsOf(fields: FieldView[]): [string, FieldView[]][] {
  const sections = new Map<string, FieldView[]>();
  for (const field of fields) sections.set(field.section, [...(sections.get(field.section) ?? []), field]);
  return [...sections];
}

const anchor = (index: number): string => `section-${String(index)}`;

/** The metadata of the release, in sections, with help, an example, and what is wrong at each field. */
export function DescribeStep({ view, session, focus }: StepProps) {
  const text = words.describe;
  const form = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>("form");
  // The field that is to be shown when the form is there again; anew each time, so that asking twice leads there twice.
  const [wanted, setWanted] = useState<{ key: string } | null>(null);
  const sections = sectionsOf(view.fields);
  const goTo = (key: string): void => {
    setShown("form");
    setWanted({ key });
  };

  const asked = focus?.field;
  const [known, setKnown] = useState<number | undefined>(undefined);
  if (focus?.key !== known) {
    setKnown(focus?.key);
    if (asked !== undefined) goTo(asked);
  }
  useEffect(() => {
    if (wanted === null) return;
    const control = form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wanted.key)}"]`);
    control?.scrollIntoView({ block: "center" });
    control?.focus();
  }, [wanted]);

  if (view.fields.length === 0) return <p className="empty">{text.noFields}</p>;
  return (
    <div className={shown === "page" ? "describe shows-page" : "describe"} ref={form}>
      <div className="describe-side">
        <Side view={view} session={session} shown={shown} onShow={setShown} onGo={({ key }) => { goTo(key); }} />
        <ul className="section-list" aria-label={text.sections}>
          {sections.map(([name, fields], index) => (
            <li key={name}><SectionLink name={name} problems={fields.filter(({ problem }) => problem !== null).length} onGo={() => { goTo(fields[0]?.key ?? ""); }} id={anchor(index)} /></li>
          ))}
        </ul>
      </div>
      {shown === "page" ? <Preview revision={view.revision} /> : (
        <div className="describe-form">
          {sections.map(([name, fields], index) => (
            <section key={name} className="form-section" aria-labelledby={anchor(index)}>
              <h2 id={anchor(index)}>{name}</h2>
              {fields.map((field) => <Field key={field.key} field={field} session={session} />)}
            </section>
          ))}
        </div>
      )}
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
