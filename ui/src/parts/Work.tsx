import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";

import { useBackend } from "../backend";
import type { FindingView, SessionView } from "../engine";
import type { PageSession } from "../useSession";
import { words } from "../words";
import { Contents } from "./Contents";
import { Details } from "./Details";
import { Export, useExport } from "./Export";
import { Findings, groupOf } from "./Findings";
import { TablePane, type Target } from "./TablePane";
import { UndoRedo } from "./UndoRedo";

interface Props {
  view: SessionView;
  session: PageSession;
  onOpen: () => void;
}

/** The work on a release: check its tables, describe it, export it. */
export function Work({ view, session, onOpen }: Props) {
  const backend = useBackend();
  const [step, setStep] = useState("check");
  const [chosen, setChosen] = useState<number | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const writing = useExport(view, session);
  const table = view.tables.find(({ id }) => id === chosen) ?? view.tables[0] ?? null;
  const toDecide = view.findings.filter((finding) => groupOf(finding) === "open").length;
  const toFill = view.fields.filter((field) => field.problem !== null).length;

  const point = (finding: FindingView): void => {
    if (finding.table !== null) setChosen(finding.table);
    setTarget(finding.cell === null ? null : { cell: finding.cell, finding: finding.id });
  };
  const close = (workbook: number): void => { void session.change(() => backend.closeWorkbook(workbook), "opened"); };

  return (
    <Tabs className="work" selectedKey={step} onSelectionChange={(key) => { setStep(String(key)); }}>
      <header className="top">
        <h1 className="wordmark">{words.product}</h1>
        <TabList aria-label={words.tabs.label}>
          <Tab id="check">{words.tabs.check}<Count n={toDecide} label={words.tabs.toDecide(toDecide)} /></Tab>
          <Tab id="describe">{words.tabs.describe}<Count n={toFill} label={words.tabs.toFill(toFill)} /></Tab>
          <Tab id="export">{words.tabs.export}</Tab>
        </TabList>
        <UndoRedo view={view} session={session} />
      </header>
      <main>
        <TabPanel id="check" className="panel check">
          <Contents
            view={view}
            selected={table?.id ?? null}
            onSelect={(id) => { setChosen(id); setTarget(null); }}
            onOpen={onOpen}
            onClose={close}
          />
          <TablePane view={view} table={table} target={target} session={session} />
          <Findings view={view} table={table} session={session} onPoint={point} onDescribe={() => { setStep("describe"); }} />
        </TabPanel>
        <TabPanel id="describe" className="panel single"><Details view={view} session={session} /></TabPanel>
        <TabPanel id="export" className="panel single"><Export view={view} writing={writing} onGo={setStep} /></TabPanel>
      </main>
    </Tabs>
  );
}

function Count({ n, label }: { n: number; label: string }) {
  return n > 0 ? <span className="count" role="img" aria-label={label}>{n}</span> : null;
}
