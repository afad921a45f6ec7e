"""RDF as files and as rdflib graphs: namespaces, IRIs, reading with the file and line of every fault.

What needs rdflib is imported when it is asked for: a process that serves or answers has no use for it.
"""

from typing import TYPE_CHECKING, Any

from painopiste.graph.checkout import GraphFiles
from painopiste.graph.iris import Iris
from painopiste.graph.namespaces import PREFIXES, expanded
from painopiste.graph.parsing import format_of, parse, told_rdf_errors
from painopiste.graph.plain import Plain, PlainTriple, plain_triples

if TYPE_CHECKING:
    from painopiste.graph.files import SourcedGraph, read_rdf

__all__ = [
    "PREFIXES",
    "GraphFiles",
    "Iris",
    "Plain",
    "PlainTriple",
    "SourcedGraph",
    "expanded",
    "format_of",
    "parse",
    "plain_triples",
    "read_rdf",
    "told_rdf_errors",
]


def __getattr__(name: str) -> Any:
    if name not in ("SourcedGraph", "read_rdf"):
        raise AttributeError(name)
    from painopiste.graph import files

    return getattr(files, name)
