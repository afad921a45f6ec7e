"""The catalogue as linked data: each stored query is a resource with its text, in the terms of SHACL's SPARQL executables."""

from __future__ import annotations

from collections.abc import Iterator

from painopiste.graph import PREFIXES, Iris
from painopiste.queries.catalogue import Catalogue
from painopiste.queries.query import Query
from painopiste.store import Statement, iri, literal, text_in

SH, SKOS, DCT, RDF = PREFIXES["sh"], PREFIXES["skos"], PREFIXES["dct"], PREFIXES["rdf"]
FORMS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}


def describe(catalogue: Catalogue, iris: Iris) -> list[Statement]:
    """What the graph says of every stored query for people."""
    return [statement for query in catalogue for statement in statements(query, iris)]


def statements(query: Query, iris: Iris) -> Iterator[Statement]:
    """Type, labels, descriptions and text of one query."""
    subject = iri(iris.thing(f"query/{query.name}"))
    kind, text = FORMS[form_of(query)]
    yield subject, iri(RDF + "type"), iri(SH + kind)
    yield subject, iri(SH + text), literal(query.text)
    for name, texts in ((SKOS + "prefLabel", query.summary), (DCT + "description", query.description)):
        yield from ((subject, iri(name), text_in(value, language)) for language, value in texts.items())


def form_of(query: Query) -> str:
    """SELECT, ASK or CONSTRUCT, whichever word begins the query proper."""
    words = (line.split(maxsplit=1)[0] for line in query.text.splitlines() if line.strip())
    return next(word for word in words if word in FORMS)
