"""A neighbourhood as Turtle: just its triples, with the labels and classes of its things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from painopiste.graph import PREFIXES
from painopiste.relations.neighbourhood import Neighbourhood
from painopiste.store import TURTLE, Statement, iri, text_in, with_statements

TYPE, LABEL = iri(f"{PREFIXES['rdf']}type"), iri(f"{PREFIXES['skos']}prefLabel")


def as_turtle(found: Neighbourhood, language: str, prefixes: Mapping[str, str]) -> bytes:
    """The triples that are shown, with labels in one language."""
    return with_statements(b"", statements(found, language), TURTLE, prefixes)


def statements(found: Neighbourhood, language: str) -> Iterator[Statement]:
    """Relations, classes and labels as triples."""
    for thing in found.things.values():
        if thing.kind:
            yield iri(thing.iri), TYPE, iri(thing.kind)
        if thing.label:
            yield iri(thing.iri), LABEL, text_in(thing.label, language)
    for relation in found.relations:
        yield iri(relation.subject), iri(relation.property), iri(relation.object)
