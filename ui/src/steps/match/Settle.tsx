import { useId, useState } from "react";

import type { MatchView } from "../../engine";
import { Action } from "../../parts/Action";
import { words } from "../../words";

interface Props {
  one: MatchView;
  /** Whether its table takes part in the release. */
  taken: boolean;
  busy: string | null;
  onMap: (table: number) => void;
  onAccept: () => void;
  onPublish: (table: number, publish: boolean) => void;
  onLook: (table: number) => void;
}

/** What can be done about one table of the comparison. */
export function Settle({ one, taken, busy, onMap, onAccept, onPublish, onLook }: Props) {
  const text = words.match;
  const { table } = one;
  const isNew = one.status === "new";
  const missing = (one.status === "gone" || one.status === "ambiguous") && one.open;
  // The id of a table that the recipe does not know is its number.
  const publish = (part: boolean): void => { onPublish(Number(one.id), part); };
  return (
    <div className="settle">
      {missing && <MapTo one={one} busy={busy} onMap={onMap} />}
      <div className="row">
        {missing && <Action onDo={onAccept} reason={busy} help={text.acceptHelp} label={text.named(text.accept, one.title)}>{text.accept}</Action>}
        {one.open && !missing && !isNew && (
          <Action className="primary" icon="tick" onDo={onAccept} reason={busy} help={text.acceptChangeHelp} label={text.named(text.acceptChange, one.title)}>
            {text.acceptChange}
          </Action>
        )}
        {isNew && !taken && (
          <Action icon="plus" onDo={() => { publish(true); }} reason={busy} help={text.takeInHelp} label={text.named(text.takeIn, one.title)}>{text.takeIn}</Action>
        )}
        {isNew && taken && (
          <Action onDo={() => { publish(false); }} reason={busy} help={text.leaveOutHelp} label={text.named(text.leaveOut, one.title)}>{text.leaveOut}</Action>
        )}
        {taken && table !== null && <Action className="plain" icon="table" onDo={() => { onLook(table); }} label={text.named(text.look, one.title)}>{text.look}</Action>}
      </div>
    </div>
  );
}

function MapTo({ one, busy, onMap }: { one: MatchView; busy: string | null; onMap: (table: number) => void }) {
  const text = words.match;
  const id = useId();
  const [chosen, setChosen] = useState("");
  const none = one.choices.length === 0;
  const reason = none ? text.noChoices : chosen === "" ? text.mapChoose : busy;
  return (
    <div className="map-to">
      <label htmlFor={id}>{text.mapTo} <span className="only-read">{text.mapToFor(one.title)}</span></label>
      <p className="quiet" id={`${id}-help`}>{none ? text.noChoices : text.mapHelp}</p>
      <div className="row">
        <select id={id} value={chosen} disabled={none || busy !== null} aria-describedby={`${id}-help`} onChange={(event) => { setChosen(event.target.value); }}>
          <option value="">{text.mapChoose}</option>
          {one.choices.map((choice) => <option key={choice.id} value={choice.id}>{choice.label}</option>)}
        </select>
        <Action className="primary" onDo={() => { onMap(Number(chosen)); }} reason={reason}>{text.map}</Action>
      </div>
    </div>
  );
}
