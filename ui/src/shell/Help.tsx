import { useEffect, useRef } from "react";

import { Icon } from "../parts/Icon";
import { words } from "../words";

/** The keyboard shortcuts, beside the work: it can stay open while they are tried. */
export function Help({ onClose }: { onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  const close = useRef(onClose);
  useEffect(() => { close.current = onClose; });

  useEffect(() => {
    const before = document.activeElement;
    title.current?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) close.current();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <div className="help" role="dialog" aria-labelledby="help-title" data-pane>
      <header>
        <h2 id="help-title" ref={title} tabIndex={-1}>{words.shell.shortcuts.title}</h2>
        <button type="button" className="plain icon-only" aria-label={words.shell.close} onClick={onClose}><Icon name="close" /></button>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className="help-body" tabIndex={0} role="group" aria-labelledby="help-title">
        {words.shell.shortcuts.groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={does}>
                  <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
