"""What is imported, put into a store beside the edited graph."""

from __future__ import annotations

from itertools import groupby

from painopiste.graph import Iris
from painopiste.imports.aligning import Aligner
from painopiste.imports.naming import Edited
from painopiste.imports.shelf import Shelf
from painopiste.store import Store


def add_imported(shelf: Shelf, store: Store, iris: Iris) -> None:
    """Add what a shelf holds to a store with the edited graph, each statement to its named graph unless it is said already."""
    for graph, pairs in groupby(Aligner(shelf, Edited.of(store, iris), iris).aligned(), key=lambda pair: pair[1]):
        store.add(store.unsaid(statement for statement, _ in pairs), graph)
