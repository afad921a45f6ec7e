import type { Core, NodeSingular } from "cytoscape";

const DIRECTIONS: Record<string, [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const ZOOMS: Record<string, number> = { "+": 1.25, "-": 0.8 };

/** Lets a network be walked by keys: arrows to the nearest thing that way, Enter to do what a click does, plus and minus to zoom. */
export function walkable(place: HTMLElement, cy: Core, onMove: (id: string) => void, onEnter: (id: string) => void): void {
  place.addEventListener("keydown", (event) => {
    const chosen = cy.nodes(":selected").first();
    const direction = DIRECTIONS[event.key];
    const zoom = ZOOMS[event.key];
    if (direction) onMove((chosen.nonempty() ? nearest(cy, chosen, direction) : cy.nodes().first()).id());
    else if (event.key === "Enter" && chosen.nonempty()) onEnter(chosen.id());
    else if (zoom) cy.zoom({ level: cy.zoom() * zoom, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    else return;
    event.preventDefault();
  });
}

/** The thing that lies nearest in a direction, one aside counting twice as far; the same thing if none lies there. */
function nearest(cy: Core, from: NodeSingular, [dx, dy]: [number, number]): NodeSingular {
  const here = from.position();
  const ranked = cy.nodes().map((node) => {
    const [x, y] = [node.position().x - here.x, node.position().y - here.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    return { node, cost: ahead > 1 ? ahead + 2 * aside : Number.POSITIVE_INFINITY };
  });
  const best = ranked.reduce((one, other) => (other.cost < one.cost ? other : one));
  return Number.isFinite(best.cost) ? best.node : from;
}
