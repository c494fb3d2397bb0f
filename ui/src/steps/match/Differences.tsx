import { useId, useState } from "react";

import type { MatchItemView, MatchView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";

interface Props {
  one: MatchView;
  busy: string | null;
  onAccept: (item: string) => void;
  onMap: (item: string, now: string) => void;
}

/** What differs in a table: what is to be known, then one by one what can be accepted or mapped. */
export function Differences({ one, busy, onAccept, onMap }: Props) {
  const text = words.match;
  const items = new Set(one.items.map((item) => item.text));
  const notes = one.differences.filter((difference) => !items.has(difference));
  if (notes.length + one.items.length === 0) return null;
  return (
    <div className="differences">
      <h3>{text.differences}</h3>
      {one.items.some(({ open }) => open) && <p className="quiet">{text.itemsHelp}</p>}
      <ul>
        {notes.map((note) => <li key={note}>{note}</li>)}
        {one.items.map((item) => (
          <li key={item.id}>
            {item.open && <Icon name="warning" />} {item.text}
            {item.open && <Settled item={item} title={one.title} busy={busy} onAccept={onAccept} onMap={onMap} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What can be done about one difference. */
function Settled({ item, title, busy, onAccept, onMap }: { item: MatchItemView; title: string } & Omit<Props, "one">) {
  const text = words.match;
  const id = useId();
  const [chosen, setChosen] = useState("");
  const about = `${item.name}, ${title}`;
  const accept = text.itemAccept[item.status];
  return (
    <div className="row item-settle">
      {item.choices.length > 0 && (
        <>
          <label htmlFor={id}>{text.itemMap} <span className="only-read">{text.itemMapFor(item.name)}</span></label>
          <select id={id} value={chosen} disabled={busy !== null} onChange={(event) => { setChosen(event.target.value); }}>
            <option value="">{text.itemMapChoose}</option>
            {item.choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
          </select>
          <Action onDo={() => { onMap(item.id, chosen); }} reason={chosen === "" ? text.itemMapChoose : busy} label={text.named(text.itemMapDo, about)}>{text.itemMapDo}</Action>
        </>
      )}
      <Action onDo={() => { onAccept(item.id); }} reason={busy} help={text.itemAcceptHelp[item.status]} label={text.named(accept, about)}>{accept}</Action>
    </div>
  );
}
