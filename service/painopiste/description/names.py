"""Compact names of vocabulary terms and the IRIs they stand for."""

from __future__ import annotations

import re

from painopiste.graph import PREFIXES, expanded

AUTHORITY = "http://publications.europa.eu/resource/authority/"
NAMESPACES = {
    **PREFIXES,
    "data-theme": AUTHORITY + "data-theme/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "file-type": AUTHORITY + "file-type/",
    "format": "http://www.w3.org/ns/formats/",
    "frequency": AUTHORITY + "frequency/",
    "language": AUTHORITY + "language/",
    "media-type": "https://www.iana.org/assignments/media-types/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}


def absolute(name: str) -> str:
    """The IRI of a compact name.

    >>> absolute("void:triples")
    'http://rdfs.org/ns/void#triples'
    """
    return expanded(name, NAMESPACES)


def compact(iri: str, terms: str) -> str:
    """The shortest way to write an IRI, where `terms` is the namespace of our own terms; the IRI itself if no prefix fits.

    >>> compact("http://purl.org/dc/terms/title", "https://w3id.org/painopiste/def#")
    'dct:title'
    """
    fitting = [(space, prefix) for prefix, space in {**NAMESPACES, "def": terms}.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(space)}"


def slug(name: str) -> str:
    """A compact name as a part of an IRI.

    >>> slug("def:DossierState")
    'def-dossier-state'
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-").lower()


def namespace(iri: str) -> str:
    """The namespace of a term: all up to its last # or /.

    >>> namespace("http://www.w3.org/ns/prov#Entity")
    'http://www.w3.org/ns/prov#'
    """
    return re.sub(r"[^#/]*$", "", iri)


def prologue(terms: str) -> str:
    """The prefix declarations of a SPARQL query, with our own terms as def."""
    spaces = {**NAMESPACES, "def": terms}
    return "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in sorted(spaces.items()))
