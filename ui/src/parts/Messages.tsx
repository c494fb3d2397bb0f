import type { Message } from "../useSession";
import { words } from "../words";
import { Icon } from "./Icon";

interface Props {
  messages: Message[];
  onDismiss: (key: number) => void;
}

/** What could not be done, and what to do next. The region is always there, so that news in it is read out. */
export function Messages({ messages, onDismiss }: Props) {
  return (
    <section className="messages" aria-label={words.messages.label} aria-live="assertive" aria-relevant="additions">
      {messages.map(({ key, failure }) => (
        <div className="message" key={key}>
          <Icon name="blocker" />
          <div>
            <p><strong>{failure.text}</strong></p>
            <p>{words.messages.next} {failure.next}</p>
          </div>
          <button type="button" className="plain icon-only" onClick={() => { onDismiss(key); }} aria-label={`${words.dismiss}: ${failure.text}`}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}
