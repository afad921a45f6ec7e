import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Words } from "../../page/island.ts";
import { pictureOf, pixelsOf, save } from "../../page/picture.ts";

/** A drawing with what it is drawn by above it, what is to be said of it below, and itself as a picture. */
export function Figure(props: { words: Words; name: string; caption?: string; children: ComponentChildren }) {
  const place = useRef<HTMLElement>(null);
  const drawing = (): SVGSVGElement | null => place.current?.querySelector("svg.drawing") ?? null;
  const saveSvg = (): void => {
    const svg = drawing();
    if (svg) save(pictureOf(svg), `${props.name}.svg`);
  };
  const savePng = async (): Promise<void> => {
    const svg = drawing();
    if (svg) save(await pixelsOf(pictureOf(svg), svg.clientWidth, svg.clientHeight), `${props.name}.png`);
  };
  return (
    <figure class="figure" ref={place}>
      {props.children}
      <figcaption>
        {props.caption && <span>{props.caption}</span>}
        <span class="figure__save">
          {props.words("picture")}:{" "}
          <button type="button" class="plainly" onClick={saveSvg}>
            SVG
          </button>{" "}
          <button type="button" class="plainly" onClick={savePng}>
            PNG
          </button>
        </span>
      </figcaption>
    </figure>
  );
}
