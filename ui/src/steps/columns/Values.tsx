import type { ColumnView } from "../../engine";
import { count, words } from "../../words";

/** The distinct values of a column, with their codes and how often each stands there. */
export function Values({ column }: { column: ColumnView }) {
  const text = words.columns;
  const coded = column.values.some(({ code }) => code !== null);
  return (
    <section className="values" aria-labelledby="values-title">
      <h3 id="values-title">{text.values}</h3>
      <p className="quiet">{column.values.length === 0 ? text.noValues : text.valuesOf(column.values.length, column.distinct)}</p>
      {column.values.length > 0 && (
        // A list that scrolls must be reached by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="table-scroll values-scroll" tabIndex={0} role="group" aria-labelledby="values-title">
          <table className="small-table" aria-labelledby="values-title">
            <thead>
              <tr>
                <th scope="col" className={column.part === "measure" ? "number" : undefined}>{text.value}</th>
                {coded && <th scope="col">{text.code}</th>}
                <th scope="col" className="number">{text.count}</th>
              </tr>
            </thead>
            <tbody>
              {column.values.map((value) => (
                <tr key={`${value.code ?? ""} ${value.label}`}>
                  <th scope="row" className={column.part === "measure" ? "number" : undefined}>{value.label || text.blank}{value.total && <span className="badge note">{text.total}</span>}</th>
                  {coded && <td>{value.code ?? <span className="quiet">{text.noCode}</span>}</td>}
                  <td className="number">{count(value.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Cells whose stored value has more digits than they show. */
export function Stored({ stored }: { stored: ColumnView["stored"] }) {
  const text = words.columns;
  return (
    <section className="stored" aria-labelledby="stored-title">
      <h3 id="stored-title">{text.stored}</h3>
      <p className="quiet">{text.storedHelp}</p>
      <table className="small-table" aria-labelledby="stored-title">
        <thead>
          <tr>
            <th scope="col" className="number">{text.displayed}</th>
            <th scope="col" className="number">{text.storedValue}</th>
          </tr>
        </thead>
        <tbody>
          {stored.map(([displayed, value], n) => (
            <tr key={`${n} ${displayed}`}>
              <td className="number">{displayed}</td>
              <td className="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
