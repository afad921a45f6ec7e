"""A store on disk for big graphs: loaded once, then opened for reading by each process of its own, or copied into memory by one for all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from painopiste.errors import BuildError
from painopiste.store.loading import load
from painopiste.store.store import Store

READER = "import sys; from painopiste.store.disk import pour; pour(sys.argv[1])"
BUFFER = 1 << 20
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


def in_memory(folder: Path, is_disjoint: bool) -> Store:
    """A store in memory with what one on disk holds; its blank nodes get other names.

    Another process reads the folder: where the engine has read one it leaves threads, and a process with threads is not to be forked.
    """
    store, command = ox.Store(), [sys.executable, "-P", "-c", READER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=BUFFER) as reader:
        store.load(reader.stdout, format=ox.RdfFormat.N_QUADS)
    if reader.returncode:
        raise BuildError(folder, f"cannot be read into memory (its reader ended with code {reader.returncode})")
    return Store(store, is_union_stored=not is_disjoint)


def pour(folder: str) -> None:
    """Write a store on disk to standard output."""
    ox.Store.read_only(folder).dump(sys.stdout.buffer, format=ox.RdfFormat.N_QUADS)


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
    loaded = counted(store)
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
