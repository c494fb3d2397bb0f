import type { TableView } from "../../engine";
import { TidyView, type Selected } from "../../grid";
import { words } from "../../words";

interface Props {
  /** None while none of the release is selected. */
  table: TableView | null;
  /** What to say instead of rows. */
  without: string;
  revision: number;
  asProtected: boolean;
  target: { row: number; key: string } | null;
  lit: ReadonlySet<number>;
  note: string;
  /** Whether there is no sheet beside it. */
  alone: boolean;
  onProtected: (asProtected: boolean) => void;
  onSelect: (selected: Selected) => void;
}

/** The tidy rows of the selected table, as read or as they would be published. */
export function TidyPane({ table, without, revision, asProtected, target, lit, note, alone, onProtected, onSelect }: Props) {
  const text = words.tables;
  return (
    <section className="tidy-pane" aria-labelledby="tidy-rows">
      <header className="tidy-head">
        <h3 id="tidy-rows">{text.tidyPane}</h3>
        {table && (
          <fieldset className="segments">
            <legend>{text.show}</legend>
            {[false, true].map((which) => (
              <label key={String(which)}>
                <input type="radio" name="tidy-rows" checked={asProtected === which} onChange={() => { onProtected(which); }} />
                <span>{which ? text.protected : text.asRead}</span>
              </label>
            ))}
          </fieldset>
        )}
      </header>
      {table ? (
        <TidyView
          key={table.id} table={table.id} title={table.title || table.name} asProtected={asProtected} revision={revision} target={target} lit={lit}
          note={<p>{note}</p>} primary={alone} onSelect={onSelect}
        />
      ) : <p className="grid-empty">{without}</p>}
    </section>
  );
}
