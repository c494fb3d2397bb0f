import { useState } from "react";

import { useBackend } from "../../backend";
import type { ContentsView, SheetView, WorkbookView } from "../../engine";
import { Action } from "../../parts/Action";
import { FailedFiles } from "../../parts/FailedFiles";
import { Icon } from "../../parts/Icon";
import { Opening } from "../../parts/Opening";
import type { StepProps } from "../../shell/focus";
import { size, words } from "../../words";
import { Contents } from "./Contents";
import { Sheets } from "./Sheets";
import { Side, type Shown } from "./Side";

/** The open workbooks: their sheets, and what each file carries beside what a reader sees. */
export function WorkbooksStep({ view, session, focus, onFocus }: StepProps) {
  const backend = useBackend();
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  if (focus && focus.key !== asked && focus.workbook !== undefined) {
    setAsked(focus.key);
    setShown({ key: focus.key, workbook: focus.workbook, kind: null, sheet: focus.sheet ?? null, cell: focus.cell ?? null });
  }
  const show = (next: Omit<Shown, "key">): void => { setShown((was) => ({ ...next, key: (was?.key ?? 0) + 1 })); };
  const close = (workbook: number): void => { void session.change(() => backend.closeWorkbook(workbook), "opened"); };
  const opening = session.job?.opening ?? [];
  const workbook = view.workbooks.find(({ id }) => id === shown?.workbook);

  return (
    <div className={workbook ? "workbooks has-side" : "workbooks"}>
      <div className="workbook-list">
        <FailedFiles failures={view.failures} />
        {opening.length > 0 && <Opening opening={opening} revision={view.revision} />}
        {view.workbooks.map((one) => (
          <Workbook
            key={one.id} workbook={one} busy={session.busy} shown={one.id === shown?.workbook ? shown : null} onClose={() => { close(one.id); }}
            onKind={({ kind }) => { show({ workbook: one.id, kind, sheet: null, cell: null }); }}
            onSheet={(sheet) => { show({ workbook: one.id, kind: null, sheet, cell: null }); }}
          />
        ))}
      </div>
      <Side view={view} session={session} shown={shown} workbook={workbook ?? null} onShow={show} onClose={() => { setShown(null); }} onFocus={onFocus} />
    </div>
  );
}

interface WorkbookProps {
  workbook: WorkbookView;
  busy: string | null;
  shown: Shown | null;
  onClose: () => void;
  onKind: (contents: ContentsView) => void;
  onSheet: (index: number) => void;
}

function Workbook({ workbook, busy, shown, onClose, onKind, onSheet }: WorkbookProps) {
  const text = words.workbooks;
  const title = `workbook-${workbook.id}`;
  return (
    <section className="workbook" aria-labelledby={title}>
      <header className="workbook-head">
        <Icon name="workbook" />
        <div>
          <h2 id={title}>{workbook.name}</h2>
          <p className="quiet">{workbook.format}, {size(workbook.bytes)} · {text.summary(workbook.sheets.length, tables(workbook.sheets))}</p>
        </div>
        <Action icon="close" className="plain" onDo={onClose} reason={busy} label={text.closeNamed(workbook.name)}>{text.close}</Action>
      </header>
      {workbook.notices.length > 0 && (
        <ul className="notices" aria-label={text.notices}>
          {workbook.notices.map((notice) => <li key={notice} className="state warning"><Icon name="warning" /> <span>{notice}</span></li>)}
        </ul>
      )}
      <div className="workbook-parts">
        <Sheets workbook={workbook} shown={shown?.sheet ?? null} onShow={onSheet} />
        <Contents workbook={workbook} shown={shown?.kind ?? null} onShow={onKind} />
      </div>
    </section>
  );
}

function tables(sheets: SheetView[]): number {
  return sheets.reduce((sum, sheet) => sum + sheet.tables.length, 0);
}
