"""What a store states, as the canonical N-Quads of RDFC-1.0: the same content gives the same lines in the same order.

The engine writes lines many times faster than Python could, so quads are compared and sorted as lines; code points and UTF-8 sort alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Lines = dict[Graph, list[bytes]]
"""Statements as N-Triples by the graph that they stand in, sorted."""
DEFAULT = ox.DefaultGraph()


def stated(engine: ox.Store, graph: ox.NamedNode | None = None) -> Lines:
    """The statements of one graph, or of all: in the default graph only those that are in no other."""
    if graph:
        return canonical({graph: written(engine, graph)})
    found: Lines = {name: written(engine, name) for name in engine.named_graphs()}
    said = set().union(*found.values())
    return canonical({**found, DEFAULT: [line for line in written(engine, DEFAULT) if line not in said]})


def written(engine: ox.Store, graph: Graph) -> list[bytes]:
    """The statements of a graph as the engine writes them, unsorted."""
    return (engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines(keepends=True)


def canonical(lines: Lines) -> Lines:
    """The same statements, sorted, with the blank-node names that RDFC-1.0 gives; what has no blank node has no say in these names."""
    plain = {graph: [line for line in found if b"_:" not in line] for graph, found in lines.items()}
    blank = ((graph, line) for graph, found in lines.items() for line in found if b"_:" in line)
    named = renamed(ox.Quad(quad.subject, quad.predicate, quad.object, graph) for graph, line in blank for quad in parsed([line]))
    return {graph: sorted([*found, *named[graph]]) for graph, found in plain.items()}


def renamed(quads: Iterable[ox.Quad]) -> defaultdict[Graph, list[bytes]]:
    """Some quads with canonical names of blank nodes, as lines by graph."""
    dataset, found = ox.Dataset(quads), defaultdict[Graph, list[bytes]](list)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        found[quad.graph_name].append(f"{quad.triple} .\n".encode())
    return found


def parsed(lines: Iterable[bytes], form: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> Iterator[ox.Quad]:
    """Lines as quads."""
    return ox.parse(b"".join(lines), format=form)


def quads(graph: Graph, lines: Iterable[bytes]) -> Iterator[bytes]:
    """Statements of a graph as lines of N-Quads."""
    end = b".\n" if graph == DEFAULT else f"{graph} .\n".encode()
    return (line[:-2] + end for line in lines)
