import { useState } from "react";

import { useBackend } from "../../backend";
import type { ColumnView, ValueCountView } from "../../engine";
import { Action } from "../../parts/Action";
import { Problem } from "../../parts/Problem";
import { useLoaded } from "../../parts/useLoaded";
import { count, words } from "../../words";

/** So many values are shown at a time. */
const WINDOW = 100;

interface Props {
  table: number;
  column: ColumnView;
  revision: number;
}

/** The distinct values of a column with how often each stands there, a hundred at a time. */
export function Values({ table, column, revision }: Props) {
  const backend = useBackend();
  const text = words.columns;
  const [wanted, setFirst] = useState(0);
  // Only dimensions are asked for more: of a measure the lowest figures say enough.
  const pages = column.part === "dimension" && column.distinct > column.values.length;
  const first = pages && wanted < column.distinct ? wanted : 0;
  const { value, failure, retry } = useLoaded(`${table} ${column.id} ${revision} ${first}`, async () =>
    (first === 0 ? { first, total: column.distinct, values: column.values } : backend.values(table, column.id, first, WINDOW)));
  const shown = first === 0 ? column.values : value?.first === first ? value.values : null;
  return (
    <section className="values" aria-labelledby="values-title">
      <h3 id="values-title">{text.values}</h3>
      <p className="quiet" role="status">
        {column.values.length === 0 ? text.noValues : first === 0 ? text.valuesOf(column.values.length, column.distinct) : shown ? text.valuesFrom(first, shown.length, column.distinct) : text.loading}
      </p>
      {failure ? <Problem text={text.valuesFailed} failure={failure} onRetry={retry} /> : shown && shown.length > 0 && <ValueTable column={column} values={shown} />}
      {pages && (
        <div className="row">
          <Action onDo={() => { setFirst(Math.max(first - WINDOW, 0)); }} reason={first === 0 ? text.valuesFirst : null}>{text.valuesBefore}</Action>
          <Action onDo={() => { setFirst(first + WINDOW); }} reason={first + WINDOW >= column.distinct ? text.valuesLast : null}>{text.valuesAfter}</Action>
        </div>
      )}
    </section>
  );
}

function ValueTable({ column, values }: { column: ColumnView; values: ValueCountView[] }) {
  const text = words.columns;
  const coded = values.some(({ code }) => code !== null);
  const dated = values.some(({ period }) => period !== null);
  return (
    // A list that scrolls must be reached by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-scroll values-scroll" tabIndex={0} role="group" aria-labelledby="values-title">
      <table className="small-table" aria-labelledby="values-title">
        <thead>
          <tr>
            <th scope="col" className={column.part === "measure" ? "number" : undefined}>{text.value}</th>
            {coded && <th scope="col">{text.code}</th>}
            {dated && <th scope="col">{text.period}</th>}
            <th scope="col" className="number">{text.count}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value, at) => (
            <tr key={`${at} ${value.code ?? ""} ${value.label}`}>
              <th scope="row" className={column.part === "measure" ? "number" : undefined}>{value.label || text.blank}{value.total && <span className="badge note">{text.total}</span>}</th>
              {coded && <td>{value.code ?? <span className="quiet">{text.noCode}</span>}</td>}
              {dated && <td>{value.period ? text.days(...value.period) : <span className="quiet">{text.noPeriod}</span>}</td>}
              <td className="number">{count(value.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
