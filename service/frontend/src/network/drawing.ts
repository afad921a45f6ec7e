import type { EdgeSingular, NodeSingular } from "cytoscape";
import type { Network } from "./network.ts";
import { GAP, LETTERS, SIZE, sideOf } from "./styles.ts";

const MARGIN = 90;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A network as an SVG file, as it is arranged now and at its natural size: things, relations with arrows, and those labels as text that have room. */
export function svgOf({ cy, lettering }: Network): { svg: string; width: number; height: number } {
  const zoomed = lettering.scale;
  lettering.settle(1);
  const box = cy.elements().boundingBox({ includeLabels: true });
  const [width, height] = [Math.ceil(box.w + MARGIN), Math.ceil(box.h + MARGIN)];
  const ground = getComputedStyle(document.body);
  const edges = cy.edges().map((edge) => drawnEdge(edge, lettering.linesOf(edge)));
  const nodes = cy.nodes().map((node) => drawnNode(node, lettering.linesOf(node)));
  lettering.settle(zoomed);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box.x1 - MARGIN / 2} ${box.y1 - MARGIN / 2} ${width} ${height}" font-family="sans-serif">
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="${ground.color}"/></marker></defs>
<rect x="${box.x1 - MARGIN / 2}" y="${box.y1 - MARGIN / 2}" width="100%" height="100%" fill="${ground.backgroundColor}"/>
${edges.join("\n")}
${nodes.join("\n")}
</svg>`;
  return { svg, width, height };
}

function drawnEdge(edge: EdgeSingular, lines: string[]): string {
  const [source, target, colour] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.style("line-color") as string];
  const line = `<line x1="${source.x}" y1="${source.y}" x2="${target.x}" y2="${target.y}" stroke="${colour}" stroke-width="1.5" marker-end="url(#arrow)"/>`;
  const middle = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
  const turn = (Math.atan((target.y - source.y) / (target.x - source.x || 1e-9)) * 180) / Math.PI;
  return line + (edge.hasClass("silent") ? "" : text(lines, middle, LETTERS.edge, edge.style("color") as string, turn));
}

function drawnNode(node: NodeSingular, lines: string[]): string {
  const { x, y } = node.position();
  const fill = node.style("background-color") as string;
  const half = SIZE / 2;
  const isRound = node.data("form") === "ellipse";
  const form = isRound
    ? `<circle cx="${x}" cy="${y}" r="${half}" fill="${fill}"/>`
    : `<path d="M${x} ${y - half} ${x + half} ${y} ${x} ${y + half} ${x - half} ${y}z" fill="${fill}"/>`;
  const name = node.hasClass("silent") ? "" : nameOf(node, lines);
  return `<g><title>${escaped(node.id())}</title>${form}${name}</g>`;
}

function nameOf(node: NodeSingular, lines: string[]): string {
  const { dx, dy, halign } = sideOf(node);
  const { x, y } = node.position();
  const away = SIZE / 2 + GAP;
  const high = 1.2 * LETTERS.node * lines.length;
  const top = y + dy * (away + high / 2) - high / 2 + LETTERS.node;
  const anchor = { left: "end", center: "middle", right: "start" }[halign];
  return text(lines, { x: x + dx * away, y: top }, LETTERS.node, node.style("color") as string, 0, anchor);
}

/** Lines one below the other, from a place on. */
function text(lines: string[], { x, y }: { x: number; y: number }, size: number, fill: string, turn = 0, anchor = "middle"): string {
  const spans = lines.map((line, place) => `<tspan x="${x}" dy="${place ? 1.2 * size : 0}">${escaped(line)}</tspan>`);
  const turned = turn ? ` transform="rotate(${turn} ${x} ${y})"` : "";
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${turned}>${spans.join("")}</text>`;
}
