import { useState, type ReactNode } from "react";

import { useBackend } from "../backend";
import type { ExportView, SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { groupOf } from "./Findings";
import { Icon } from "./Icon";
import { Written } from "./Written";

/** The writing of the bundle; it lives above the step, so that its result stays while others are looked at. */
export interface Writing {
  start: () => void;
  busy: boolean;
  result: ExportView | null;
  stale: boolean;
}

export function useExport(view: SessionView, session: PageSession): Writing {
  const backend = useBackend();
  const [busy, setBusy] = useState(false);
  const [written, setWritten] = useState<{ result: ExportView; revision: number } | null>(null);
  const write = async (): Promise<void> => {
    setBusy(true);
    try {
      const result = await backend.export();
      if (result) setWritten({ result, revision: view.revision });
    } catch (reason) {
      session.fail(reason);
    } finally {
      setBusy(false);
    }
  };
  return {
    start: () => { void write(); },
    busy: busy || session.job !== null,
    result: written?.result ?? null,
    stale: written !== null && written.revision !== view.revision,
  };
}

interface Props {
  view: SessionView;
  writing: Writing;
  /** Goes to another step. */
  onGo: (step: string) => void;
}

/** What still has to be done, the button, and what was written. */
export function Export({ view, writing, onGo }: Props) {
  const blocked = view.export_blocked;
  const toDecide = view.findings.filter((finding) => groupOf(finding) === "open").length;
  const toFill = view.fields.filter((field) => field.problem !== null).length;
  return (
    <section className="sheet-of-paper" aria-labelledby="export-title">
      <h2 id="export-title">{words.export.title}</h2>
      <p className="quiet">{words.export.intro}</p>
      <h3>{words.export.checks}</h3>
      <ul className="checklist">
        <Line good={toDecide === 0} text={toDecide === 0 ? words.export.findingsDone : words.export.findingsOpen(toDecide)}>
          {toDecide > 0 && <button type="button" onClick={() => { onGo("check"); }}>{words.export.goDecide}</button>}
        </Line>
        <Line good={toFill === 0} text={toFill === 0 ? words.export.fieldsDone : words.export.fieldsOpen(toFill)}>
          {toFill > 0 && <button type="button" onClick={() => { onGo("describe"); }}>{words.export.goDescribe}</button>}
        </Line>
        <Line good={view.tables.length > 0} text={words.export.tables(view.tables.length)} />
      </ul>
      <div className="row export-action">
        <button type="button" className="primary" disabled={blocked !== null || writing.busy} aria-describedby="export-why" onClick={writing.start}>
          {words.export.button}
        </button>
        <p id="export-why" className={blocked === null ? "quiet" : "state blocker"}>{blocked ?? words.export.ready}</p>
      </div>
      <div role="status">{writing.result && <Written result={writing.result} stale={writing.stale} />}</div>
    </section>
  );
}

function Line({ good, text, children }: { good: boolean; text: string; children?: ReactNode }) {
  return (
    <li className={good ? "state good" : "state blocker"}>
      <Icon name={good ? "done" : "blocker"} /> <span>{text}</span> {children}
    </li>
  );
}
