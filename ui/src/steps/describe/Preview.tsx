import { useBackend } from "../../backend";
import { words } from "../../words";

/** The page of the release in a frame that may run nothing and load nothing. It is made anew with every change. */
export function Preview({ revision }: { revision: number }) {
  const backend = useBackend();
  const address = backend.previewAddress(revision);
  return (
    <div className="describe-page">
      <p className="quiet">{words.describe.pageHelp}</p>
      <iframe key={address} className="page-frame" title={words.describe.pageTitle} src={address} sandbox="" />
    </div>
  );
}
