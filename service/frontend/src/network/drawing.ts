import type { Network } from "./network.ts";

const MARGIN = 90;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A network as an SVG file, as it is arranged now: things, relations with arrows, and their labels as text. */
export function svgOf({ cy }: Network): { svg: string; width: number; height: number } {
  const box = cy.elements().boundingBox({ includeLabels: true });
  const [width, height] = [Math.ceil(box.w + MARGIN), Math.ceil(box.h + MARGIN)];
  const ground = getComputedStyle(document.body);
  const edges = cy.edges().map((edge) => {
    const [source, target, colour] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.style("line-color") as string];
    const middle = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
    const line = `<line x1="${source.x}" y1="${source.y}" x2="${target.x}" y2="${target.y}" stroke="${colour}" stroke-width="1.5" marker-end="url(#arrow)"/>`;
    return `${line}<text x="${middle.x}" y="${middle.y}" font-size="10" text-anchor="middle" fill="${edge.style("color")}">${escaped(String(edge.data("label")))}</text>`;
  });
  const nodes = cy.nodes().map((node) => {
    const { x, y } = node.position();
    const name = escaped(String(node.data("label")));
    const circle = `<circle cx="${x}" cy="${y}" r="13" fill="${node.style("background-color")}"/>`;
    return `<g><title>${escaped(node.id())}</title>${circle}<text x="${x}" y="${y + 28}" font-size="12" text-anchor="middle" fill="${node.style("color")}">${name}</text></g>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box.x1 - MARGIN / 2} ${box.y1 - MARGIN / 2} ${width} ${height}" font-family="sans-serif">
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="${ground.color}"/></marker></defs>
<rect x="${box.x1 - MARGIN / 2}" y="${box.y1 - MARGIN / 2}" width="100%" height="100%" fill="${ground.backgroundColor}"/>
${edges.join("\n")}
${nodes.join("\n")}
</svg>`;
  return { svg, width, height };
}
