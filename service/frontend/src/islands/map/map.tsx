// The map of partner countries: coloured by a component of the partnerships; the table on the page says the same.
import { render } from "preact";
import { useState } from "preact/hooks";
import { told } from "../../page/island.ts";
import type { World } from "../../world/world.ts";
import { type Colouring, WorldMap, world } from "../../world/worldmap.tsx";
import { type Country, toneOf, withComponent } from "./countries.ts";

interface Told {
  name: string;
  all: string;
  note: string;
  components: { id: string; label: string }[];
  countries: Country[];
}

/** Draws the map in its place. */
export async function mount(place: HTMLElement): Promise<void> {
  const data = told<Told>(place);
  const outlines = await world();
  place.replaceChildren();
  render(<PartnerMap data={data} outlines={outlines} />, place);
}

function PartnerMap({ data, outlines }: { data: Told; outlines: World }) {
  const [component, choose] = useState("");
  const [chosen, show] = useState<Country>();
  const shown = withComponent(data.countries, component);
  const narrow = (id: string): void => {
    choose(id);
    show(undefined);
  };
  const colourings = new Map<string, Colouring>(
    shown.map((country) => [
      country.code,
      {
        tone: `world__country--${toneOf(country.partnerships.length)}`,
        title: `${country.label}: ${country.partnerships.length}`,
        onChoose: () => show(country),
      },
    ]),
  );
  return (
    <figure class="partners">
      <fieldset class="partners__components">
        <legend>{data.name}</legend>
        {[{ id: "", label: data.all }, ...data.components].map(({ id, label }) => (
          <label key={id}>
            <input type="radio" name="map-component" checked={component === id} onChange={() => narrow(id)} /> {label}{" "}
            <span class="quiet">{withComponent(data.countries, id).length}</span>
          </label>
        ))}
      </fieldset>
      <WorldMap world={outlines} colourings={colourings} name={data.name} />
      <figcaption>
        <div role="status" class="partners__chosen">
          {chosen && (
            <>
              <strong>{chosen.label}</strong>
              <ul>
                {chosen.partnerships.map(({ href, label }) => (
                  <li key={href}>
                    <a href={href}>{label}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <ul class="legend">
          {["1", "2", "3", "4–5", "≥ 6"].map((text, tone) => (
            <li key={text}>
              <span class={`legend__key legend__key--tone-${tone + 1}`} />
              {text}
            </li>
          ))}
        </ul>
        <p class="quiet">{data.note}</p>
      </figcaption>
    </figure>
  );
}
