import { useId } from "react";

import { useBackend } from "../../backend";
import type { PolicyView, SessionView } from "../../engine";
import { Choice } from "../../parts/Choice";
import { tableName } from "../../parts/tableName";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";

interface Props {
  view: SessionView;
  session: PageSession;
}

/** The disclosure rules in force: for the release, and for tables of their own. */
export function Policy({ view, session }: Props) {
  const backend = useBackend();
  const text = words.checks.policy;
  const policy = view.policies.find(({ id }) => id === view.policy);
  const own = view.tables.filter((table) => table.policy !== view.policy).length;
  const set = (table: number | null, id: string): void => { void session.change(() => backend.setPolicy(table, id)); };
  return (
    <section className="policy-panel" aria-labelledby="policy-title">
      <h2 id="policy-title">{text.title}</h2>
      <div className="policy-choice">
        <Choice label={text.label} options={view.policies} value={view.policy} disabled={session.busy !== null} onChange={(id) => { set(null, id); }} />
      </div>
      {policy && <Rule policy={policy} />}
      {view.tables.length > 0 && (
        <details>
          <summary>{text.single} <span className="quiet">({text.own(own)})</span></summary>
          <ul className="table-policies">
            {view.tables.map((table) => (
              <li key={table.id}>
                <TablePolicy title={tableName(table, view.tables)} value={table.policy} policies={view.policies} disabled={session.busy !== null} onChange={(id) => { set(table.id, id); }} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {session.busy && <p className="quiet policy-says">{text.wait}</p>}
      {own > 0 && <p className="quiet policy-says">{text.replaces(own)}</p>}
    </section>
  );
}

function Rule({ policy }: { policy: PolicyView }) {
  const text = words.checks.policy;
  return (
    <details className="policy-rule">
      <summary>{text.rule}</summary>
      <p>{policy.summary}</p>
      <p className="quiet">{policy.source ? `${text.source} ${policy.source}` : text.noSource}</p>
    </details>
  );
}

interface TableProps {
  title: string;
  value: string;
  policies: PolicyView[];
  disabled: boolean;
  onChange: (id: string) => void;
}

function TablePolicy({ title, value, policies, disabled, onChange }: TableProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}><span className="only-read">{words.checks.policy.policyOf("")}</span>{title}</label>
      <select id={id} value={value} disabled={disabled} onChange={(event) => { onChange(event.target.value); }}>
        {policies.map((policy) => <option key={policy.id} value={policy.id}>{policy.title}</option>)}
      </select>
    </>
  );
}
