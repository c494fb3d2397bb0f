import { useBackend, type Backend } from "../../backend";
import type { RowView, TableView } from "../../engine";
import { parseArea } from "../../grid/address";
import { Problem } from "../../parts/Problem";
import { useLoaded } from "../../parts/useLoaded";
import { count, words } from "../../words";

const ROWS = 1_048_576;
const COLS = 16_384;
const AROUND = 2;

interface Beside {
  columns: string[];
  read: RowView[];
  protected: RowView[];
  /** Indices of the rows that come from the place. */
  about: number[];
  first: number;
  total: number;
}

interface Props {
  table: TableView;
  cell: string;
  revision: number;
}

/** The tidy rows that come from a cell, with their neighbours: as read, and what protection makes of them. */
export function RowsBeside({ table, cell, revision }: Props) {
  const backend = useBackend();
  const text = words.checks.beside;
  const { value, failure, retry } = useLoaded(`${table.id} ${cell} ${revision}`, () => load(backend, table.id, cell));
  return (
    <section className="beside">
      <h4 id={`beside-${table.id}`}>{text.title}</h4>
      {failure ? <Problem text={text.failed} failure={failure} onRetry={retry} />
        : !value ? <p className="quiet" role="status">{text.loading}</p>
        : value.total === 0 ? <p className="quiet">{text.none}</p>
        : <Rows beside={value} labelledBy={`beside-${table.id}`} />}
    </section>
  );
}

async function load(backend: Backend, table: number, cell: string): Promise<Beside> {
  const area = parseArea(cell, ROWS, COLS);
  const none = { columns: [], read: [], protected: [], about: [], first: 0, total: 0 };
  if (!area) return none;
  const { total, rows } = await backend.rowsOf(table, area.firstRow, area.firstCol, area.lastRow, area.lastCol);
  const [index] = rows;
  if (index === undefined) return none;
  const first = Math.max(0, index - AROUND);
  const [read, safe] = await Promise.all([backend.rows(table, false, first, 2 * AROUND + 1), backend.rows(table, true, first, 2 * AROUND + 1)]);
  return { columns: read.columns, read: read.rows, protected: safe.rows, about: rows, first, total };
}

function Rows({ beside, labelledBy }: { beside: Beside; labelledBy: string }) {
  const text = words.checks.beside;
  // What the rows are about stands in the columns before the last two: value and marker.
  const ends = beside.columns.length - 2;
  const dimensions = beside.columns.slice(0, ends);
  return (
    <>
      {/* A region that scrolls must be reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby={labelledBy}>
        <table className="small-table" aria-labelledby={labelledBy}>
          <thead>
            <tr>
              <th scope="col">{text.cell}</th>
              <th scope="col" className="number">{text.asRead}</th>
              <th scope="col" className="number">{text.protected}</th>
              <th scope="col">{text.change}</th>
              {dimensions.map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {beside.read.map((row, n) => {
              const safe = beside.protected[n];
              const isAbout = beside.about.includes(beside.first + n);
              return (
                <tr key={row.cell} className={isAbout ? "is-about" : undefined}>
                  <th scope="row">{row.cell}{isAbout && <span className="only-read">, {text.about}</span>}</th>
                  <td className="number">{shown(row, ends)}</td>
                  <td className="number">{safe ? shown(safe, ends) : ""}</td>
                  <td>{safe?.change ? (text.changes[safe.change] ?? safe.change) : <span className="quiet">{text.unchanged}</span>}</td>
                  {dimensions.map((name, d) => <td key={name}>{row.fields[d]}</td>)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {beside.total > 1 && <p className="quiet">{text.more(beside.total)}</p>}
    </>
  );
}

/** The value, or the marker that stands for it. */
function shown(row: RowView, ends: number): string {
  const [value = "", marker = ""] = row.fields.slice(ends);
  const number = Number(value);
  return value === "" ? marker || words.checks.beside.blank : Number.isInteger(number) ? count(number) : value;
}
