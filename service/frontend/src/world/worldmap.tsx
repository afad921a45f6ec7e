import address from "built:world.json";
import type { ComponentChildren } from "preact";
import { HEIGHT, WIDTH, type World } from "./world.ts";

let fetched: Promise<World> | undefined;

/** The outlines of all countries, fetched once. */
export function world(): Promise<World> {
  fetched ??= fetch(new URL(address, import.meta.url)).then((answer) => answer.json() as Promise<World>);
  return fetched;
}

/** How a country is coloured, what is told of it, and what choosing it does. */
export interface Colouring {
  tone: string;
  title: string;
  onChoose?: () => void;
}

/** A map of the world with some countries coloured; small ones also have a dot. Further marks may be drawn on it. */
export function WorldMap(props: { world: World; colourings: Map<string, Colouring>; name: string; children?: ComponentChildren }) {
  const { world, colourings } = props;
  return (
    <svg class="drawing world" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={props.name}>
      <path class="world__land" d={world.rest} />
      {Object.entries(world.countries).map(([code, { d }]) => !colourings.has(code) && <path key={code} class="world__land" d={d} />)}
      {[...colourings].map(([code, colouring]) => (
        <Coloured key={code} country={world.countries[code]} {...colouring} />
      ))}
      {props.children}
    </svg>
  );
}

function Coloured({ country, tone, title, onChoose }: Colouring & { country: World["countries"][string] | undefined }) {
  if (!country) return null;
  // An attribute of SVG keeps its letters: tabIndex would be none.
  const choice = onChoose && { tabindex: 0, role: "button" as const, onClick: onChoose, onKeyDown: pressed(onChoose) };
  return (
    <g aria-label={title} {...(choice ?? { role: "img" as const })}>
      <title>{title}</title>
      <path class={`world__country ${tone}`} d={country.d} />
      {country.small && <circle class={`world__country ${tone}`} cx={country.at[0]} cy={country.at[1]} r={4} />}
    </g>
  );
}

/** Does by Enter and the space bar what a click does. */
function pressed(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}
