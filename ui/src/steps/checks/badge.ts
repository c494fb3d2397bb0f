import type { FindingView } from "../../engine";
import type { IconName } from "../../parts/Icon";
import { words } from "../../words";

/** How grave a finding is while it is open; what became of it afterwards. */
export function badgeOf({ state, severity }: FindingView): { look: string; icon: IconName; text: string } {
  if (state === "protected") return { look: "settled", icon: "shield", text: words.checks.states[state] ?? state };
  if (state === "decided") return { look: "settled", icon: "done", text: words.checks.states[state] ?? state };
  return { look: severity, icon: severity, text: words.checks.severities[severity] };
}
