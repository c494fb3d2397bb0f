import type { ExportPlanView } from "../../engine";
import { Action } from "../../parts/Action";
import { words } from "../../words";

interface Props {
  plan: ExportPlanView;
  busy: string | null;
  onChoose: (which: "bundle" | "evidence") => void;
}

/** Where the bundle goes, and where the internal evidence. */
export function Places({ plan, busy, onChoose }: Props) {
  const text = words.export;
  return (
    <section className="paper" aria-labelledby="where-title">
      <h2 id="where-title">{text.where}</h2>
      <Place
        title={text.bundle} help={text.bundleHelp} example={text.newFolder(plan.folder)} busy={busy}
        where={plan.destination === null ? text.notChosen : text.inFolder(plan.destination)} onChoose={() => { onChoose("bundle"); }}
      />
      <Place
        title={text.evidence} help={text.evidenceHelp} example={text.newFolder(plan.evidence)} busy={busy}
        where={plan.evidence_destination === null ? text.besideBundle : text.inFolder(plan.evidence_destination)} onChoose={() => { onChoose("evidence"); }}
      />
    </section>
  );
}

interface PlaceProps {
  title: string;
  help: string;
  example: string;
  where: string;
  busy: string | null;
  onChoose: () => void;
}

function Place({ title, help, example, where, busy, onChoose }: PlaceProps) {
  const text = words.export;
  return (
    <div className="place">
      <h3>{title}</h3>
      <p className="quiet">{help}</p>
      <div className="place-line">
        <p><strong>{where}</strong> <span className="quiet">{example}</span></p>
        <Action icon="open" onDo={onChoose} reason={busy} label={text.chooseNamed(title)}>{text.choose}</Action>
      </div>
    </div>
  );
}
