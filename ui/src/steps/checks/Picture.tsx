import { useId, useState } from "react";

import { useBackend, type Backend } from "../../backend";
import type { SessionView, TableView } from "../../engine";
import { parsePlace } from "../../grid/address";
import { Problem } from "../../parts/Problem";
import { useLoaded } from "../../parts/useLoaded";
import { words } from "../../words";
import { draw, MOST, STATES, type Drawing } from "./drawing";

/** The table as a picture of its protection: each cell where it stands in the sheet, by what became of it. */
export function Picture({ view }: { view: SessionView }) {
  const backend = useBackend();
  const id = useId();
  const text = words.checks.picture;
  const [chosen, setChosen] = useState<number | null>(null);
  const table = view.tables.find((one) => one.id === chosen) ?? view.tables[0];
  return (
    <section className="picture" aria-labelledby="picture-title">
      <div className="picture-head">
        <h2 id="picture-title">{text.title}</h2>
        {table && (
          <div className="filter">
            <label htmlFor={id}>{text.table}</label>
            <select id={id} value={table.id} onChange={(event) => { setChosen(Number(event.target.value)); }}>
              {view.tables.map((one) => <option key={one.id} value={one.id}>{one.title || one.name}</option>)}
            </select>
          </div>
        )}
      </div>
      {table ? <TablePicture table={table} revision={view.revision} backend={backend} /> : <p className="quiet">{text.empty}</p>}
    </section>
  );
}

function TablePicture({ table, revision, backend }: { table: TableView; revision: number; backend: Backend }) {
  const text = words.checks.picture;
  const { value, failure, retry } = useLoaded(`${table.id} ${revision}`, async () => {
    const { rows, total } = await backend.rows(table.id, true, 0, MOST);
    return { id: table.id, total, drawing: draw(rows.map(({ cell, change }) => ({ place: parsePlace(cell, 1_048_576, 16_384), change }))) };
  });
  if (failure) return <Problem text={text.failed} failure={failure} onRetry={retry} />;
  if (!value || value.id !== table.id) return <p className="quiet" role="status">{text.loading}</p>;
  return <Drawn title={table.title || table.name} drawing={value.drawing} total={value.total} />;
}

const percent = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });

function Drawn({ title, drawing, total }: { title: string; drawing: Drawing; total: number }) {
  const text = words.checks.picture;
  const parts = STATES.map((state) => {
    const n = drawing.counts[state];
    return { state, label: text.states[state] ?? state, observations: text.observations(n, percent.format(drawing.drawn === 0 ? 0 : n / drawing.drawn)) };
  });
  const alt = text.alt(title, parts.map(({ label, observations }) => `${label}: ${observations}`).join(", "));
  return (
    <>
      <p className="quiet">{text.help} {drawing.drawn < total ? text.part(drawing.drawn, total) : text.whole(total)}</p>
      <div className="picture-parts">
        {/* A picture that is taller than its place scrolls, so the keyboard must reach it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className="picture-scroll" tabIndex={0} role="group" aria-label={text.title}>
          <svg role="img" aria-label={alt} viewBox={`0 0 ${drawing.width} ${drawing.height}`} width={drawing.width} height={drawing.height}>
            {STATES.map((state) => <path key={state} className={`mark-${state}`} d={drawing.paths[state]} />)}
          </svg>
        </div>
        <ul className="legend">
          {parts.map(({ state, label, observations }) => (
            <li key={state}>
              <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path className={`mark-${state}`} d={drawing.sample[state]} /></svg>
              <span><strong>{label}</strong> <span className="quiet">{observations}</span></span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
