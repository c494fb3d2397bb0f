// F6 walks through the areas of the window that carry `data-pane`, as in other programs.

const REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const last = new WeakMap<Element, HTMLElement>();

/** Moves the focus to the next pane, or to the one before; to where it was in it, or to its first control. */
export function movePane(backwards: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(isShown);
  if (panes.length === 0) return;
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  // Panes may lie in panes: the innermost one that holds the focus is the one that the person is in.
  const at = panes.findLastIndex((pane) => active !== null && pane.contains(active));
  const here = panes[at];
  if (here && active) last.set(here, active);
  const to = at < 0 ? (backwards ? panes.length - 1 : 0) : (at + (backwards ? -1 : 1) + panes.length) % panes.length;
  const pane = panes[to];
  if (pane) enter(pane);
}

function enter(pane: HTMLElement): void {
  const before = last.get(pane);
  if (before && pane.contains(before) && isShown(before)) {
    before.focus();
    return;
  }
  const inner = pane.matches("[tabindex='0']") ? pane : [...pane.querySelectorAll<HTMLElement>(REACHABLE)].find((one) => one.tabIndex >= 0 && isShown(one) && !one.hasAttribute("disabled"));
  if (!inner && !pane.hasAttribute("tabindex")) pane.tabIndex = -1;
  (inner ?? pane).focus();
}

function isShown(element: HTMLElement): boolean {
  return !("checkVisibility" in element) || element.checkVisibility({ visibilityProperty: true });
}
