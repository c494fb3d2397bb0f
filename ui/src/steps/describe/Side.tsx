import { useId } from "react";

import { useBackend } from "../../backend";
import type { FieldView, SessionView } from "../../engine";
import { State } from "../../parts/State";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";

/** What the centre shows. */
export type Shown = "form" | "page";

interface Props {
  view: SessionView;
  session: PageSession;
  shown: Shown;
  onShow: (shown: Shown) => void;
  /** Goes to a field of the form. */
  onGo: (field: FieldView) => void;
}

/** How the description stands, and what can be done with it as a whole. */
export function Side({ view, session, shown, onShow, onGo }: Props) {
  const backend = useBackend();
  const group = useId();
  const text = words.describe;
  const problems = view.fields.filter(({ problem }) => problem !== null);
  const changed = view.fields.filter(({ before }) => before !== null).length;
  const [first] = problems;
  return (
    <>
      <p className="quiet">{text.intro}</p>
      <fieldset className="segments">
        <legend className="only-read">{text.show}</legend>
        {(["form", "page"] as const).map((which) => (
          <label key={which}>
            <input type="radio" name={group} checked={shown === which} onChange={() => { onShow(which); }} />
            <span>{text[which]}</span>
          </label>
        ))}
      </fieldset>
      <State how={first ? "warning" : "good"} live>{first ? text.missing(problems.length) : text.complete}</State>
      {first && <button type="button" onClick={() => { onGo(first); }}>{text.firstProblem}</button>}
      {changed > 0 && <p>{text.changed(changed)}</p>}
      {view.next_edition && (
        <div className="next-edition">
          <p className="quiet" id="next-edition-help">{text.nextEditionHelp}</p>
          <button type="button" aria-describedby="next-edition-help" disabled={session.busy !== null} onClick={() => { void session.change(() => backend.nextEdition()); }}>{text.nextEdition}</button>
        </div>
      )}
    </>
  );
}
