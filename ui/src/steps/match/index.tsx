import { useBackend } from "../../backend";
import type { MatchView } from "../../engine";
import { Icon, type IconName } from "../../parts/Icon";
import { State } from "../../parts/State";
import type { StepProps } from "../../shell/focus";
import { words } from "../../words";
import { Differences } from "./Differences";
import { Settle } from "./Settle";

const ICONS: Record<MatchView["status"], IconName> = { unchanged: "tick", moved: "moved", changed: "warning", gone: "blocker", ambiguous: "warning", new: "plus" };
const LOOKS: Record<MatchView["status"], string> = { unchanged: "settled", moved: "note", changed: "warning", gone: "blocker", ambiguous: "warning", new: "note" };

/** What the recipe expects against what these workbooks hold, table by table. */
export function MatchStep({ view, session, onFocus }: StepProps) {
  const backend = useBackend();
  const text = words.match;
  const open = view.matching.filter((one) => one.open).length;
  if (view.matching.length === 0) return <p className="empty">{text.empty}</p>;
  return (
    <div className="match">
      <p>{text.intro}</p>
      <State how={open === 0 ? "good" : "warning"} live>{open === 0 ? text.clean : text.open(open)}</State>
      <Counts matching={view.matching} />
      <ul className="match-list">
        {view.matching.map((one) => (
          <li key={one.id} className={one.open ? "match-item is-open" : "match-item"}>
            <Head one={one} />
            <Places one={one} />
            <Differences
              one={one} busy={session.busy}
              onAccept={(item) => { void session.change(() => backend.acceptDifference(item)); }}
              onMap={(item, now) => { void session.change(() => backend.mapDifference(item, now)); }}
            />
            <Settle
              one={one} taken={view.tables.some(({ id }) => id === one.table)} busy={session.busy}
              onMap={(table) => { void session.change(() => backend.mapTable(one.id, table)); }}
              onAccept={() => { void session.change(() => backend.acceptMissing(one.id)); }}
              onPublish={(table, publish) => { void session.change(() => backend.publishTable(table, publish)); }}
              onLook={(table) => { onFocus("tables", { table }); }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Head({ one }: { one: MatchView }) {
  const text = words.match;
  return (
    <header className="match-head">
      <h2>{one.title}</h2>
      <span className={`badge ${LOOKS[one.status]}`} title={text.statusHelp[one.status]}><Icon name={ICONS[one.status]} /> {text.status[one.status]}</span>
      <Standing one={one} />
    </header>
  );
}

function Standing({ one }: { one: MatchView }) {
  const text = words.match;
  if (one.open) return <span className="state warning"><Icon name="warning" /> <span>{text.toDecide}</span></span>;
  if (one.status === "new" && one.settled === null) return <span className="state quiet"><Icon name="dash" /> <span>{text.newUntouched}</span></span>;
  return <span className="state good"><Icon name="done" /> <span>{one.settled ?? text.matched}</span></span>;
}

function Places({ one }: { one: MatchView }) {
  const text = words.match;
  return (
    <dl className="places">
      <div><dt>{text.expected}</dt><dd>{one.expected || text.nothing}</dd></div>
      <div><dt>{text.found}</dt><dd>{one.found || text.nothing}</dd></div>
    </dl>
  );
}

function Counts({ matching }: { matching: MatchView[] }) {
  const text = words.match;
  const statuses = Object.keys(ICONS) as MatchView["status"][];
  return (
    <ul className="match-counts" aria-label={text.counts}>
      {statuses.map((status) => (
        <li key={status}><Icon name={ICONS[status]} /> {text.status[status]} <b className="numbers">{matching.filter((one) => one.status === status).length}</b></li>
      ))}
    </ul>
  );
}
