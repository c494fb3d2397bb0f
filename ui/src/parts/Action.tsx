import type { ReactNode } from "react";

import { Icon, type IconName } from "./Icon";

interface Props {
  children: ReactNode;
  onDo: () => void;
  icon?: IconName;
  /** After the words, for a button that leads on. */
  iconAfter?: IconName;
  /** Why it cannot be used now; none when it can. It stays in reach of the keyboard, so that the reason can be read. */
  reason?: string | null;
  /** What it does, for a pointer that rests on it. */
  help?: string | undefined;
  /** The name, where the words on it are too few. */
  label?: string | undefined;
  /** The element that already says the reason beside it. */
  describedBy?: string | undefined;
  className?: string;
}

/** A button that keeps its place and its focus while it cannot be used, and says why. */
export function Action({ children, onDo, icon, iconAfter, reason = null, help, label, describedBy, className = "" }: Props) {
  const off = reason !== null;
  return (
    <button
      type="button" className={className} aria-disabled={off || undefined} aria-label={label} aria-describedby={describedBy}
      aria-description={off && describedBy === undefined ? reason : undefined} title={reason ?? help}
      onClick={() => { if (!off) onDo(); }}
    >
      {icon && <Icon name={icon} />}
      <span className="action-words">{children}</span>
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  );
}
