import type { LeftOutView, SessionView, TableView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon, type IconName } from "../../parts/Icon";
import { words } from "../../words";
import { whereOf, type Where } from "./where";

interface Props {
  view: SessionView;
  where: Where | null;
  busy: string | null;
  onGo: (where: Where) => void;
  onTakeIn: (table: number) => void;
}

export const CONFIDENCE_ICONS: Record<string, IconName> = { high: "done", confirmed: "done", medium: "note", low: "warning" };

type Entry = { table: TableView; out: null } | { table: null; out: LeftOutView };

/** The tables by workbook and sheet, those left out too. */
export function TableList({ view, where, busy, onGo, onTakeIn }: Props) {
  const text = words.tables;
  return (
    <nav className="table-list" aria-labelledby="table-list" data-pane="">
      <header>
        <h2 id="table-list">{text.list}</h2>
        <p className="quiet">{text.summary(view.tables.length, view.left_out.length)}</p>
      </header>
      {view.workbooks.map((workbook) => {
        const entries = entriesOf(view, workbook.id);
        if (entries.length === 0) return null;
        return (
          <section key={workbook.id} aria-labelledby={`tables-of-${workbook.id}`}>
            <h3 id={`tables-of-${workbook.id}`}><Icon name="workbook" /> {workbook.name}</h3>
            <ul>
              {entries.map(({ table, out }) => (table
                ? <Found key={table.id} table={table} current={where?.table === table.id} onGo={() => { onGo(whereOf(table)); }} />
                : <LeftOut key={out.id} table={out} busy={busy} current={where?.table === out.id} onGo={() => { onGo(whereOf(out)); }} onTakeIn={() => { onTakeIn(out.id); }} />
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

/** In the order of the sheets. */
function entriesOf(view: SessionView, workbook: number): Entry[] {
  const entries: Entry[] = [
    ...view.tables.map((table): Entry => ({ table, out: null })),
    ...view.left_out.map((out): Entry => ({ table: null, out })),
  ].filter(({ table, out }) => (table ?? out).workbook === workbook);
  const sheet = ({ table, out }: Entry): number => (table ?? out).sheet_index ?? -1;
  return entries.sort((a, b) => sheet(a) - sheet(b));
}

function Found({ table, current, onGo }: { table: TableView; current: boolean; onGo: () => void }) {
  const text = words.tables;
  return (
    <li>
      <button type="button" className="table-entry" aria-current={current ? "true" : undefined} onClick={onGo}>
        <span className="table-title">{table.title || table.name}</span>
        <span className="quiet">{table.sheet}, {table.range}</span>
        <span className={`table-state ${table.confidence}`}>
          <Icon name={CONFIDENCE_ICONS[table.confidence] ?? "note"} /> {text.confidence[table.confidence] ?? table.confidence}
          {table.corrected && <>, {text.corrected}</>}
        </span>
        {table.findings > 0 && <span className="table-state attention"><Icon name="warning" /> {text.findings(table.findings)}</span>}
      </button>
    </li>
  );
}

interface LeftOutProps {
  table: LeftOutView;
  current: boolean;
  busy: string | null;
  onGo: () => void;
  onTakeIn: () => void;
}

function LeftOut({ table, current, busy, onGo, onTakeIn }: LeftOutProps) {
  const text = words.tables;
  return (
    <li className="is-left-out">
      <button type="button" className="table-entry" aria-current={current ? "true" : undefined} onClick={onGo}>
        <span className="table-title">{table.title}</span>
        <span className="quiet">{table.sheet}, {table.range}</span>
        <span className="table-state"><Icon name="dash" /> {text.leftOut}: {table.why}</span>
      </button>
      <Action className="small" onDo={onTakeIn} reason={table.blocked ?? busy} label={text.takeInNamed(table.title)}>{text.takeIn}</Action>
      {table.blocked !== null && <p className="quiet">{table.blocked}</p>}
    </li>
  );
}
