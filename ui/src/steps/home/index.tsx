import { useEffect, useRef } from "react";

import type { SessionView } from "../../engine";
import { Action } from "../../parts/Action";
import { FailedFiles } from "../../parts/FailedFiles";
import { Icon } from "../../parts/Icon";
import { Opening } from "../../parts/Opening";
import type { Commands } from "../../shell/useCommands";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { Recent } from "./Recent";

interface Props {
  view: SessionView;
  session: PageSession;
  commands: Commands;
  /** Whether the person has come here from a step. */
  arrived: boolean;
  onGo: (step: string) => void;
}

/** Where a release begins: drop, open, go on with a recent one, or try the sample. */
export function HomeStep({ view, session, commands, arrived, onGo }: Props) {
  const { home } = words;
  const title = useRef<HTMLHeadingElement>(null);
  const opening = session.job?.opening ?? [];
  useEffect(() => {
    if (arrived) title.current?.focus();
  }, [arrived]);
  return (
    <div className="home">
      <h1 ref={title} tabIndex={-1}>{home.title}</h1>
      <div className="home-columns">
        <div className="home-begin">
          <section className="drop-area" aria-label={home.drop}>
            <Icon name="workbook" />
            <p className="drop-title">{home.drop}</p>
            <p>{home.dropHelp}</p>
            <p className="quiet">{home.formats}</p>
            <div className="row">
              <Action className="primary" icon="open" onDo={commands.open} reason={session.busy}>{home.open}</Action>
              <Action onDo={commands.sample} reason={session.busy}>{home.sample}</Action>
            </div>
            <p className="quiet">{home.sampleHelp}</p>
          </section>
          <FailedFiles failures={view.failures} />
          {opening.length > 0 && <Opening opening={opening} revision={view.revision} />}
        </div>
        <div className="home-rest">
          {view.workbooks.length > 0 && <Current view={view} onGo={onGo} />}
          <Recent view={view} session={session} />
        </div>
      </div>
      <About />
    </div>
  );
}

/** The release that is open while the person is at Home. */
function Current({ view, onGo }: { view: SessionView; onGo: (step: string) => void }) {
  const { home } = words;
  const step = view.steps.find(({ id }) => id === view.step) ?? view.steps.find(({ state }) => state === "attention") ?? view.steps[0];
  return (
    <section aria-labelledby="current-title">
      <h2 id="current-title">{home.current}</h2>
      <div className="recent-item current">
        <Icon name="workbook" />
        <div>
          <h3>{view.title || words.shell.noTitle}</h3>
          <p className="quiet">{home.currentHolds(view.workbooks.length, view.tables.length)}</p>
        </div>
        <div className="row">
          <button type="button" className="primary" onClick={() => { if (step) onGo(step.id); }}>{home.currentGo}</button>
        </div>
      </div>
    </section>
  );
}

function About() {
  const { home } = words;
  return (
    <section className="about" aria-labelledby="does">
      <h2 id="does">{home.does}</h2>
      <ol className="points">
        {home.points.map(([what, how]) => (
          <li key={what}><strong>{what}</strong> <span>{how}</span></li>
        ))}
      </ol>
      <p className="quiet">{home.readOnly}</p>
    </section>
  );
}
