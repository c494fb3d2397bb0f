import { useBackend } from "./backend";
import { DropHint } from "./parts/DropHint";
import { Home } from "./parts/Home";
import { Icon } from "./parts/Icon";
import { Messages } from "./parts/Messages";
import { ProgressBar } from "./parts/ProgressBar";
import { useSession } from "./useSession";
import { words } from "./words";
import { Work } from "./parts/Work";

/** The page: Home while nothing is open, then the work on the release. */
export function App() {
  const backend = useBackend();
  const session = useSession();
  const { view, job } = session;
  const stop = (): void => { backend.cancel().catch(session.fail); };
  const open = (): void => { void session.change(() => backend.openFiles(), "opened"); };
  const sample = (): void => { void session.change(() => backend.openSample(), "opened"); };

  return (
    <div className="app">
      {!view ? (
        <main className="starting"><p>{words.starting}</p></main>
      ) : view.workbooks.length === 0 ? (
        <Home busy={job !== null} onOpen={open} onSample={sample} />
      ) : (
        <Work view={view} session={session} onOpen={open} />
      )}
      <Messages messages={session.messages} onDismiss={session.dismiss} />
      <footer className="status">
        {job ? <ProgressBar key="job" job={job} onCancel={stop} /> : <Status blockers={view?.workbooks.length ? view.blockers : null} blocked={view?.export_blocked ?? null} />}
        <span className="promise"><Icon name="shield" /> {words.promise}</span>
      </footer>
      {session.hovering && <DropHint />}
    </div>
  );
}

function Status({ blockers, blocked }: { blockers: number | null; blocked: string | null }) {
  if (blockers === null) return <span />;
  if (blockers > 0) return <span className="state blocker"><Icon name="blocker" /> {words.status.blocked(blockers)}</span>;
  if (blocked) return <span className="state warning"><Icon name="warning" /> {blocked}</span>;
  return <span className="state good"><Icon name="done" /> {words.status.ready}</span>;
}
