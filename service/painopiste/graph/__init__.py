"""RDF as files and as rdflib graphs: namespaces, IRIs, reading with the file and line of every fault."""

import rdflib

from painopiste.graph.files import GraphFiles, SourcedGraph, read_rdf
from painopiste.graph.iris import Iris
from painopiste.graph.namespaces import PREFIXES
from painopiste.graph.parsing import format_of, parse, told_rdf_errors
from painopiste.graph.plain import Plain, PlainTriple, plain_triples

# Left on, rdflib mends ill-typed literals, and validation never sees the fault.
rdflib.NORMALIZE_LITERALS = False

__all__ = [
    "PREFIXES",
    "GraphFiles",
    "Iris",
    "Plain",
    "PlainTriple",
    "SourcedGraph",
    "format_of",
    "parse",
    "plain_triples",
    "read_rdf",
    "told_rdf_errors",
]
