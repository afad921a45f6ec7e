"""Comparisons as statements in our vocabulary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from painopiste.comparing.comparison import Comparison
from painopiste.graph import PREFIXES, Iris
from painopiste.store import Statement, Term, iri, literal, text_in

GRAPH = "imported/comparison"
RDF, SH, SKOS, DCT, PROV = (PREFIXES[name] for name in ("rdf", "sh", "skos", "dct", "prov"))
NAMES = {"fi": "Vertailu", "sv": "Jämförelse", "en": "Comparison"}


def statements_of(comparisons: Iterable[Comparison], iris: Iris) -> Iterator[Statement]:
    """What is said of every comparison; each is named for what it compares, so that the same one keeps its name."""
    for comparison in comparisons:
        yield from said(comparison, iris)


def name_of(comparison: Comparison, iris: Iris) -> str:
    """The IRI of a comparison."""
    text = "\0".join((comparison.thing, comparison.other, comparison.prop, comparison.detail, *comparison.ours, "", *comparison.theirs))
    return iris.thing(f"comparison/{hashlib.sha256(text.encode()).hexdigest()[:16]}")


def said(comparison: Comparison, iris: Iris) -> Iterator[Statement]:
    """What is said of one comparison."""
    label = f"{comparison.thing.rstrip('/').removeprefix(iris.thing(''))} – {comparison.prop.rpartition('#')[2].rpartition('/')[2]}"
    facts: dict[str, list[Term]] = {
        RDF + "type": [iri(iris.term("Comparison"))],
        SKOS + "prefLabel": [text_in(f"{name}: {label}", language) for language, name in NAMES.items()],
        RDF + "subject": [iri(comparison.thing)],
        RDF + "predicate": [iri(comparison.prop)],
        iris.term("comparedWith"): [iri(comparison.other)],
        iris.term("verdict"): [iri(iris.thing(f"verdict/{comparison.verdict}"))],
        SH + "resultSeverity": [iri(SH + comparison.severity)],
        iris.term("editedValue"): [literal(value) for value in comparison.ours],
        iris.term("importedValue"): [literal(value) for value in comparison.theirs],
        DCT + "subject": [iri(comparison.detail)] if comparison.detail.startswith("http") else [],
        DCT + "language": [literal(comparison.detail)] if comparison.detail and not comparison.detail.startswith("http") else [],
        DCT + "source": [iri(source) for source in comparison.sources],
        PROV + "wasDerivedFrom": [iri(notice) for notice in comparison.notices],
    }
    node = iri(name_of(comparison, iris))
    yield from ((node, iri(prop), value) for prop, values in facts.items() for value in values)
