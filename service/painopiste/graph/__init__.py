"""RDF as files and as rdflib graphs: namespaces, IRIs, reading with the file and line of every fault."""

import rdflib

from painopiste.graph.files import GraphFiles, SourcedGraph, read_rdf
from painopiste.graph.iris import Iris
from painopiste.graph.namespaces import PREFIXES
from painopiste.graph.parsing import parse

# Left on, rdflib mends ill-typed literals, and validation never sees the fault.
rdflib.NORMALIZE_LITERALS = False

__all__ = ["PREFIXES", "GraphFiles", "Iris", "SourcedGraph", "parse", "read_rdf"]
