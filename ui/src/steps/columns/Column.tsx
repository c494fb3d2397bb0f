import { useId, useState } from "react";

import { asFailure, useBackend } from "../../backend";
import type { ColumnKindView, ColumnRequest, ColumnView, FailureView, SessionView } from "../../engine";
import { State } from "../../parts/State";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { TextField } from "./TextField";
import { Stored, Values } from "./Values";

type Field = "name" | "label" | "kind" | "unit";

interface Props {
  table: number;
  column: ColumnView;
  kinds: ColumnKindView[];
  view: SessionView;
  session: PageSession;
}

/** One column: what can be changed about it, and what it holds. */
export function Column({ table, column, kinds, view, session }: Props) {
  const backend = useBackend();
  const text = words.columns;
  const [refused, setRefused] = useState<{ field: Field; failure: FailureView } | null>(null);

  // What the engine refuses is said at the field, not in the messages.
  const change = (field: Field, value: string): void => {
    const request: ColumnRequest = { column: column.id, part: column.part, name: null, label: null, kind: null, unit: null, [field]: value };
    setRefused(null);
    void session.change(() => backend.setColumn(table, request).catch((reason: unknown) => {
      setRefused({ field, failure: asFailure(reason) });
      return view;
    }));
  };
  const problem = (field: Field): string | null => (refused?.field === field ? `${refused.failure.text} ${refused.failure.next}` : null);
  const fields = { disabled: session.busy !== null, change, problem };

  return (
    <section className="column-side" aria-labelledby="column-title" data-pane>
      <header>
        <h2 id="column-title">{column.label || column.name}</h2>
        <p className="quiet">{text.partHelp[column.part]}</p>
      </header>
      {column.problem && <State how="warning">{column.problem}</State>}
      {session.busy && <p className="quiet">{text.wait}</p>}
      <div className="column-fields">
        <TextField words={text.name} value={column.name} problem={problem("name")} disabled={fields.disabled} onChange={(value) => { change("name", value); }} code />
        <TextField words={text.label} value={column.label} problem={problem("label")} disabled={fields.disabled} onChange={(value) => { change("label", value); }} />
        <Kind column={column} kinds={kinds} {...fields} />
        {column.part === "measure" && <TextField words={text.unit} value={column.unit} problem={problem("unit")} disabled={fields.disabled} onChange={(value) => { change("unit", value); }} />}
      </div>
      {column.stored.length > 0 && <Stored stored={column.stored} />}
      <Values table={table} column={column} revision={view.revision} />
    </section>
  );
}

interface KindProps {
  column: ColumnView;
  kinds: ColumnKindView[];
  disabled: boolean;
  change: (field: Field, value: string) => void;
  problem: (field: Field) => string | null;
}

function Kind({ column, kinds, disabled, change, problem }: KindProps) {
  const id = useId();
  const text = words.columns;
  const kind = kinds.find((one) => one.id === column.kind);
  const wrong = problem("kind");
  return (
    <div className="field">
      <label htmlFor={id}>{text.kind.label}</label>
      <p className="quiet" id={`${id}-help`}>{text.kind.help}</p>
      <select id={id} value={column.kind} disabled={disabled} aria-describedby={`${id}-help ${id}-follows`} aria-invalid={wrong !== null} onChange={(event) => { change("kind", event.target.value); }}>
        {kinds.map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}
        {!kind && <option value={column.kind}>{column.kind}</option>}
      </select>
      {wrong && <p className="problem" role="alert">{wrong}</p>}
      <div className="kind-follows" id={`${id}-follows`}>
        {kind && <p><strong>{text.follows}</strong> {kind.help}</p>}
        <p className="quiet">{column.reason ? text.why(column.reason) : text.byPerson}</p>
      </div>
    </div>
  );
}
