import { useBackend } from "../../backend";
import type { SessionView, StackView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { useLoaded } from "../../parts/useLoaded";
import { words } from "../../words";

/** The stacks of the release, made and offered, as they are now. */
export function useStacks(view: SessionView) {
  const backend = useBackend();
  const { value, failure } = useLoaded(`stacks ${view.revision}`, () => backend.stacks());
  return { stacks: value ?? [], failed: failure !== null };
}

interface Props {
  stacks: StackView[];
  failed: boolean;
  busy: string | null;
  onStack: (stack: StackView) => void;
}

/** The stacks that a table is part of, or may become part of. */
export function Stacks({ stacks, failed, busy, onStack }: Props) {
  const text = words.tables.stacks;
  if (failed) return <p className="table-state attention"><Icon name="warning" /> {text.failed}</p>;
  if (stacks.length === 0) return null;
  return (
    <section className="stacks" aria-label={text.title}>
      {stacks.map((stack) => {
        const verb = stack.made ? text.unstack : text.stack;
        const says = stack.made ? text.made : text.offered;
        return (
          <div key={`${String(stack.made)} ${stack.name}`} className="row">
            <details>
              <summary>{says(stack.parts.length, stack.dimension)}</summary>
              <ol>{stack.parts.map((part, at) => <li key={`${at} ${part}`}>{part}</li>)}</ol>
            </details>
            <Action onDo={() => { onStack(stack); }} reason={busy} label={text.named(verb, stack.name)}>{verb}</Action>
          </div>
        );
      })}
    </section>
  );
}
