import { useState } from "react";

import type { OpeningView } from "../engine";
import { SheetView } from "../grid";
import { count, words } from "../words";
import { Action } from "./Action";
import { Icon } from "./Icon";

interface Props {
  opening: OpeningView[];
  revision: number;
}

/** The workbooks that are being opened. Each sheet can be looked at as soon as it is read. */
export function Opening({ opening, revision }: Props) {
  const text = words.workbooks.opening;
  const [shown, setShown] = useState<{ workbook: number; sheet: number } | null>(null);
  const sheet = opening.find(({ id }) => id === shown?.workbook)?.sheets[shown?.sheet ?? 0];
  return (
    <section className="opening" aria-labelledby="opening-title">
      <h2 id="opening-title">{text.title}</h2>
      <p className="quiet">{text.help}</p>
      {opening.map((one) => (
        <div key={one.id} className="opening-workbook">
          <h3><Icon name="workbook" /> {one.name}</h3>
          <ul>
            {one.sheets.map(({ name, size }, index) => (
              <li key={name} className={one.id === shown?.workbook && index === shown.sheet ? "is-shown" : undefined}>
                <span>{name}</span>
                <span className="quiet">{size ? `${count(size[0])} × ${count(size[1])}` : text.reading}</span>
                <Action
                  className="small" label={words.workbooks.showSheet(name)} reason={reasonOf(size)}
                  onDo={() => { setShown({ workbook: one.id, sheet: index }); }}
                >
                  {words.workbooks.show}
                </Action>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {shown && sheet?.size && (
        <div className="opening-sheet">
          <SheetView key={`${shown.workbook} ${shown.sheet}`} workbook={shown.workbook} sheet={shown.sheet} name={sheet.name} revision={revision} />
        </div>
      )}
    </section>
  );
}

/** Why a sheet cannot be looked at yet; null when it can. */
function reasonOf(size: [number, number] | null): string | null {
  const text = words.workbooks;
  if (!size) return text.opening.wait;
  return size[0] === 0 ? text.nothingToShow : null;
}
