import type { SessionView } from "../engine";
import { Action } from "../parts/Action";
import { words } from "../words";
import type { Commands } from "./useCommands";
import { UndoRedo } from "./UndoRedo";

interface Props {
  view: SessionView;
  busy: string | null;
  commands: Commands;
  atHome: boolean;
  onHome: () => void;
  helpOpen: boolean;
  onHelp: () => void;
}

/** The program's name, the release, and what can be done from everywhere. */
export function Header({ view, busy, commands, atHome, onHome, helpOpen, onHelp }: Props) {
  const { header } = words.shell;
  const open = view.workbooks.length > 0;
  const notOpen = open ? busy : header.openFirst;
  return (
    <header className="top" data-pane>
      <button type="button" className="plain wordmark" aria-current={atHome ? "page" : undefined} title={header.home} onClick={onHome}>
        <Mark /> <span>{words.shell.product}</span> <span className="only-read">{header.home}</span>
      </button>
      <p className={open ? "release-title" : "release-title quiet"}>{open ? view.title || words.shell.noTitle : words.shell.nothingOpen}</p>
      <div className="top-tools">
        <Action icon="new" className="plain" onDo={commands.newRelease} reason={notOpen} help={header.newReleaseHelp}>{header.newRelease}</Action>
        <Action icon="open" className="plain" onDo={commands.open} reason={busy} help={header.openHelp}>{header.open}</Action>
        <Action icon="save" className="plain" onDo={commands.saveRecipe} reason={notOpen} help={header.saveRecipeHelp}>{header.saveRecipe}</Action>
      </div>
      <UndoRedo view={view} busy={busy} onUndo={commands.undo} onRedo={commands.redo} />
      <button type="button" className="plain help-button" aria-expanded={helpOpen} title={header.helpKey} aria-label={header.help} onClick={onHelp}>
        <span aria-hidden="true" className="help-mark">?</span>
      </button>
    </header>
  );
}

/** A table with one cell withheld. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect className="mark-back" x="1" y="1" width="18" height="18" rx="4" />
      <path className="mark-cells" d="M4.5 5h4.6v4.1H4.5Zm6.4 0h4.6v4.1h-4.6ZM4.5 10.9h4.6V15H4.5Z" />
      <path className="mark-withheld" d="M10.9 10.9h4.6V15h-4.6Z" />
    </svg>
  );
}
