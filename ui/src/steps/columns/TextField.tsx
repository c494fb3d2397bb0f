import { useId, useState } from "react";

interface Props {
  words: { label: string; help: string; example: string };
  value: string;
  /** Why the engine refused what was typed. */
  problem: string | null;
  disabled: boolean;
  onChange: (value: string) => void;
  /** Whether it is a name that programs read. */
  code?: boolean;
}

/** A text that is changed when the person leaves it or presses Enter; Escape takes back what was typed. */
export function TextField({ words, value, problem, disabled, onChange, code = false }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  if (value !== before) {
    setBefore(value);
    setTyped(value);
  }
  const commit = (): void => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <div className="field">
      <label htmlFor={id}>{words.label}</label>
      <p className="quiet" id={`${id}-help`}>{words.help} <span className="example">{words.example}</span></p>
      <input
        id={id} type="text" className={code ? "is-code" : undefined} value={typed} disabled={disabled} spellCheck={!code} autoComplete="off"
        aria-describedby={problem ? `${id}-problem ${id}-help` : `${id}-help`} aria-invalid={problem !== null}
        onChange={(event) => { setTyped(event.target.value); }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          else if (event.key === "Escape") setTyped(value);
        }}
      />
      {problem && <p className="problem" id={`${id}-problem`} role="alert">{problem}</p>}
    </div>
  );
}
