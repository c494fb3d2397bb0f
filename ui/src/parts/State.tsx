import type { ReactNode } from "react";

import { Icon, type IconName } from "./Icon";

const ICONS: Record<"good" | "warning" | "blocker" | "quiet", IconName> = { good: "done", warning: "warning", blocker: "blocker", quiet: "note" };

/** One line that says how something stands: an icon of its own shape, colour, and the words. */
export function State({ how, live = false, children }: { how: keyof typeof ICONS; live?: boolean; children: ReactNode }) {
  return (
    <p className={`state ${how}`} role={live ? "status" : undefined}>
      <Icon name={ICONS[how]} /> <span>{children}</span>
    </p>
  );
}
