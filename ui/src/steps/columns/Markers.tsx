import type { MarkerCountView } from "../../engine";
import { count, words } from "../../words";

/** The markers of the table, with what each means. */
export function Markers({ markers }: { markers: MarkerCountView[] }) {
  const text = words.columns;
  return (
    <section className="markers" aria-labelledby="markers-title">
      <h2 id="markers-title">{text.markers}</h2>
      <p className="quiet">{markers.length === 0 ? text.noMarkers : text.markersHelp}</p>
      {markers.length > 0 && (
        <table className="small-table" aria-labelledby="markers-title">
          <thead>
            <tr>
              <th scope="col">{text.marker}</th>
              <th scope="col">{text.meaning}</th>
              <th scope="col">{text.source}</th>
              <th scope="col" className="number">{text.times}</th>
            </tr>
          </thead>
          <tbody>
            {markers.map((marker) => (
              <tr key={marker.text}>
                <th scope="row"><code>{marker.text}</code></th>
                <td>{marker.meaning}</td>
                <td>{marker.source}</td>
                <td className="number">{count(marker.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
