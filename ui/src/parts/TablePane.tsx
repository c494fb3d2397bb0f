import { useState } from "react";

import { useBackend } from "../backend";
import type { SessionView, TableView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { Choice } from "./Choice";
import { RowGrid } from "./RowGrid";

/** What a finding points at. */
export interface Target {
  cell: string;
  finding: string;
}

interface Props {
  view: SessionView;
  table: TableView | null;
  target: Target | null;
  session: PageSession;
}

/** The selected table: where it is, its policy, and its tidy rows. */
export function TablePane({ view, table, target, session }: Props) {
  const [asProtected, setProtected] = useState(false);
  if (!table) {
    return <section className="table-pane" aria-label={words.table.rowsOf}><p className="empty">{view.tables.length === 0 ? words.table.noneFound : words.table.none}</p></section>;
  }
  return (
    <section className="table-pane" aria-labelledby="table-title">
      <header className="table-head">
        <h2 id="table-title">{table.title || table.name}</h2>
        <p className="quiet">
          {words.table.place(table.sheet, table.range)} · {words.table.observations(table.observations)}
        </p>
        <Reading key={table.id} table={table} />
      </header>
      <div className="table-tools">
        <PolicyChoice view={view} table={table} session={session} />
        <RowsChoice asProtected={asProtected} onChange={setProtected} />
      </div>
      <RowGrid
        key={`${table.id}-${asProtected ? "protected" : "read"}`}
        label={words.table.rows(table.title || table.name)} table={table.id} asProtected={asProtected} revision={view.revision} target={target}
      />
    </section>
  );
}

/** How sure the program is of the layout, and why. */
function Reading({ table }: { table: TableView }) {
  return (
    <details className={`reading ${table.confidence}`}>
      <summary>{words.table.confidence[table.confidence] ?? table.confidence}</summary>
      <ul aria-label={words.table.why}>
        {table.reasons.map((reason) => <li key={reason}>{reason}</li>)}
      </ul>
    </details>
  );
}

function PolicyChoice({ view, table, session }: { view: SessionView; table: TableView; session: PageSession }) {
  const backend = useBackend();
  const set = (which: number | null, policy: string): void => { void session.change(() => backend.setPolicy(which, policy)); };
  const policy = view.policies.find(({ id }) => id === table.policy);
  const everywhere = view.tables.every((other) => other.policy === table.policy);
  return (
    <div className="policy">
      <div className="row">
        <Choice label={words.table.policy} options={view.policies} value={table.policy} disabled={session.job !== null} onChange={(id) => { set(table.id, id); }} />
        <button type="button" disabled={everywhere || session.job !== null} onClick={() => { set(null, table.policy); }}>{words.table.policyForAll}</button>
      </div>
      {policy && (
        <details className="reading">
          <summary>{words.table.policyRule}</summary>
          <p className="quiet">{policy.summary}</p>
        </details>
      )}
    </div>
  );
}

function RowsChoice({ asProtected, onChange }: { asProtected: boolean; onChange: (asProtected: boolean) => void }) {
  return (
    <fieldset className="segments">
      <legend>{words.table.show}</legend>
      <label>
        <input type="radio" name="rows" checked={!asProtected} onChange={() => { onChange(false); }} />
        <span>{words.table.asRead}</span>
      </label>
      <label>
        <input type="radio" name="rows" checked={asProtected} onChange={() => { onChange(true); }} />
        <span>{words.table.protected}</span>
      </label>
    </fieldset>
  );
}
