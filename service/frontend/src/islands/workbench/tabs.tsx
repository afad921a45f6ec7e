import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** One of several panels of which one is open. */
export interface Tab {
  name: string;
  title: string;
  panel: () => VNode;
}

/** Panels under tabs: the arrow keys move between them (WAI-ARIA pattern of tabs). */
export function Tabs(props: { label: string; tabs: Tab[]; open: string; onOpen: (name: string) => void; children?: ComponentChildren }) {
  const { tabs, open } = props;
  const list = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  useEffect(() => {
    if (hasMoved.current) list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    hasMoved.current = false;
  }, [open]);
  const current = tabs.find(({ name }) => name === open) ?? tabs[0];
  const move = (event: KeyboardEvent): void => {
    const place = tabs.findIndex(({ name }) => name === current?.name);
    const steps: Record<string, number> = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 };
    const next = tabs.at((steps[event.key] ?? Number.NaN) % tabs.length);
    if (!(event.key in steps) || !next) return;
    event.preventDefault();
    hasMoved.current = true;
    props.onOpen(next.name);
  };
  return (
    <>
      <div role="tablist" aria-label={props.label} class="tabs" ref={list} onKeyDown={move}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            class="tabs__tab"
            aria-selected={name === current?.name}
            aria-controls={`panel-${name}`}
            tabIndex={name === current?.name ? 0 : -1}
            onClick={() => props.onOpen(name)}
          >
            {title}
          </button>
        ))}
      </div>
      {current && (
        <div key={current.name} role="tabpanel" id={`panel-${current.name}`} aria-labelledby={`tab-${current.name}`}>
          {current.panel()}
        </div>
      )}
    </>
  );
}
