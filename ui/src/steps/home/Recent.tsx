import { useBackend } from "../../backend";
import type { RecentView, SessionView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { Problem } from "../../parts/Problem";
import { useLoaded } from "../../parts/useLoaded";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";

/** Releases in work and recipes of before, the last one first. */
export function Recent({ view, session }: { view: SessionView; session: PageSession }) {
  const backend = useBackend();
  const recent = useLoaded(String(view.revision), () => backend.recent());
  const { home } = words;
  const open = (id: string): void => { void session.change(() => backend.openRecent(id), "opened"); };
  const forget = (id: string): void => { backend.forgetRecent(id).then(recent.set, session.fail); };

  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">{home.recent}</h2>
      {recent.failure && <Problem text={home.recentFailed} failure={recent.failure} onRetry={recent.retry} />}
      {recent.value === null && !recent.failure && <p className="quiet" role="status">{home.recentLoading}</p>}
      {recent.value?.length === 0 && <p className="quiet recent-none">{home.recentNone}</p>}
      {recent.value && recent.value.length > 0 && (
        <ul className="recent">
          {recent.value.map((item) => (
            <li key={item.id}><Item item={item} busy={session.busy} onOpen={() => { open(item.id); }} onForget={() => { forget(item.id); }} /></li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ItemProps {
  item: RecentView;
  busy: string | null;
  onOpen: () => void;
  onForget: () => void;
}

function Item({ item, busy, onOpen, onForget }: ItemProps) {
  const { home } = words;
  const why = `recent-${item.id}-why`;
  return (
    <div className="recent-item">
      <Icon name={item.kind === "release" ? "workbook" : "recipe"} />
      <div>
        <h3>{item.title}</h3>
        <p className="quiet">{home.kinds[item.kind]}, {home.when[item.kind](item.when)}</p>
        {item.files.length > 0 && <p className="quiet files-of">{item.files.join(", ")}</p>}
        {item.missing !== null && <p className="state warning" id={why}><Icon name="warning" /> <span>{item.missing}</span></p>}
      </div>
      <div className="row">
        <Action className="small" onDo={onOpen} reason={item.missing ?? busy} describedBy={item.missing === null ? undefined : why} label={home.goTo(home.go[item.kind], item.title)}>
          {home.go[item.kind]}
        </Action>
        <Action className="small plain" onDo={onForget} reason={busy} help={home.forgetHelp} label={home.forgetNamed(item.title)}>{home.forget}</Action>
      </div>
    </div>
  );
}
