import { words } from "../words";
import { Icon } from "./Icon";

/** Laid over the page while files are dragged over the window. The drop itself is the window's business. */
export function DropHint() {
  return (
    <div className="drop-hint" role="status">
      <div>
        <Icon name="workbook" />
        <strong>{words.drop.title}</strong>
        <span>{words.drop.help}</span>
      </div>
    </div>
  );
}
