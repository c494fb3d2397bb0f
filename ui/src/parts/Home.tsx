import { words } from "../words";
import { Icon } from "./Icon";

interface Props {
  busy: boolean;
  onOpen: () => void;
  onSample: () => void;
}

/** Where a release begins: drop, open, or try the sample. */
export function Home({ busy, onOpen, onSample }: Props) {
  const { home } = words;
  return (
    <main className="home">
      <header>
        <p className="wordmark">{words.product}</p>
        <h1>{home.title}</h1>
      </header>
      <section className="drop-area" aria-label={home.drop}>
        <Icon name="workbook" />
        <p className="drop-title">{home.drop}</p>
        <p className="quiet">{home.formats}</p>
        <div className="row">
          <button type="button" className="primary" onClick={onOpen} disabled={busy}>{home.open}</button>
          <button type="button" onClick={onSample} disabled={busy}>{home.sample}</button>
        </div>
        <p className="quiet">{home.sampleHelp}</p>
      </section>
      <section aria-labelledby="does">
        <h2 id="does">{home.does}</h2>
        <ol className="points">
          {home.points.map(([what, how]) => (
            <li key={what}><strong>{what}</strong> <span>{how}</span></li>
          ))}
        </ol>
        <p className="quiet">{home.readOnly}</p>
      </section>
    </main>
  );
}
