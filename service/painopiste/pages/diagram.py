"""A diagram of how classes hang together: boxes in layers, laid out by grandalf, drawn as SVG by the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout
from grandalf.routing import EdgeViewer, route_with_lines

LETTER, PADDING, HEIGHT, MARGIN = 8.2, 22, 34, 8


@dataclass(frozen=True)
class Box:
    """A labelled box with its corner and size, in pixels."""

    name: str
    label: str
    href: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """A line between two boxes, with what it stands for."""

    points: str
    title: str


@dataclass(frozen=True)
class Diagram:
    """Boxes and lines on a canvas, in pixels."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class Placed(Vertex):  # type: ignore[misc]  # grandalf has no types
    """A vertex that is told from others by its number: the layout goes through sets, whose order must not depend on where things lie in memory."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(name)
        self.number = number

    def __hash__(self) -> int:
        return self.number


class Tie(Edge):  # type: ignore[misc]  # grandalf has no types
    """An edge that is told from others by its number."""

    def __init__(self, number: int, source: Vertex, target: Vertex, title: str) -> None:
        self.number = number
        super().__init__(source, target, data=title)

    def __hash__(self) -> int:
        return self.number


class Size:
    """What the layout asks of a box: its size, and a place to put it. Layers go from left to right, so the two sides change places."""

    def __init__(self, label: str) -> None:
        self.w, self.h = float(HEIGHT), LETTER * len(label) + PADDING
        self.xy = (0.0, 0.0)


def drawn(labels: dict[str, tuple[str, str]], links: dict[tuple[str, str], str]) -> Diagram:
    """The diagram of some things with their labels and addresses, and of the links between them with what each means."""
    vertices = {name: Placed(number, name) for number, name in enumerate(labels)}
    for name, vertex in vertices.items():
        vertex.view = Size(labels[name][0])
    edges = [Tie(number, vertices[source], vertices[target], title) for number, ((source, target), title) in enumerate(links.items())]
    below, boxes, lines = 0.0, [], []
    for part in sorted(Graph(list(vertices.values()), edges).C, key=lambda part: -len(part.sV)):
        left, top = laid_out(part)
        boxes += [box_of(vertex, labels[vertex.data], left, top - below) for vertex in part.sV]
        lines += [line_of(edge, left, top - below) for edge in part.sE]
        below = max(box.y + box.height for box in boxes) + 2 * MARGIN
    width = max((box.x + box.width for box in boxes), default=0.0)
    return Diagram(width + MARGIN, below, tuple(sorted(boxes, key=lambda box: box.name)), tuple(lines))


def laid_out(part: Graph) -> tuple[float, float]:
    """Give every box and line of a connected part its place; the left and upper edge of all."""
    for edge in part.sE:
        edge.view = EdgeViewer()
    layout = SugiyamaLayout(part)
    layout.xspace, layout.yspace, layout.route_edge = 10, 64, route_with_lines
    layout.init_all()
    layout.draw(4)
    places = [(vertex.view.xy[1] - vertex.view.h / 2, vertex.view.xy[0] - vertex.view.w / 2) for vertex in part.sV]
    return min(place[0] for place in places) - MARGIN, min(place[1] for place in places) - MARGIN


def box_of(vertex: Vertex, label: tuple[str, str], left: float, top: float) -> Box:
    """A placed box, with x and y changed back."""
    view = vertex.view
    return Box(vertex.data, *label, round(view.xy[1] - view.h / 2 - left, 1), round(view.xy[0] - view.w / 2 - top, 1), view.h, view.w)


def line_of(edge: Edge, left: float, top: float) -> Line:
    """A placed line."""
    return Line(" ".join(points(edge.view._pts, left, top)), edge.data)


def points(places: Iterable[tuple[float, float]], left: float, top: float) -> Iterable[str]:
    """Corners of a line as SVG wants them."""
    return (f"{y - left:.1f},{x - top:.1f}" for x, y in places)
