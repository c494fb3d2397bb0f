// What the steps get from the frame, and how they point at each other.
//
// The frame writes each step's h1 and moves the focus to it; a step begins with h2. An area that F6 should
// reach (a side pane, a grid) carries the attribute `data-pane`.

import type { SessionView } from "../engine";
import type { PageSession } from "./useSession";

/** What a step is asked to show. */
export interface Focus {
  workbook?: number;
  /** Index of the sheet in its workbook. */
  sheet?: number;
  table?: number;
  /** An address (`B7`), or rows or columns (`4:6`, `C:D`). */
  cell?: string;
  /** The identity of a finding. */
  finding?: string;
  /** The key of a metadata field. */
  field?: string;
  /** Another one each time, so that the same thing can be asked for again. */
  key: number;
}

export interface StepProps {
  view: SessionView;
  session: PageSession;
  /** None unless another place asked for it, or the person has gone elsewhere since. */
  focus: Focus | null;
  /** Goes to a step and shows that there. */
  onFocus: (step: string, focus: Omit<Focus, "key">) => void;
}
