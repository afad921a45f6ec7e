"""A store on disk for graphs that are too big for memory: loaded once, then opened for reading by each process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from painopiste.graph import format_of, told_rdf_errors
from painopiste.store.store import Store

EVERYTHING = "?s ?p ?o"


class DiskStore(Store):
    """A store in a folder. The engine does not outlive a fork, so nothing is read before `open` is called."""

    reads_files = True

    def __init__(self, folder: Path, is_disjoint: bool = False) -> None:
        super().__init__(is_union_stored=not is_disjoint)
        self._folder = folder

    def open(self) -> None:
        """Open the folder, for reading only; the memory that this takes does not grow with the store."""
        self._store = ox.Store.read_only(str(self._folder))


@dataclass(frozen=True)
class Loaded:
    """How many triples the union of the graphs has that were loaded, and whether none of them stands in two: then it is not stored."""

    triples: int
    is_disjoint: bool


def load_folder(folder: Path, paths: Iterable[Path]) -> Loaded:
    """Load RDF files of any size into a new folder, where needed also the union of their graphs.

    Raises:
        RdfError: a file is not well-formed; the folder is of no use then.
    """
    store = ox.Store(str(folder))
    for path in paths:
        with told_rdf_errors(path):
            store.bulk_load(path=str(path), format=format_of(path))
    loaded = counted(store)
    if not loaded.is_disjoint:
        store.bulk_extend(union(store))
    store.optimize()
    store.flush()
    return loaded


def counted(store: ox.Store) -> Loaded:
    """How many triples there are, each once, property by property, since they are held in memory meanwhile."""
    properties = [solution["p"] for solution in solutions(store, f"SELECT DISTINCT ?p {{ {EVERYTHING} }}")]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        triples = sum(threads.map(partial(different, store), properties))
    return Loaded(triples, is_disjoint=triples == count(store, EVERYTHING))


def different(store: ox.Store, name: ox.NamedNode) -> int:
    """How many triples have a property, each counted once."""
    return count(store, f"SELECT DISTINCT ?s ?o {{ ?s {name} ?o }}")


def count(store: ox.Store, pattern: str) -> int:
    """How many solutions a pattern has in all graphs; a triple of two graphs is found twice."""
    (solution,) = solutions(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(solution["n"].value)


def solutions(store: ox.Store, text: str) -> ox.QuerySolutions:
    """What a SELECT query finds in all graphs."""
    return cast("ox.QuerySolutions", store.query(text, use_default_graph_as_union=True))


def union(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of all named graphs as ones of the default graph."""
    for quad in store.quads_for_pattern(None, None, None, None):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
