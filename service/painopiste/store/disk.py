"""A store on disk for graphs that are too big for memory: loaded once, then opened for reading by each process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from painopiste.store.loading import load
from painopiste.store.store import Store

IN_GRAPHS = "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"
IN_NONE = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"


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
    load(store, paths, folder.parent)
    with ThreadPoolExecutor(1) as beside:
        optimized = beside.submit(store.optimize)
        loaded = counted(store)
        optimized.result()
    if not loaded.is_disjoint:
        store.bulk_extend(union(store))
        store.optimize()
    store.flush()
    return loaded


def counted(store: ox.Store) -> Loaded:
    """How many triples there are, each once. Those of a property that several graphs use are compared, in memory, one property after another."""
    stated = numbers(store)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        triples = sum(threads.map(partial(different, store), stated, stated.values()))
    return Loaded(triples, is_disjoint=triples == sum(map(sum, stated.values())))


def numbers(store: ox.Store) -> dict[ox.NamedNode, list[int]]:
    """How often each graph that uses a property does so, by property."""
    found: dict[ox.NamedNode, list[int]] = {}
    for text in (IN_GRAPHS, IN_NONE):
        for solution in cast("ox.QuerySolutions", store.query(text)):
            found.setdefault(solution["p"], []).append(int(solution["n"].value))
    return found


def different(store: ox.Store, name: ox.NamedNode, stated: Sequence[int]) -> int:
    """How many triples have a property, each counted once; one graph has no triple twice."""
    if len(stated) == 1:
        return stated[0]
    text = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ ?s {name} ?o }} }}"
    (solution,) = cast("ox.QuerySolutions", store.query(text, use_default_graph_as_union=True))
    return int(solution["n"].value)


def union(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of all named graphs as ones of the default graph."""
    for quad in store.quads_for_pattern(None, None, None, None):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
