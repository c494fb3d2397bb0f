// What is measured in the page itself. Each function is sent to the browser whole, so it uses nothing from outside.

/** Headings: one h1, it comes first, and no level is left out on the way down. */
export function headingFaults() {
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const found = [];
  let before = 0;
  for (const heading of headings) {
    const level = Number(heading.tagName.slice(1));
    if (level > before + 1) found.push(`${heading.tagName} "${heading.textContent?.trim() ?? ""}" comes after h${before}`);
    if (level === 1 && before !== 0) found.push(`a second h1: "${heading.textContent?.trim() ?? ""}"`);
    before = level;
  }
  return headings.length === 0 ? ["no heading"] : found;
}

/** Targets of less than 24 by 24 CSS pixels, but for those that WCAG 2.5.8 excepts: in a line of text, or with room around. */
export function smallTargets() {
  const LEAST = 24;
  const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=option], [role=tab], [role=radio], [role=checkbox], [role=separator][tabindex]";
  const boxOf = (element) => {
    // What a label wraps is pressed by pressing the label.
    const label = element.matches("input") ? element.closest("label") : null;
    return (label ?? element).getBoundingClientRect();
  };
  const shown = [...document.querySelectorAll(selector)].filter((one) => {
    const box = boxOf(one);
    return one.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0 && !one.closest("[aria-hidden=true]");
  });
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const inText = (element) => getComputedStyle(element).display === "inline" && element.parentElement !== null && (element.parentElement.textContent ?? "").trim().length > (element.textContent ?? "").trim().length;
  /** A circle of 24 pixels on it meets no other target, nor the circle of another small one. */
  const hasRoom = (element) => {
    const [x, y] = centre(boxOf(element));
    return shown.every((other) => {
      if (other === element || element.contains(other) || other.contains(element)) return true;
      const box = boxOf(other);
      const near = Math.hypot(x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom)));
      if (near < LEAST / 2) return false;
      const isSmall = box.width < LEAST || box.height < LEAST;
      const [ox, oy] = centre(box);
      return !isSmall || Math.hypot(x - ox, y - oy) >= LEAST;
    });
  };
  return shown
    .filter((element) => {
      const { width, height } = boxOf(element);
      return (width < LEAST - 0.01 || height < LEAST - 0.01) && !inText(element) && !hasRoom(element);
    })
    .map((element) => {
      const { width, height } = boxOf(element);
      return `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}" is ${width.toFixed(1)} by ${height.toFixed(1)}`;
    });
}

/** What is wider than the window, and controls that nobody can bring into view or that something covers. */
export function cutOff() {
  const found = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) found.push(`the page is ${wide} wide in a window of ${innerWidth}`);
  const selector = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=option]";
  const name = (element) => `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`;
  for (const element of document.querySelectorAll(selector)) {
    const isShown = element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true], [hidden]");
    if (!isShown) continue;
    // A hidden input is pressed by what its label draws.
    const drawn = element.matches("input") ? (element.closest("label") ?? element) : element;
    if (drawn.getBoundingClientRect().width === 0) continue;
    drawn.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = drawn.getBoundingClientRect();
    const high = Math.min(box.height, innerHeight);
    if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) {
      found.push(`${name(element)} cannot be scrolled into view`);
      continue;
    }
    // A thing that is taller or wider than the window, or scrolls itself, is reached by the part of it that is in view.
    const x = Math.min(Math.max((Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const isSame = top !== null && (drawn.contains(top) || top.contains(drawn) && top.tagName !== "BODY" && top.tagName !== "HTML" && getComputedStyle(top).position !== "fixed");
    if (!isSame) found.push(`${name(element)} is covered by ${top ? `${top.tagName.toLowerCase()}.${String(top.className)}` : "nothing"} at ${x.toFixed(0)}, ${y.toFixed(0)} (${high.toFixed(0)} high)`);
    const clipped = element.matches("button, select, input, textarea, a[href]") && (box.left < -1 || box.right > innerWidth + 1);
    if (clipped) found.push(`${name(element)} reaches from ${box.left.toFixed(0)} to ${box.right.toFixed(0)} in a window of ${innerWidth}`);
  }
  return found;
}

/** The element that has the focus: its name, whether the focus can be seen, and whether anything covers it. */
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const drawn = (candidate) => {
    const style = getComputedStyle(candidate);
    const outline = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1 && !/rgba\(.*, 0\)|transparent/u.test(style.outlineColor);
    return outline || style.boxShadow !== "none";
  };
  const label = element.matches("input") ? element.closest("label") : null;
  const within = [element, ...(label ? [label, ...label.querySelectorAll("*")] : [])];
  const active = document.getElementById(element.getAttribute("aria-activedescendant") ?? "");
  if (active) within.push(active);
  const box = (label ?? element).getBoundingClientRect();
  const x = Math.min(Math.max((Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  document.documentElement.dataset.walk ??= "0";
  let mark = element.getAttribute("data-walked");
  const seen = mark !== null;
  mark ??= document.documentElement.dataset.walk = String(Number(document.documentElement.dataset.walk) + 1);
  element.setAttribute("data-walked", mark);
  return {
    name: `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`,
    isSeen: within.some(drawn),
    isFree: inView && top !== null && ((label ?? element).contains(top) || top.contains(element)),
    seen,
  };
}
