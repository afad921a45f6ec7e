import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

/** A thing in a network; its kind decides its colour. */
export interface Node {
  id: string;
  label: string;
  tone: number;
}

/** A relation from one thing to another. */
export interface Edge {
  id: string;
  source: string;
  target: string;
  label: string;
}

cytoscape.use(fcose);

/** As many colours there are for kinds; they are the page's, --tone-0 and so on. */
export const TONES = 8;
/** Pixels around the network where it is made to fit. */
const MARGIN = 40;
const SHEET = "__________cytoscape_stylesheet";

/** A network of things that is drawn in a place, grows and shrinks, and keeps where things are. */
export class Network {
  readonly cy: cytoscape.Core;

  constructor(place: HTMLElement, onPick: (id: string) => void) {
    letItsStylesBe();
    this.cy = cytoscape({ container: place, style: stylesOf(place), minZoom: 0.15, maxZoom: 4 });
    this.cy.on("tap", "node", (event) => onPick((event.target as cytoscape.NodeSingular).id()));
    this.cy.on("resize", () => this.cy.fit(undefined, MARGIN));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(stylesOf(place)));
  }

  /** Shows just these things and relations; what is shown already stays where it is. */
  show(nodes: Node[], edges: Edge[]): void {
    const wanted = new Set([...nodes, ...edges].map(({ id }) => id));
    this.cy
      .elements()
      .filter((element) => !wanted.has(element.id()))
      .remove();
    const before = this.cy.nodes().map((node) => node.id());
    const place = middleOf(this.cy);
    const fresh = <T extends { id: string }>(items: T[]): T[] => items.filter(({ id }) => this.cy.getElementById(id).empty());
    this.cy.add(fresh(nodes).map((data) => ({ group: "nodes" as const, data: { ...data }, position: near(place, data.id) })));
    this.cy.add(fresh(edges).map((data) => ({ group: "edges" as const, data: { ...data } })));
    for (const { id, label } of [...nodes, ...edges]) this.cy.getElementById(id).data("label", label);
    this.arrange(before);
  }

  /** Marks one thing as the one that is looked at. */
  mark(id: string): void {
    this.cy.elements().unselect();
    this.cy.getElementById(id).select();
  }

  private arrange(before: string[]): void {
    const fixed = before.map((nodeId) => ({ nodeId, position: this.cy.getElementById(nodeId).position() }));
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const options = {
      name: "fcose",
      quality: "proof",
      randomize: false,
      animate: !isStill,
      animationDuration: 400,
      fixedNodeConstraint: fixed,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: 130,
      nodeRepulsion: 9000,
      padding: MARGIN,
    };
    if (this.cy.nodes().length > 0) this.cy.layout(options as cytoscape.LayoutOptions).run();
  }
}

/** Cytoscape writes one rule into a style element, which the policy of the page forbids; the page has that rule, and a mark that it has. */
function letItsStylesBe(): void {
  if (document.getElementById(SHEET)) return;
  document.head.append(Object.assign(document.createElement("meta"), { id: SHEET }));
}

function middleOf(cy: cytoscape.Core): cytoscape.Position {
  const picked = cy.nodes(":selected");
  return picked.nonempty() ? { ...picked.first().position() } : { x: 0, y: 0 };
}

/** A place near another that depends on a name only, so that the same steps give the same picture. */
function near({ x, y }: cytoscape.Position, name: string): cytoscape.Position {
  const turn = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6283, 7) / 1000;
  return { x: x + 120 * Math.cos(turn), y: y + 120 * Math.sin(turn) };
}

/** The styles in the colours that the page has now. */
function stylesOf(place: HTMLElement): cytoscape.StylesheetJson {
  const page = getComputedStyle(place);
  const colour = (name: string): string => page.getPropertyValue(name).trim();
  const tones = Array.from({ length: TONES }, (_, tone) => ({
    selector: `node[tone = ${tone}]`,
    style: { "background-color": colour(`--tone-${tone}`) },
  }));
  const text = {
    color: colour("--ink"),
    "text-background-color": colour("--paper"),
    "text-background-opacity": 0.85,
    "text-background-padding": "2px",
  };
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        "font-size": 12,
        "text-wrap": "wrap",
        "text-max-width": "150px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        width: 26,
        height: 26,
        ...text,
      },
    },
    {
      selector: "edge",
      style: {
        label: "data(label)",
        "font-size": 10,
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        width: 1.5,
        "text-rotation": "autorotate",
        "line-color": colour("--edge"),
        "target-arrow-color": colour("--edge"),
        ...text,
        color: colour("--quiet"),
      },
    },
    ...tones,
    {
      selector: ":selected",
      style: { "border-width": 4, "border-color": colour("--ink"), "line-color": colour("--ink"), "target-arrow-color": colour("--ink") },
    },
  ] as cytoscape.StylesheetJson;
}
