import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { Lettering } from "./lettering.ts";
import { formOf, roomAround, SIZE, stylesOf } from "./styles.ts";

/** A thing in a network; its kind decides its colour and form. */
export interface Node {
  id: string;
  label: string;
  tone: number;
  /** Whether its label is shown even where there is no room for it. */
  isMain?: boolean;
}

/** A relation from one thing to another. */
export interface Edge {
  id: string;
  source: string;
  target: string;
  label: string;
}

cytoscape.use(fcose);

const SHEET = "__________cytoscape_stylesheet";

/** A network of things that is drawn in a place, grows and shrinks, and keeps where things are. Labels are as large as on the page; those are shown that have room. */
export class Network {
  readonly cy: cytoscape.Core;
  readonly lettering: Lettering;
  /** How much wider and higher the network is drawn than it is computed, so that it fills the place. */
  private reach: cytoscape.Position = { x: 1, y: 1 };

  constructor(place: HTMLElement, onPick: (id: string) => void) {
    letItsStylesBe();
    this.cy = cytoscape({ container: place, minZoom: 0.15, maxZoom: 4 });
    this.lettering = new Lettering(this.cy);
    this.cy.on("tap", "node", (event) => onPick((event.target as cytoscape.NodeSingular).id()));
    this.cy.on("resize", () => this.fit());
    this.cy.on("zoom dragfree select unselect", () => this.lettering.ask());
    this.cy.on("mouseover mouseout", "node, edge", (event) => void event.target.toggleClass("pointed", event.type === "mouseover"));
    this.cy.on("layoutstop", () => this.fit());
    const paint = (): void => void this.cy.style(stylesOf(place, this.lettering));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    paint();
  }

  /** Shows just these things and relations; what is shown already stays where it is. */
  show(nodes: Node[], edges: Edge[]): void {
    const wanted = new Set([...nodes, ...edges].map(({ id }) => id));
    this.cy
      .elements()
      .filter((element) => !wanted.has(element.id()))
      .remove();
    const before = this.cy.nodes();
    const place = middleOf(this.cy);
    const fresh = <T extends { id: string }>(items: T[]): T[] => items.filter(({ id }) => this.cy.getElementById(id).empty());
    this.cy.add(fresh(nodes).map(({ id }) => ({ group: "nodes" as const, data: { id }, position: near(place, id), classes: "silent" })));
    this.cy.add(fresh(edges).map((data) => ({ group: "edges" as const, data: { ...data }, classes: "silent" })));
    for (const { id, label } of edges) this.cy.getElementById(id).data({ label });
    for (const { id, label, tone, isMain } of nodes) this.cy.getElementById(id).data({ label, isMain, ...formOf(tone) });
    if (this.cy.nodes().nonempty()) this.arrange(before);
  }

  /** Shows all of it. */
  fit(): void {
    if (this.cy.nodes().empty()) return;
    const [width, height, room] = [this.cy.width(), this.cy.height(), roomAround(this.cy)];
    const { x1, y1, w, h } = this.cy.nodes().boundingBox({ includeLabels: false });
    const zoom = Math.min((width - 2 * room.x) / w, (height - 2 * room.y) / h, 1.5);
    this.cy.viewport({ zoom, pan: { x: width / 2 - zoom * (x1 + w / 2), y: height / 2 - zoom * (y1 + h / 2) } });
    this.lettering.ask();
  }

  /** Marks one thing as the one that is looked at. */
  mark(id: string): void {
    this.cy.elements().unselect();
    this.cy.getElementById(id).select();
  }

  /** Finds places for all things, as in a square, and moves them there. */
  private arrange(before: cytoscape.NodeCollection): void {
    const start = placesOf(this.cy.nodes());
    this.cy.nodes().positions((node) => scaled(node.position(), 1 / this.reach.x, 1 / this.reach.y));
    this.lettering.scale = 1;
    this.cy.style().update();
    this.cy.layout(layoutOf(before)).run();
    const ends = placesOf(this.cy.nodes());
    if (before.empty()) this.reach = this.reachOf(this.cy.nodes().boundingBox({ includeLabels: false }));
    this.cy.nodes().positions((node) => start[node.id()] ?? node.position());
    const isStill = before.empty() || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const positions = (node: string | cytoscape.NodeSingular): cytoscape.Position =>
      scaled(ends[typeof node === "string" ? node : node.id()] ?? { x: 0, y: 0 }, this.reach.x, this.reach.y);
    this.cy.layout({ name: "preset", positions: positions as never, animate: !isStill, animationDuration: 400, fit: false }).run();
  }

  /** How a box is drawn out to the shape of the place. */
  private reachOf({ w, h }: { w: number; h: number }): cytoscape.Position {
    const broader = this.cy.width() / this.cy.height() / ((w + SIZE) / (h + SIZE));
    const x = Math.sqrt(Math.min(Math.max(broader, 0.4), 2.5));
    return { x, y: 1 / x };
  }
}

/** A layout of its own computing that leaves things where they are that are there already. */
function layoutOf(before: cytoscape.NodeCollection): cytoscape.LayoutOptions {
  const fixed = before.map((node) => ({ nodeId: node.id(), position: { ...node.position() } }));
  const options = { name: "fcose", quality: "proof", randomize: false, animate: false, fit: false, fixedNodeConstraint: fixed };
  return { ...options, nodeDimensionsIncludeLabels: true, idealEdgeLength: 4 * SIZE } as cytoscape.LayoutOptions;
}

function placesOf(nodes: cytoscape.NodeCollection): Record<string, cytoscape.Position> {
  return Object.fromEntries(nodes.map((node) => [node.id(), { ...node.position() }]));
}

function scaled({ x, y }: cytoscape.Position, dx: number, dy: number): cytoscape.Position {
  return { x: x * dx, y: y * dy };
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
