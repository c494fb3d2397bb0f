import type { SessionView } from "../engine";
import { Action } from "../parts/Action";
import { words } from "../words";

interface Props {
  view: SessionView;
  busy: string | null;
  onUndo: () => void;
  onRedo: () => void;
}

/** Undo and redo, named by what they would do. */
export function UndoRedo({ view, busy, onUndo, onRedo }: Props) {
  const { undo } = words.shell;
  return (
    <div className="undo-redo">
      <Action
        icon="undo" className="plain" onDo={onUndo} reason={view.undo === null ? undo.nothingToUndo : busy}
        help={view.undo === null ? undefined : undo.undoNamed(view.undo)}
      >
        {view.undo === null ? undo.undo : undo.undoNamed(view.undo)}
      </Action>
      <Action
        icon="redo" className="plain" onDo={onRedo} reason={view.redo === null ? undo.nothingToRedo : busy}
        help={view.redo === null ? undefined : undo.redoNamed(view.redo)}
      >
        {view.redo === null ? undo.redo : undo.redoNamed(view.redo)}
      </Action>
    </div>
  );
}
