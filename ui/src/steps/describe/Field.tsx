import { useId, useRef, useState, type KeyboardEvent } from "react";

import { useBackend } from "../../backend";
import type { FieldView } from "../../engine";
import { Icon } from "../../parts/Icon";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { lengthOf } from "./length";

/** Keys that lead away from a field without leaving it: what stands in it is kept first. */
const LEAVING = /^[sno1-6]$/iu;

/** One field. What is written is kept on leaving it, or with Enter. */
export function Field({ field, session }: { field: FieldView; session: PageSession }) {
  const id = useId();
  const { text, setText, keep } = useKept(field, session);
  const length = lengthOf(field.help, text);
  // A long example with spaces is prose; one without is an address.
  const long = field.example.length > 70 && field.example.includes(" ");
  const described = [`${id}-help`, field.example && `${id}-example`, length && `${id}-length`, field.before !== null && `${id}-before`, field.notice !== null && `${id}-notice`, field.problem !== null && `${id}-problem`];
  const onKeyDown = (event: KeyboardEvent): void => {
    const leaves = (event.ctrlKey || event.metaKey) && LEAVING.test(event.key);
    if (leaves || (event.key === "Enter" && !long)) keep();
  };
  const common = {
    id,
    name: field.key,
    value: text,
    required: field.mandatory,
    readOnly: session.busy !== null,
    "aria-invalid": field.problem !== null,
    "aria-describedby": described.filter(Boolean).join(" "),
    onBlur: keep,
    onKeyDown,
  };
  return (
    <div className={`field${field.problem === null ? "" : " has-problem"}${field.before === null ? "" : " is-changed"}`}>
      <label htmlFor={id}>{field.label} <span className="quiet">({field.mandatory ? words.shell.required : words.shell.optional})</span></label>
      <p className="quiet" id={`${id}-help`}>{field.help}</p>
      {long
        ? <textarea {...common} rows={3} onChange={(event) => { setText(event.target.value); }} />
        : <input {...common} type="text" autoComplete="off" onChange={(event) => { setText(event.target.value); }} />}
      <div className="field-foot">
        {field.example && <p className="quiet example" id={`${id}-example`}>{words.shell.example(field.example)}</p>}
        {length && (
          <p className={length.over > 0 ? "length is-over" : "length"} id={`${id}-length`}>
            {length.over > 0 && <Icon name="warning" />} {length.text}{length.over > 0 && `, ${words.describe.tooLong(length.over)}`}
          </p>
        )}
      </div>
      {field.before !== null && <p className="before" id={`${id}-before`}>{field.before === "" ? words.describe.beforeEmpty : words.describe.before(field.before)}</p>}
      {field.notice !== null && <p className="problem" id={`${id}-notice`}><Icon name="warning" /> {field.notice}</p>}
      {field.problem !== null && <p className="problem" id={`${id}-problem`}><Icon name="warning" /> {sentence(field.problem)}</p>}
      {session.busy !== null && <p className="only-read">{session.busy}</p>}
    </div>
  );
}

/** A problem as it stands alone: the engine says it within a sentence. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text of a field, sent once however it is left; a new value from the engine (undo) takes its place. */
function useKept(field: FieldView, session: PageSession) {
  const backend = useBackend();
  const [text, setText] = useState(field.value);
  const [known, setKnown] = useState(field.value);
  const sent = useRef<string | null>(null);
  if (known !== field.value) {
    setKnown(field.value);
    setText(field.value);
  }
  const keep = (): void => {
    // Enter and then leaving the field are one change.
    if (text === field.value || text === sent.current) return;
    sent.current = text;
    void session.change(() => backend.setField(field.key, text)).then((done) => {
      if (!done || sent.current === text) sent.current = null;
    });
  };
  return { text, setText, keep };
}
