import { Icon } from "../parts/Icon";
import { words } from "../words";
import type { Message } from "./useSession";

interface Props {
  messages: Message[];
  onDismiss: (key: number) => void;
  /** When the work was saved that was restored after a crash. */
  restored: string | null;
  onDismissRestored: () => void;
}

/** What could not be done, and what to do next. The regions are always there, so that news in them is read out. */
export function Messages({ messages, onDismiss, restored, onDismissRestored }: Props) {
  return (
    <section className="messages" aria-label={words.shell.messages.label}>
      <div role="status">
        {restored !== null && (
          <div className="message restored">
            <Icon name="note" />
            <div>
              <p><strong>{words.shell.messages.restored(restored)}</strong></p>
              <p>{words.shell.messages.restoredHelp}</p>
            </div>
            <Dismiss what={words.shell.messages.restored(restored)} onDismiss={onDismissRestored} />
          </div>
        )}
      </div>
      <div aria-live="assertive" aria-relevant="additions">
        {messages.map(({ key, failure }) => (
          <div className="message" key={key}>
            <Icon name="blocker" />
            <div>
              <p><strong>{failure.text}</strong></p>
              <p>{words.shell.messages.next} {failure.next}</p>
            </div>
            <Dismiss what={failure.text} onDismiss={() => { onDismiss(key); }} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Dismiss({ what, onDismiss }: { what: string; onDismiss: () => void }) {
  return (
    <button type="button" className="plain icon-only" onClick={onDismiss} aria-label={words.shell.dismiss(what)}>
      <Icon name="close" />
    </button>
  );
}
