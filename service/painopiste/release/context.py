"""The JSON-LD context, made from the ontology in the store and from how other vocabularies are used in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from painopiste.graph import PREFIXES, Iris
from painopiste.store import Store

Definition = dict[str, str]
Context = dict[str, Any]
SKOS, DCT, XSD, RDF, OWL, RDFS = (PREFIXES[name] for name in ("skos", "dct", "xsd", "rdf", "owl", "rdfs"))
LANGUAGE_TEXT = RDF + "langString"
# Short names for what nearly every node has.
ALIASES = {"label": SKOS + "prefLabel", "definition": SKOS + "definition", "description": DCT + "description", "title": DCT + "title"}
CLASSES = f"SELECT ?term {{ ?term a <{OWL}Class> }} ORDER BY ?term"
PROPERTIES = f"""SELECT ?term ?kind ?range {{
  VALUES ?kind {{ <{OWL}ObjectProperty> <{OWL}DatatypeProperty> }}
  ?term a ?kind OPTIONAL {{ ?term <{RDFS}range> ?range }}
}} ORDER BY ?term"""
# Of the description only prefixes are taken up, so that the context is the same whether the graph describes itself or not.
DESCRIPTION_PREFIXES = {
    "dqv": "http://www.w3.org/ns/dqv#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
USES = """SELECT ?term (COUNT(DISTINCT ?type) AS ?types) (SAMPLE(?type) AS ?only) {
  GRAPH ?graph { ?subject ?term ?value } FILTER(?graph != <%s>)
  BIND(IF(isLiteral(?value), STR(DATATYPE(?value)), "@id") AS ?type)
} GROUP BY ?term ORDER BY ?term"""


def context_of(store: Store, iris: Iris) -> Context:
    """The context under which the graph is written as JSON-LD 1.1: prefixes, our classes and properties, and the types of all others."""
    prefixes = prefixes_of(iris)
    return {"@version": 1.1, "id": "@id", "type": "@type", **prefixes, **own_terms(store, iris), **aliases(), **others(store, iris, prefixes)}


def prefixes_of(iris: Iris) -> dict[str, str]:
    """The prefixes of all vocabularies in an export, ours as def."""
    return {**PREFIXES, **DESCRIPTION_PREFIXES, "def": iris.term("")}


def write_context(store: Store, iris: Iris, path: Path) -> None:
    """Write the context as a document of its own."""
    text = json.dumps({"@context": context_of(store, iris)}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def values(store: Store, query: str) -> Iterator[dict[str, str]]:
    """Solutions as plain texts."""
    for row in store.rows(query):
        yield {name: str(getattr(term, "value", "")) for name, term in row.items()}


def own_terms(store: Store, iris: Iris) -> Context:
    """Our classes and properties under their local names."""
    space = iris.term("")
    classes: dict[str, Definition] = {row["term"]: {} for row in values(store, CLASSES)}
    properties = {row["term"]: coercion(row["kind"], row.get("range", "")) for row in values(store, PROPERTIES)}
    found = {**classes, **properties}
    return {term.removeprefix(space): definition(f"def:{term.removeprefix(space)}", found[term]) for term in sorted(found) if term.startswith(space)}


def coercion(kind: str, target: str) -> Definition:
    """How the values of a property of ours are to be read, by its kind and range."""
    return typed("@id" if kind == OWL + "ObjectProperty" else target)


def typed(value_type: str) -> Definition:
    """How values of one type are to be read: things, texts by language, or literals of a datatype; nothing is said of plain strings."""
    if value_type == LANGUAGE_TEXT:
        return {"@container": "@language"}
    if value_type == "@id":
        return {"@type": "@id"}
    if value_type.startswith(XSD) and value_type != XSD + "string":
        return {"@type": "xsd:" + value_type.removeprefix(XSD)}
    return {}


def definition(name: str, facts: Definition) -> str | Definition:
    """A term with what is known of it, in the shortest form."""
    return {"@id": name, **facts} if facts else name


def aliases() -> Context:
    """The short names, all texts by language."""
    return {alias: {"@id": name, "@container": "@language"} for alias, name in ALIASES.items()}


def others(store: Store, iris: Iris, prefixes: dict[str, str]) -> Context:
    """Properties of other vocabularies by their compact names, where all their values are of one type."""
    uses = {row["term"]: typed(row["only"]) for row in values(store, USES % iris.graph("description")) if row["types"] == "1"}
    skipped = {RDF + "type", *ALIASES.values()}
    named = {compact(term, prefixes): facts for term, facts in uses.items() if facts and term not in skipped and not term.startswith(prefixes["def"])}
    return {name: {"@id": name, **facts} for name, facts in named.items() if "://" not in name}


def compact(iri: str, prefixes: dict[str, str]) -> str:
    """An IRI with the longest prefix that fits, or as it is.

    >>> compact("http://purl.org/dc/terms/source", {"dct": "http://purl.org/dc/terms/"})
    'dct:source'
    """
    fitting = [(len(space), name, space) for name, space in prefixes.items() if iri.startswith(space) and len(iri) > len(space)]
    if not fitting:
        return iri
    _, name, space = max(fitting)
    local = iri.removeprefix(space)
    return iri if local.startswith("//") else f"{name}:{local}"
