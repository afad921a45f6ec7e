"""Prefixes of the vocabularies that the graph uses, as they are written in Turtle and SPARQL."""

from collections.abc import Mapping

PREFIXES = {
    "celex": "http://publications.europa.eu/resource/celex/",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "eurovoc": "http://eurovoc.europa.eu/",
    "event": "http://publications.europa.eu/resource/authority/event/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "procedure": "http://publications.europa.eu/resource/procedure/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expanded(name: str, spaces: Mapping[str, str]) -> str:
    """The IRI of a compact name by the namespaces of some prefixes; KeyError if its prefix is none of them.

    >>> expanded("dct:title", PREFIXES)
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = name.partition(":")
    return spaces[prefix] + local
