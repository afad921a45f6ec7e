import type { Core, EdgeSingular, NodeSingular, SingularElementArgument } from "cytoscape";
import { around, type Box, linesOf, placed, wallsAround } from "./labels.ts";
import { GAP, LETTERS, roomAround, SIDES, SIZE } from "./styles.ts";

/** The widest line of a label, in pixels. */
const WIDEST = 150;
const LINE = 1.2;

/** Decides which labels of a network are shown and on which side: as many as have room, those of the thing that is looked at and of things with many relations first. */
export class Lettering {
  /** How much larger than natural things and letters are drawn, so that zooming out leaves them readable. */
  scale = 1;
  private readonly pen = document.createElement("canvas").getContext("2d");
  private readonly known = new Map<string, string[]>();
  private readonly cy: Core;
  private asked = 0;

  constructor(cy: Core) {
    this.cy = cy;
  }

  /** Decides anew before the next picture. */
  ask(): void {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(() => this.settle());
  }

  /** Decides which labels are shown at a scale, or at that of the present view. */
  settle(scale = Math.max(1, 1 / this.cy.zoom())): void {
    if (this.cy.destroyed()) return;
    this.scale = scale;
    const named = this.ranked().filter((element) => this.linesOf(element).length > 0);
    const things = this.cy.nodes().map((node) => around(node.position(), this.size, this.size));
    const labels = named.map((element) => ({ boxes: this.boxesOf(element), isMust: isMain(element) }));
    const sides = placed(labels, [...things, ...wallsAround(this.frame())]);
    this.cy.batch(() => {
      for (const [place, element] of named.entries()) {
        const side = sides[place] ?? -1;
        element.toggleClass("silent", side < 0);
        element.data("side", Math.max(side, 0));
      }
    });
    this.cy.style().update();
  }

  /** The width of a thing as it is drawn. */
  get size(): number {
    return SIZE * Math.sqrt(this.scale);
  }

  /** What is seen of a network that is made to fit its place: all things, with some room around them. */
  frame(): Box {
    const { x1, y1, x2, y2 } = this.cy.nodes().boundingBox({ includeLabels: false });
    const { x, y } = roomAround(this.cy);
    return { x1: x1 - x * this.scale, y1: y1 - y * this.scale, x2: x2 + x * this.scale, y2: y2 + y * this.scale };
  }

  /** The lines of the label of a thing or relation. */
  linesOf(element: SingularElementArgument): string[] {
    const label = String(element.data("label") ?? "");
    const lines = this.known.get(label) ?? linesOf(label, WIDEST, (line) => this.widthOf(line));
    this.known.set(label, lines);
    return lines;
  }

  private widthOf(line: string): number {
    if (!this.pen) return line.length * 7;
    this.pen.font = `${LETTERS.node}px sans-serif`;
    return this.pen.measureText(line).width;
  }

  private ranked(): SingularElementArgument[] {
    const weight = (node: NodeSingular): number => (isMain(node) ? 1e6 : 0) + node.degree(false);
    const nodes = this.cy
      .nodes()
      .toArray()
      .sort((one, other) => weight(other) - weight(one));
    const edges = this.cy
      .edges()
      .toArray()
      .sort((one, other) => Number(other.selected()) - Number(one.selected()));
    return [...nodes, ...edges];
  }

  /** Where a label may stand: beside its thing, or along its relation. */
  private boxesOf(element: SingularElementArgument): Box[] {
    const lines = this.linesOf(element);
    const letters = element.isNode() ? LETTERS.node : LETTERS.edge;
    const width = (Math.max(...lines.map((line) => this.widthOf(line))) * letters * this.scale) / LETTERS.node + 4;
    const height = lines.length * letters * LINE * this.scale + 4;
    return element.isNode() ? this.beside((element as NodeSingular).position(), width, height) : [along(element as EdgeSingular, width, height)];
  }

  private beside({ x, y }: { x: number; y: number }, width: number, height: number): Box[] {
    const away = this.size / 2 + GAP * this.scale;
    return SIDES.map(({ dx, dy }) => around({ x: x + dx * (away + width / 2), y: y + dy * (away + height / 2) }, width, height));
  }
}

function isMain(element: SingularElementArgument): boolean {
  return element.selected() || Boolean(element.data("isMain"));
}

function along(edge: EdgeSingular, width: number, height: number): Box {
  const [from, to] = [edge.source().position(), edge.target().position()];
  return around({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, width, height, Math.atan2(to.y - from.y, to.x - from.x));
}
