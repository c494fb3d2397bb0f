import { useEffect, useRef } from "react";

import type { LeftOutView, SessionView, TableView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon, type IconName } from "../../parts/Icon";
import { placeOf } from "../../parts/tableName";
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
              {entries.map(({ table, out }) => {
                const one = table ?? out;
                return <Listed key={one.id} table={table} out={out} busy={busy} current={where?.table === one.id} onGo={() => { onGo(whereOf(one)); }} onTakeIn={() => { onTakeIn(one.id); }} />;
              })}
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

interface ListedProps {
  table: TableView | null;
  out: LeftOutView | null;
  current: boolean;
  busy: string | null;
  onGo: () => void;
  onTakeIn: () => void;
}

/** A table with what is to be known of it, or why it is left out. */
function Listed({ table, out, current, busy, onGo, onTakeIn }: ListedProps) {
  const text = words.tables;
  const entry = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (current) entry.current?.scrollIntoView({ block: "nearest" }); }, [current]);
  const takeIn = (): void => {
    // The button goes away with the work; the entry stays.
    entry.current?.focus();
    onTakeIn();
  };
  return (
    <li className={out ? "is-left-out" : undefined}>
      <button ref={entry} type="button" className="table-entry" aria-current={current ? "true" : undefined} onClick={onGo}>
        {table && <Found table={table} />}
        {out && <LeftOut table={out} />}
      </button>
      {out && <Action className="small" onDo={takeIn} reason={out.blocked ?? busy} label={text.takeInNamed(out.title)}>{text.takeIn}</Action>}
      {out?.blocked && <p className="quiet">{out.blocked}</p>}
    </li>
  );
}

function Found({ table }: { table: TableView }) {
  const text = words.tables;
  return (
    <>
      <span className="entry-title">{table.title || table.name}</span>
      <span className="quiet">{placeOf(table)}</span>
      <span className={`table-state ${table.confidence}`}>
        <Icon name={CONFIDENCE_ICONS[table.confidence] ?? "note"} /> {text.confidence[table.confidence] ?? table.confidence}
        {table.corrected && <>, {text.corrected}</>}{table.shaped !== null && <>, {text.shape.made[table.shaped]}</>}
      </span>
      {table.findings > 0 && <span className="table-state attention"><Icon name="warning" /> {text.findings(table.findings)}</span>}
    </>
  );
}

function LeftOut({ table }: { table: LeftOutView }) {
  return (
    <>
      <span className="entry-title">{table.title}</span>
      <span className="quiet">{placeOf(table)}</span>
      <span className="table-state"><Icon name="dash" /> {words.tables.leftOut}: {table.why}</span>
    </>
  );
}
