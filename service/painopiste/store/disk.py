"""A store on disk for graphs that are too big for memory: loaded once, then opened for reading by each process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from painopiste.graph import format_of, parse, told_rdf_errors
from painopiste.store.store import Store


class DiskStore(Store):
    """A store in a folder. The engine does not outlive a fork, so nothing is read before `open` is called."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def open(self) -> None:
        """Open the folder, for reading only; the memory that this takes does not grow with the store."""
        self._store = ox.Store.read_only(str(self._folder))


def load_folder(folder: Path, paths: Iterable[Path]) -> int:
    """Load RDF files of any size into a new folder, each quad also into the union; how many triples the union has.

    Raises:
        RdfError: a file is not well-formed; the folder is of no use then.
    """
    store = ox.Store(str(folder))
    for path in paths:
        if format_of(path).supports_datasets:
            store.bulk_extend(with_union(parse(path)))
        else:
            load_triples(store, path)
    store.optimize()
    store.flush()
    return sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def load_triples(store: ox.Store, path: Path) -> None:
    """Load a file without named graphs, in the engine alone."""
    with told_rdf_errors(path):
        store.bulk_load(path=str(path), format=format_of(path))


def with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Quads, each of a named graph followed by the same one of the default graph."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
