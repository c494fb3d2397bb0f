import { useEffect, useRef } from "react";

import type { SessionView, WorkbookView } from "../../engine";
import { SheetView } from "../../grid";
import { Icon } from "../../parts/Icon";
import type { StepProps } from "../../shell/focus";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { KindFindings } from "./KindFindings";

/** What is on show beside the workbooks: the findings of a kind, or a sheet, or both. */
export interface Shown {
  /** Another one each time. */
  key: number;
  workbook: number;
  kind: string | null;
  sheet: number | null;
  cell: string | null;
}

interface Props {
  view: SessionView;
  session: PageSession;
  shown: Shown | null;
  /** The workbook of what is on show, while it is open. */
  workbook: WorkbookView | null;
  onShow: (next: Omit<Shown, "key">) => void;
  onClose: () => void;
  onFocus: StepProps["onFocus"];
}

/** The pane beside the workbooks. The focus goes to its heading when something is shown. */
export function Side({ view, session, shown, workbook, onShow, onClose, onFocus }: Props) {
  const text = words.workbooks;
  const title = useRef<HTMLHeadingElement>(null);
  const subject = shown && workbook ? `${shown.workbook} ${shown.kind ?? ""} ${shown.kind === null ? `${shown.sheet ?? ""} ${shown.key}` : ""}` : null;
  useEffect(() => {
    if (subject !== null) title.current?.focus();
  }, [subject]);

  if (!shown || !workbook) {
    return <aside className="side is-empty" aria-label={text.side} data-pane><p className="empty">{text.sideEmpty}</p></aside>;
  }
  const kind = workbook.contents.find((one) => one.kind === shown.kind);
  const sheet = shown.sheet === null ? undefined : workbook.sheets[shown.sheet];
  return (
    <aside className="side" aria-labelledby="side-title" data-pane>
      <header className="side-head">
        <div>
          <h2 id="side-title" ref={title} tabIndex={-1}>{kind?.label ?? (sheet ? text.place(sheet.name, shown.cell) : text.side)}</h2>
          <p className="quiet">{text.ofWorkbook(workbook.name)}</p>
        </div>
        <button type="button" className="plain icon-only" aria-label={text.sideClose} title={text.sideClose} onClick={onClose}><Icon name="close" /></button>
      </header>
      {shown.kind !== null && (
        <KindFindings
          key={subject} view={view} session={session} workbook={workbook.id} kind={shown.kind} label={kind?.label ?? text.side}
          onSheet={(index, cell) => { onShow({ workbook: workbook.id, kind: shown.kind, sheet: index, cell }); }}
          onFocus={(step, focus) => {
            // A place on a sheet of this workbook is shown here, below the finding.
            if (step === "workbooks" && focus.workbook === workbook.id && focus.sheet !== undefined) onShow({ workbook: workbook.id, kind: shown.kind, sheet: focus.sheet, cell: focus.cell ?? null });
            else onFocus(step, focus);
          }}
        />
      )}
      {sheet && shown.sheet !== null && (
        <div className="side-sheet">
          {shown.kind !== null && <h3>{text.place(sheet.name, shown.cell)}</h3>}
          <SheetView
            workbook={workbook.id} sheet={shown.sheet} name={sheet.name} revision={view.revision}
            highlight={shown.cell === null ? null : { cell: shown.cell, key: shown.key }}
          />
        </div>
      )}
    </aside>
  );
}
