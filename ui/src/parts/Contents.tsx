import type { SessionView, SheetView, WorkbookView } from "../engine";
import { words } from "../words";
import { Icon } from "./Icon";

interface Props {
  view: SessionView;
  selected: number | null;
  onSelect: (table: number) => void;
  onOpen: () => void;
  onClose: (workbook: number) => void;
}

/** The workbooks, their sheets and the tables found on them. */
export function Contents({ view, selected, onSelect, onOpen, onClose }: Props) {
  return (
    <nav className="contents" aria-label={words.contents.title}>
      <header className="pane-head">
        <h2>{words.contents.title}</h2>
        <button type="button" onClick={onOpen}>{words.contents.open}</button>
      </header>
      <div className="scroll">
        {view.workbooks.map((workbook) => (
          <section key={workbook.id} className="workbook" aria-label={workbook.name}>
            <Heading workbook={workbook} onClose={onClose} />
            <ul>
              {workbook.sheets.map((sheet) => (
                <li key={sheet.name}>
                  <SheetLine sheet={sheet} />
                  <Tables view={view} sheet={sheet} selected={selected} onSelect={onSelect} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}

function Heading({ workbook, onClose }: { workbook: WorkbookView; onClose: (workbook: number) => void }) {
  const tables = workbook.sheets.reduce((sum, sheet) => sum + sheet.tables.length, 0);
  return (
    <div className="workbook-head">
      <Icon name="workbook" />
      <div>
        <h3>{workbook.name}</h3>
        <p className="quiet">{workbook.format}</p>
        <p className="quiet">{words.contents.sheets(workbook.sheets.length)}, {words.contents.tables(tables)}</p>
      </div>
      <button type="button" className="plain icon-only" aria-label={words.contents.close(workbook.name)} onClick={() => { onClose(workbook.id); }}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function SheetLine({ sheet }: { sheet: SheetView }) {
  const hidden = sheet.visibility === "visible" ? null : sheet.visibility === "hidden" ? words.contents.hidden : words.contents.veryHidden;
  return (
    <p className={hidden ? "sheet is-hidden" : "sheet"}>
      <span className="sheet-name">{sheet.name}</span>
      {hidden && <span className="badge warning"><Icon name="hidden" /> {hidden}</span>}
      <span className="quiet numbers" title={words.contents.sizeLabel(sheet.rows, sheet.cols)}>{words.contents.size(sheet.rows, sheet.cols)}</span>
    </p>
  );
}

function Tables({ view, sheet, selected, onSelect }: { view: SessionView; sheet: SheetView; selected: number | null; onSelect: (table: number) => void }) {
  const tables = view.tables.filter((table) => sheet.tables.includes(table.id));
  if (tables.length === 0) return null;
  return (
    <ul>
      {tables.map((table) => (
        <li key={table.id}>
          <button type="button" className="table-link" aria-current={table.id === selected ? "true" : undefined} onClick={() => { onSelect(table.id); }}>
            <Icon name="table" />
            <span className="table-name"><span className="clamped" title={table.title}>{table.title || table.name}</span> <span className="quiet">{table.range}</span></span>
            {table.findings > 0 && (
              <span className="count" role="img" aria-label={words.contents.findings(table.findings)}>{table.findings}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
