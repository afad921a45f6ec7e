"""RDF as files and as rdflib graphs: namespaces, IRIs, reading with the file and line of every fault."""

import rdflib

from painopiste.graph.files import GraphFiles, SourcedGraph, read_rdf
from painopiste.graph.iris import Iris
from painopiste.graph.namespaces import PREFIXES

# Left on, rdflib mends ill-typed literals while it parses, and validation never sees the fault.
rdflib.NORMALIZE_LITERALS = False

__all__ = ["PREFIXES", "GraphFiles", "Iris", "SourcedGraph", "read_rdf"]
