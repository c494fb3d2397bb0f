import { useEffect, useState } from "react";

import { useBackend } from "../../backend";
import type { SessionView } from "../../engine";
import type { Selected, SheetTarget } from "../../grid";
import type { StepProps } from "../../shell/focus";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { requestFor, type RoleChoice } from "./roles";
import { possible } from "./shaping";
import { SheetPane } from "./SheetPane";
import { Splitter } from "./Splitter";
import { Stacks, useStacks } from "./Stacks";
import { TableHead } from "./TableHead";
import { TableList } from "./TableList";
import { TidyPane } from "./TidyPane";
import { useLink, type Link } from "./useLink";
import { useShape, useSimilar } from "./useShape";
import { asked, leftOutById, start, still, tableAt, tableById, tableOn, type Where } from "./where";

/** The tables that were found: the sheet with the roles of its cells, and the tidy rows that come of it. */
export function TablesStep({ view, session, focus }: StepProps) {
  // The start is chosen once: it must not move when its table has been looked at.
  const [wanted, setWanted] = useState<Where | null>(() => session.shown ?? start(view));
  const [arrival, setArrival] = useState(() => arrivalAt(view, still(view, wanted)));
  const [seen, setSeen] = useState<number | null>(null);
  if (focus && focus.key !== seen) {
    setSeen(focus.key);
    const to = asked(view, focus);
    if (to) setWanted(to);
    if (to) setArrival(focus.cell === undefined ? arrivalAt(view, to) : { cell: focus.cell, key: `focus-${focus.key}`, lit: true });
  }
  const backend = useBackend();
  const where = still(view, wanted);
  // The frame keeps it for the next time, and for the step Columns.
  const { setShown } = session;
  useEffect(() => { setShown(wanted); }, [setShown, wanted]);
  const go = (to: Where): void => { setWanted(to); setArrival(arrivalAt(view, to)); };
  const part = (table: number, takesPart: boolean): void => { void session.change(() => backend.publishTable(table, takesPart)); };
  return (
    <div className="tables">
      <TableList view={view} where={where} busy={session.busy} onGo={go} onTakeIn={(table) => { part(table, true); }} />
      {where && <Shown view={view} session={session} where={where} arrival={arrival} onGo={go} onWhere={setWanted} onPart={part} />}
    </div>
  );
}

/** Where the sheet is shown first, and whether that is lit up: somebody has pointed at it. */
interface Arrival extends SheetTarget {
  lit: boolean;
}

let lastKey = 0;

/** At the beginning of the table. */
function arrivalAt(view: SessionView, where: Where | null): Arrival | null {
  const range = where && (tableById(view, where.table) ?? leftOutById(view, where.table))?.range;
  return range ? { cell: range.split(":")[0] ?? range, key: `table-${++lastKey}`, lit: false } : null;
}

interface ShownProps {
  view: SessionView;
  session: PageSession;
  where: Where;
  arrival: Arrival | null;
  /** Goes somewhere else. */
  onGo: (to: Where) => void;
  /** Another table of the same sheet. */
  onWhere: (to: Where) => void;
  onPart: (table: number, takesPart: boolean) => void;
}

function Shown({ view, session, where, arrival, onGo, onWhere, onPart }: ShownProps) {
  const backend = useBackend();
  const text = words.tables;
  const [asProtected, setProtected] = useState(false);
  const [height, setHeight] = useState(50);
  const table = tableById(view, where.table);
  const out = leftOutById(view, where.table);
  const workbook = view.workbooks.find(({ id }) => id === where.workbook);
  const link = useLink(table?.id ?? null, view.revision);
  const { sheet } = where;
  const shape = useShape(view, session, where, table, onGo);
  const similar = useSimilar(view, table, session.busy);
  const { stacks, failed } = useStacks(view);
  const own = stacks.filter(({ tables }) => table !== null && tables.includes(table.id));
  const fixed = session.busy ?? (table ? null : out ? text.isLeftOut : text.noTableHere);

  const select = (selected: Selected): void => {
    if (sheet === null) return;
    const at = tableAt(view, where.workbook, sheet, selected.active.row, selected.active.col) ?? where.table;
    if (at !== where.table) onWhere({ ...where, table: at });
    link.fromSheet(selected, tableById(view, at)?.id ?? null);
  };
  const setRole = async (choice: RoleChoice, { area }: Selected): Promise<boolean> =>
    table !== null && session.change(() => backend.setRole(table.id, requestFor(choice, area)));
  const change = (call: (id: number) => Promise<SessionView>) => (): void => { if (table) void session.change(() => call(table.id)); };

  return (
    <div className="table-work">
      <TableHead
        table={table ?? null} out={out ?? null} busy={session.busy} onConfirm={change((id) => backend.confirmTable(id))}
        onReset={change((id) => backend.resetLayout(id))} onPart={(takesPart) => { const id = (table ?? out)?.id; if (id !== undefined) onPart(id, takesPart); }}
      />
      {table && <Stacks stacks={own} failed={failed} busy={session.busy} onStack={({ made, name }) => { void session.change(() => (made ? backend.unstack(name) : backend.stack(name))); }} />}
      {!table && !out && <NoTable any={view.tables.length + view.left_out.length > 0} />}
      <div className="panes" style={{ gridTemplateRows: sheet === null ? "minmax(0, 1fr)" : `minmax(0, ${height}fr) auto minmax(0, ${100 - height}fr)` }}>
        {sheet !== null && workbook && (
          <>
            <SheetPane
              key={workbook.id} workbook={workbook} sheet={sheet} revision={view.revision} table={where.table} fixed={fixed} marks={link.marks}
              highlight={arrival?.lit ? arrival : null} target={link.sheetTarget ?? arrival} note={said(link.link, link.failed, "sheet")} onSelect={select} onRole={setRole}
              can={(area) => possible(view, where, table, area, session.busy)} similar={similar} onShape={shape}
              onSheet={(to) => { if (to !== sheet) onGo({ workbook: workbook.id, sheet: to, table: tableOn(view, workbook.id, to) }); }}
            />
            <Splitter label={text.splitter} value={height} onChange={setHeight} />
          </>
        )}
        <TidyPane
          table={table} without={out ? text.noRows : view.tables.length + view.left_out.length > 0 ? text.pick : text.noneToPick} revision={view.revision} asProtected={asProtected} target={link.rowTarget} lit={link.lit}
          note={sheet === null ? (own.some(({ made }) => made) ? text.stacks.noSheet : text.noSheet) : said(link.link, link.failed, "rows")} alone={sheet === null} onProtected={setProtected}
          onSelect={({ active }) => { link.fromRow(active.row); }}
        />
      </div>
    </div>
  );
}

function NoTable({ any }: { any: boolean }) {
  const text = words.tables;
  return (
    <header className="table-head">
      <h2>{any ? text.sheetWithout : text.none}</h2>
      {!any && <p className="quiet">{text.noneHint}</p>}
    </header>
  );
}

/** What a side says of the link that begins there. */
function said(link: Link | null, failed: boolean, side: Link["from"]): string {
  if (failed) return words.tables.traceFailed;
  if (link?.from !== side) return "";
  return link.from === "sheet" ? words.tables.rowsFrom(link.found.total) : words.tables.cellsOf(link.trace.cells.length);
}
