import type { SheetView, WorkbookView } from "../../engine";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { count, words } from "../../words";

interface Props {
  workbook: WorkbookView;
  /** Index of the sheet on show. */
  shown: number | null;
  onShow: (index: number) => void;
}

/** The sheets of a workbook, with what they hold and whether Excel shows them. */
export function Sheets({ workbook, shown, onShow }: Props) {
  const text = words.workbooks;
  return (
    <div className="sheets">
      <h3 id={`sheets-${workbook.id}`}>{text.sheets}</h3>
      <table aria-labelledby={`sheets-${workbook.id}`}>
        <thead>
          <tr>
            <th scope="col">{text.sheet}</th>
            <th scope="col">{text.holds}</th>
            <th scope="col" className="number">{text.size}</th>
            <th scope="col">{text.visibility}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {workbook.sheets.map((sheet, index) => (
            <tr key={sheet.name} className={index === shown ? "is-shown" : undefined}>
              <th scope="row">{sheet.name}</th>
              <td>{sheet.kind}</td>
              <td className="number" aria-label={text.sizeLabel(sheet.rows, sheet.cols)} title={text.sizeLabel(sheet.rows, sheet.cols)}>
                {count(sheet.rows)} × {count(sheet.cols)}
              </td>
              <td><Visibility sheet={sheet} /></td>
              <td>
                <Action className="small" onDo={() => { onShow(index); }} reason={sheet.rows === 0 ? text.nothingToShow : null} label={text.showSheet(sheet.name)}>
                  {text.show}
                </Action>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Visibility({ sheet }: { sheet: SheetView }) {
  const name = words.workbooks.visibilities[sheet.visibility] ?? sheet.visibility;
  if (sheet.visibility === "visible") return <span className="quiet">{name}</span>;
  return <span className="badge warning"><Icon name="hidden" /> {name}</span>;
}
