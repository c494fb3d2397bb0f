import { useId, useState } from "react";

import { useBackend } from "../backend";
import type { FieldView, SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { Icon } from "./Icon";

/** The metadata of the release, with help, an example, and what is wrong at each field. */
export function Details({ view, session }: { view: SessionView; session: PageSession }) {
  const problems = view.fields.filter((field) => field.problem !== null).length;
  return (
    <section className="sheet-of-paper" aria-labelledby="details-title">
      <h2 id="details-title">{words.details.title}</h2>
      <p className="quiet">{words.details.intro}</p>
      <p role="status" className={problems === 0 ? "state good" : "state warning"}>
        <Icon name={problems === 0 ? "done" : "warning"} /> {problems === 0 ? words.details.complete : words.details.missing(problems)}
      </p>
      <div className="fields">
        {view.fields.map((field) => <Field key={`${field.key}=${field.value}`} field={field} session={session} />)}
      </div>
    </section>
  );
}

/** Kept when the person leaves the field. A new value from the engine (undo) makes a new field. */
function Field({ field, session }: { field: FieldView; session: PageSession }) {
  const backend = useBackend();
  const id = useId();
  const [text, setText] = useState(field.value);
  // A long example with spaces is prose; one without is an address.
  const long = field.example.length > 70 && field.example.includes(" ");
  const keep = (): void => {
    if (text !== field.value) void session.change(() => backend.setField(field.key, text));
  };
  const common = {
    id,
    name: field.key,
    value: text,
    required: field.mandatory,
    "aria-invalid": field.problem !== null,
    "aria-describedby": `${id}-help${field.problem === null ? "" : ` ${id}-problem`}`,
    onBlur: keep,
  };
  return (
    <div className={field.problem === null ? "field" : "field has-problem"}>
      <label htmlFor={id}>
        {field.label} <span className="quiet">({field.mandatory ? words.details.mandatory : words.optional})</span>
      </label>
      <p className="quiet" id={`${id}-help`}>{field.help} {field.example && <span className="example">{words.details.example(field.example)}</span>}</p>
      {long ? (
        <textarea {...common} rows={4} onChange={(event) => { setText(event.target.value); }} />
      ) : (
        <input {...common} type="text" onChange={(event) => { setText(event.target.value); }} onKeyDown={(event) => { if (event.key === "Enter") keep(); }} />
      )}
      {field.problem !== null && <p className="problem" id={`${id}-problem`}><Icon name="warning" /> {field.problem}</p>}
    </div>
  );
}
