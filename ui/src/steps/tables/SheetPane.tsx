import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";

import type { WorkbookView } from "../../engine";
import { SheetView, type Selected, type SheetTarget } from "../../grid";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import { ReadAs } from "./ReadAs";
import { choiceFor, meant, type RoleChoice } from "./roles";

interface Props {
  workbook: WorkbookView;
  sheet: number;
  revision: number;
  /** The selected table. */
  table: number | null;
  /** Why roles cannot be corrected here; none when they can. */
  fixed: string | null;
  marks: ReadonlyMap<string, string>;
  highlight: SheetTarget | null;
  target: SheetTarget | null;
  note: string;
  onSheet: (sheet: number) => void;
  onSelect: (selected: Selected) => void;
  /** Gives the selected rows or columns a part; true when it was done. */
  onRole: (choice: RoleChoice, selected: Selected) => Promise<boolean>;
}

const FIRST: Selected = { active: { row: 0, col: 0 }, area: { firstRow: 0, firstCol: 0, lastRow: 0, lastCol: 0 } };

/** The sheet itself, its cells tinted and lettered by role, where roles are corrected. */
export function SheetPane({ workbook, sheet, revision, table, fixed, marks, highlight, target, note, onSheet, onSelect, onRole }: Props) {
  const text = words.tables;
  const [selected, setSelected] = useState(FIRST);
  const [done, setDone] = useState("");
  const name = workbook.sheets[sheet]?.name ?? "";
  const give = (choice: RoleChoice, to: Selected): void => {
    void onRole(choice, to).then((ok) => { setDone(ok ? text.changed(meant(choice.axis, to.area), text.roles[choice.role] ?? choice.role) : ""); });
  };
  return (
    <section className="sheet-pane" aria-label={text.sheetPane(name)}>
      <Tabs className="sheet-tabs" selectedKey={String(sheet)} onSelectionChange={(key) => { onSheet(Number(key)); }}>
        <TabList aria-label={text.sheets}>
          {workbook.sheets.map((one, index) => (
            <Tab key={index} id={String(index)}>
              {one.visibility !== "visible" && <Icon name="hidden" />} {one.name}
              {one.visibility !== "visible" && <span className="quiet"> ({text.hiddenSheet})</span>}
            </Tab>
          ))}
        </TabList>
        <TabPanel id={String(sheet)} className="sheet-panel">
          <div className="sheet-tools">
            <ReadAs area={selected.area} reason={fixed} onChoose={(choice) => { give(choice, selected); }} />
            <Legend />
            <p className="only-read" role="status">{done}</p>
          </div>
          <SheetView
            workbook={workbook.id} sheet={sheet} name={name} revision={revision} table={table} marks={marks} highlight={highlight} target={target} note={<p>{note}</p>}
            onSelect={(next) => { setSelected(next); setDone(""); onSelect(next); }}
            onKey={(event, now) => {
              const choice = choiceFor(event);
              if (!choice || fixed !== null) return false;
              give(choice, now);
              return true;
            }}
          />
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** What the letters in the corners of the cells mean. */
function Legend() {
  return (
    <ul className="legend" aria-label={words.tables.legend}>
      {Object.entries(words.grid.roles).map(([letter, role]) => (
        <li key={letter}><span className={`swatch role-${letter}`}>{letter}</span> {role}</li>
      ))}
    </ul>
  );
}
