import { useState } from "react";

import type { SessionView } from "./engine";
import { ActionBar } from "./shell/ActionBar";
import { DropHint } from "./shell/DropHint";
import { Header } from "./shell/Header";
import { Help } from "./shell/Help";
import { Messages } from "./shell/Messages";
import { StepHead } from "./shell/StepHead";
import { StepList } from "./shell/StepList";
import { STEPS } from "./shell/steps";
import { useCommands } from "./shell/useCommands";
import { useRoute } from "./shell/useRoute";
import { useSession, type PageSession } from "./shell/useSession";
import { useShortcuts } from "./shell/useShortcuts";
import { HomeStep } from "./steps/home";
import { words } from "./words";

/** The page: the frame, and in it the step that the person is at. */
export function App() {
  const session = useSession();
  const { view } = session;
  return (
    <div className="app">
      {view ? <Frame view={view} session={session} /> : <main className="starting"><p role="status">{words.shell.starting}</p></main>}
      {session.hovering && <DropHint />}
    </div>
  );
}

function Frame({ view, session }: { view: SessionView; session: PageSession }) {
  const commands = useCommands(session);
  const route = useRoute(session);
  const [help, setHelp] = useState(false);
  const numbered = view.steps.filter(({ id }) => id !== "match");
  useShortcuts({
    ...commands,
    help: () => { setHelp((shown) => !shown); },
    step: (index) => {
      const step = numbered[index];
      if (step && view.workbooks.length > 0) route.go(step.id);
    },
  });
  // Home and Workbooks list the files that did not open themselves.
  const listed = route.step === "home" || route.step === "workbooks";

  return (
    <>
      <Header
        view={view} busy={session.busy} commands={commands} atHome={route.step === "home"} onHome={() => { route.go("home"); }}
        helpOpen={help} onHelp={() => { setHelp(!help); }}
      />
      <StepList view={view} current={route.step} onGo={route.go} />
      <Main view={view} session={session} route={route} commands={commands} />
      {help && <Help onClose={() => { setHelp(false); }} />}
      <Messages
        messages={session.messages.filter(({ opening }) => !(opening && listed))} onDismiss={session.dismiss}
        restored={session.restored} onDismissRestored={session.dismissRestored}
      />
      <ActionBar view={view} job={session.job} commands={commands} current={route.step} onGo={route.go} />
    </>
  );
}

interface MainProps {
  view: SessionView;
  session: PageSession;
  route: ReturnType<typeof useRoute>;
  commands: ReturnType<typeof useCommands>;
}

function Main({ view, session, route, commands }: MainProps) {
  // The step of the start, until the person leaves it: the focus belongs to the window till then.
  const [first, setFirst] = useState<string | null>(route.step);
  if (first !== null && first !== route.step) setFirst(null);
  const arrived = first === null;
  const Step = STEPS[route.step];
  return (
    <main className={`main at-${route.step}`} key={route.step} data-pane>
      {Step ? (
        <>
          <StepHead step={route.step} arrived={arrived} />
          <div className="step-body"><Step view={view} session={session} focus={route.focus} onFocus={route.show} /></div>
        </>
      ) : (
        <HomeStep view={view} session={session} arrived={arrived} commands={commands} onGo={route.go} />
      )}
    </main>
  );
}
