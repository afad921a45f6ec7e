"""Terms of the parser as rdflib's nodes. rdflib's own parser takes four times as long, and takes some malformed Turtle for right."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from painopiste.graph.namespaces import PREFIXES

STRING = PREFIXES["xsd"] + "string"


def node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The same term for rdflib, which knows plain strings by having no datatype; literals keep their lexical form."""
    if isinstance(term, ox.NamedNode):
        return named(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise TypeError("rdflib knows no triple terms (RDF 1.2)")
    if term.language or term.datatype.value == STRING:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=named(term.datatype.value), normalize=False)


@lru_cache(maxsize=100_000)
def named(iri: str) -> URIRef:
    """An IRI, made once."""
    return URIRef(iri)
