// F6 walks through the areas of the window that carry `data-pane`, as in other programs. Panes may lie in
// panes: a control belongs to the innermost one.

const PANE = "[data-pane]";
const REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const last = new WeakMap<Element, HTMLElement>();

/** Moves the focus to the next pane, or to the one before; to where it was in it, or to its first control. */
export function movePane(backwards: boolean): void {
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const here = active?.closest(PANE) ?? null;
  if (here && active) last.set(here, active);
  // One whose controls all lie in other panes is only a frame around them.
  const all = [...document.querySelectorAll<HTMLElement>(PANE)].filter(isShown);
  const panes = all.filter((pane) => pane === here || first(pane) !== undefined || pane.querySelector(PANE) === null);
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane === here);
  const to = at < 0 ? (backwards ? panes.length - 1 : 0) : (at + (backwards ? -1 : 1) + panes.length) % panes.length;
  const pane = panes[to];
  if (pane) enter(pane);
}

function enter(pane: HTMLElement): void {
  const before = last.get(pane);
  if (before && before.closest(PANE) === pane && isShown(before)) {
    before.focus();
    return;
  }
  const control = first(pane);
  if (!control && !pane.hasAttribute("tabindex")) pane.tabIndex = -1;
  (control ?? pane).focus();
}

/** The first control of a pane's own. */
function first(pane: HTMLElement): HTMLElement | undefined {
  if (pane.matches("[tabindex='0']")) return pane;
  const controls = [...pane.querySelectorAll<HTMLElement>(REACHABLE)];
  return controls.find((one) => one.closest(PANE) === pane && one.tabIndex >= 0 && isShown(one) && !one.hasAttribute("disabled"));
}

function isShown(element: HTMLElement): boolean {
  return !("checkVisibility" in element) || element.checkVisibility({ visibilityProperty: true });
}
