import { Icon } from "../parts/Icon";
import { words } from "../words";

/** Laid over the page while files are dragged over the window. The drop itself is the window's business. */
export function DropHint() {
  return (
    <div className="drop-hint" role="status">
      <div>
        <Icon name="workbook" />
        <strong>{words.shell.drop.title}</strong>
        <span>{words.shell.drop.help}</span>
      </div>
    </div>
  );
}
