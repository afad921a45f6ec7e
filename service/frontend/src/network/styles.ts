import type cytoscape from "cytoscape";
import type { Lettering } from "./lettering.ts";

/** As many colours there are for kinds; they are the page's, --tone-0 and so on. Kinds beyond them have the same colours and another form. */
export const TONES = 8;
const FORMS = ["ellipse", "diamond"] as const;
/** The width of a thing at its natural size. */
export const SIZE = 20;
/** Labels of things and of relations in pixels, as the page shows them. */
export const LETTERS = { node: 12, edge: 10 } as const;
/** Pixels between a thing and its label. */
export const GAP = 4;
/** On which sides of a thing its label may stand, the liked ones first. */
export const SIDES = [
  { dx: 0, dy: 1, valign: "bottom", halign: "center" },
  { dx: 1, dy: 0, valign: "center", halign: "right" },
  { dx: -1, dy: 0, valign: "center", halign: "left" },
  { dx: 0, dy: -1, valign: "top", halign: "center" },
] as const;

/** The side on which the label of a thing stands. */
export function sideOf(element: cytoscape.SingularElementArgument): (typeof SIDES)[number] {
  return SIDES[Number(element.data("side") ?? 0)] ?? SIDES[0];
}

/** Pixels around a network that is made to fit its place, for the labels at its edge. */
export function roomAround(cy: cytoscape.Core): cytoscape.Position {
  return { x: Math.min(120, cy.width() / 10), y: 44 };
}

/** Colour and form of the things of a kind, by its number. */
export function formOf(tone: number): { colour: number; form: (typeof FORMS)[number] } {
  return { colour: tone % TONES, form: tone < TONES ? FORMS[0] : FORMS[1] };
}

/** The styles in the colours that the page has now; sizes depend on how far the view is zoomed out. */
export function stylesOf(place: HTMLElement, lettering: Lettering): cytoscape.StylesheetJson {
  const page = getComputedStyle(place);
  const colour = (name: string): string => page.getPropertyValue(name).trim();
  const tones = Array.from({ length: TONES }, (_, tone) => ({
    selector: `node[colour = ${tone}]`,
    style: { "background-color": colour(`--tone-${tone}`) },
  }));
  const text = {
    label: (element: cytoscape.SingularElementArgument) => lettering.linesOf(element).join("\n"),
    "text-wrap": "wrap",
    "text-max-width": "9999px",
    color: colour("--ink"),
    "text-background-color": colour("--paper"),
    "text-background-opacity": 0.85,
    "text-background-padding": "2px",
  };
  const size = (): number => lettering.size;
  return [
    {
      selector: "node",
      style: {
        ...text,
        "font-size": () => LETTERS.node * lettering.scale,
        "text-valign": (node: cytoscape.NodeSingular) => sideOf(node).valign,
        "text-halign": (node: cytoscape.NodeSingular) => sideOf(node).halign,
        "text-margin-x": (node: cytoscape.NodeSingular) => sideOf(node).dx * GAP * lettering.scale,
        "text-margin-y": (node: cytoscape.NodeSingular) => sideOf(node).dy * GAP * lettering.scale,
        shape: "data(form)",
        width: size,
        height: size,
      },
    },
    {
      selector: "edge",
      style: {
        ...text,
        "font-size": () => LETTERS.edge * lettering.scale,
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        width: () => 1.5 * Math.sqrt(lettering.scale),
        "text-rotation": "autorotate",
        "line-color": colour("--edge"),
        "target-arrow-color": colour("--edge"),
        color: colour("--quiet"),
      },
    },
    ...tones,
    { selector: ".silent", style: { "text-opacity": 0, "text-background-opacity": 0 } },
    { selector: ".pointed", style: { "text-opacity": 1, "text-background-opacity": 1, "z-index": 9 } },
    {
      selector: ":selected",
      style: { "border-width": 4, "border-color": colour("--ink"), "line-color": colour("--ink"), "target-arrow-color": colour("--ink") },
    },
  ] as cytoscape.StylesheetJson;
}
