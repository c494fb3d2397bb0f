import type { ColumnsView, ColumnView } from "../../engine";
import { Icon } from "../../parts/Icon";
import { count, words } from "../../words";

interface Props {
  columns: ColumnsView;
  selected: ColumnView;
  onSelect: (column: ColumnView) => void;
}

/** Every column in a line of its own: dimensions first, then measures. */
export function ColumnTable({ columns, selected, onSelect }: Props) {
  const text = words.columns;
  const kinds = new Map([...columns.dimension_kinds, ...columns.measure_kinds].map(({ id, label }) => [id, label]));
  return (
    <section aria-labelledby="columns-list">
      <h2 id="columns-list">{text.list}</h2>
      {/* It scrolls where the window is narrow, so the keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="columns-list">
        <table className="column-table" aria-labelledby="columns-list">
          <thead>
            <tr>
              <th scope="col">{text.heads.name}</th>
              <th scope="col">{text.heads.label}</th>
              <th scope="col">{text.heads.part}</th>
              <th scope="col">{text.heads.kind}</th>
              <th scope="col">{text.heads.unit}</th>
              <th scope="col">{text.heads.type}</th>
              <th scope="col" className="number">{text.heads.distinct}</th>
            </tr>
          </thead>
          <tbody>
            {columns.columns.map((column) => {
              const isSelected = column.id === selected.id && column.part === selected.part;
              return (
                <tr key={`${column.part}/${column.id}`} className={isSelected ? "is-selected" : undefined}>
                  <th scope="row">
                    <button type="button" className="column-name" aria-pressed={isSelected} title={text.select(column.name)} onClick={() => { onSelect(column); }}>
                      <code>{column.name}</code>
                      {column.problem && <span className="state warning"><Icon name="warning" /><span className="only-read">{text.problem}</span></span>}
                    </button>
                  </th>
                  <td>{column.label}</td>
                  <td>{text.parts[column.part]}</td>
                  <td>{kinds.get(column.kind) ?? column.kind}</td>
                  <td>{column.part === "measure" ? column.unit || <span className="quiet">{text.noUnit}</span> : ""}</td>
                  <td>{text.types[column.data_type] ?? column.data_type}</td>
                  <td className="number">{count(column.distinct)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
