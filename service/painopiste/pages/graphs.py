"""The view of a named graph: what it is called, how much it holds, and of which classes."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.errors import NotFoundError
from painopiste.pages.resource import LABEL, Reader
from painopiste.pages.values import Link, Text, best

TRIPLES = "http://rdfs.org/ns/void#triples"


@dataclass(frozen=True)
class GraphView:
    """A graph by its label, the number of its triples as the description tells it, and its classes with how many things each has."""

    iri: str
    label: Text
    triples: str
    classes: tuple[tuple[Link, str], ...]


async def graph_view(reader: Reader, name: str) -> GraphView:
    """The named graph that is called so at the end of its IRI, or NotFoundError."""
    iri = reader.iris.graph(name)
    if not await reader.context.questions.holds("pages/known-graph", graph=iri):
        raise NotFoundError(iri)
    said = await reader.rows("pages/statements", resource=iri)
    labels = {row["value@"]: row["value"] for row in said if row["property"] == LABEL}
    classes = [(reader.term(row["class"]), row["count"]) for row in await reader.rows("pages/graph-classes", graph=iri)]
    return GraphView(
        iri,
        best(labels, reader.language, name),
        next((row["value"] for row in said if row["property"] == TRIPLES), ""),
        tuple(sorted(classes, key=lambda one: one[0].text.text.lower())),
    )
