import { useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";

import type { SimilarView, WorkbookView } from "../../engine";
import { SheetView, type Area, type Selected, type SheetTarget } from "../../grid";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import { ReadAs } from "./ReadAs";
import { choiceFor, meant, type RoleChoice } from "./roles";
import { Shape } from "./Shape";
import { shapeKey, type Possible, type Reshape } from "./shaping";

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
  /** What can be done to the shape of the table from an area. */
  can: (area: Area) => Possible;
  similar: { tables: SimilarView[]; reason: string | null };
  /** Changes the shape; gives what to say when it was done. */
  onShape: (what: Reshape) => Promise<string | null>;
}

const FIRST: Selected = { active: { row: 0, col: 0 }, area: { firstRow: 0, firstCol: 0, lastRow: 0, lastCol: 0 } };

/** The sheet itself, its cells tinted and lettered by role, where roles are corrected. */
export function SheetPane({ workbook, sheet, revision, table, fixed, marks, highlight, target, note, onSheet, onSelect, onRole, can, similar, onShape }: Props) {
  const text = words.tables;
  const [selected, setSelected] = useState(FIRST);
  const [done, setDone] = useState("");
  const [merging, setMerging] = useState(false);
  const name = workbook.sheets[sheet]?.name ?? "";
  const give = (choice: RoleChoice, to: Selected): void => {
    void onRole(choice, to).then((ok) => { setDone(ok ? text.changed(meant(choice.axis, to.area), text.roles[choice.role] ?? choice.role) : ""); });
  };
  const reshape = (what: Reshape): void => { void onShape(what).then((says) => { setDone(says ?? ""); }); };
  /** Does what a key of a shape means where it can be done; true when it was one. */
  const byKey = (means: ReturnType<typeof shapeKey>, area: Area): boolean => {
    if (means === null) return false;
    const { split, merge, add } = can(area);
    if (means === "merge") { if (merge.reason === null) setMerging(true); else setDone(merge.reason); return true; }
    if (means === "add") { if (add === null) reshape({ how: "add", area }); else setDone(add); return true; }
    const at = means === "rows" ? split.row : split.col;
    if (split.reason === null && at !== null) reshape({ how: "split", along: means, at }); else setDone(split.reason ?? text.shape.splitWhere);
    return true;
  };
  return (
    <section className="sheet-pane" aria-label={text.sheetPane(name)}>
      <Tabs className="sheet-tabs" selectedKey={String(sheet)} onSelectionChange={(key) => { onSheet(Number(key)); }}>
        <TabList aria-label={text.sheets}>
          {workbook.sheets.map((one, index) => (
            <Tab key={index} id={String(index)}>
              {one.visibility !== "visible" && <Icon name="hidden" />} <InSight wanted={index === sheet}>{one.name}</InSight>
              {one.visibility !== "visible" && <span className="quiet"> ({text.hiddenSheet})</span>}
            </Tab>
          ))}
        </TabList>
        <TabPanel key={sheet} id={String(sheet)} className="sheet-panel">
          <div className="sheet-tools">
            <ReadAs area={selected.area} reason={fixed} onChoose={(choice) => { give(choice, selected); }} />
            <Shape can={can(selected.area)} area={selected.area} similar={similar} merging={merging} onMerging={setMerging} onShape={reshape} />
            <Legend />
            <p className="only-read" role="status">{done}</p>
          </div>
          <SheetView
            workbook={workbook.id} sheet={sheet} name={name} revision={revision} table={table} marks={marks} highlight={highlight} target={target} note={<p>{note}</p>}
            onSelect={(next) => { setSelected(next); setDone(""); onSelect(next); }}
            onKey={(event, now) => {
              if (byKey(shapeKey(event), now.area)) return true;
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

/** The name on a tab, brought into sight when it is the sheet on show: there may be dozens. */
function InSight({ wanted, children }: { wanted: boolean; children: string }) {
  const name = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (wanted) name.current?.closest("[role=tab]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [wanted]);
  return <span ref={name}>{children}</span>;
}

/** What the letters in the corners of the cells mean. */
function Legend() {
  return (
    <ul className="role-legend" aria-label={words.tables.legend}>
      {Object.entries(words.grid.roles).map(([letter, role]) => (
        <li key={letter}><span className={`swatch role-${letter}`}>{letter}</span> {role}</li>
      ))}
    </ul>
  );
}
