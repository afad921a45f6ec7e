"""RDF/XML as plain texts, for readers that want neither the engine's terms nor rdflib's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True, order=True)
class Plain:
    """A literal: its lexical form, its language or nothing, and the IRI of its datatype."""

    text: str
    language: str
    datatype: str


PlainTriple = tuple[str, str, str | Plain]


def plain_triples(content: bytes) -> Iterator[PlainTriple]:
    """The triples of an RDF/XML document; blank nodes are texts that begin with “_:”. SyntaxError if it is not RDF/XML."""
    for quad in ox.parse(content, format=ox.RdfFormat.RDF_XML):
        yield key(quad.subject), quad.predicate.value, value(quad.object)


def key(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    """The text of a node."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str | Plain:
    """The text of a node, or a literal."""
    return Plain(term.value, term.language or "", term.datatype.value) if isinstance(term, ox.Literal) else key(term)
