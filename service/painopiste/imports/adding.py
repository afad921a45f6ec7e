"""What is imported, put into a store beside the edited graph."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from painopiste.graph import Iris
from painopiste.imports.aligning import Aligner
from painopiste.imports.naming import Edited
from painopiste.imports.shelf import Shelf
from painopiste.store import Store


def add_imported(path: Path, store: Store, iris: Iris) -> int:
    """Add what the shelf in a file holds to a store with the edited graph, each statement to its named graph; how many notices it holds, 0 if there is no shelf."""
    if not path.exists():
        return 0
    with Shelf.open(path) as shelf:
        for graph, pairs in groupby(Aligner(shelf, Edited.of(store, iris), iris).aligned(), key=lambda pair: pair[1]):
            store.add((statement for statement, _ in pairs), graph)
        return len(shelf)
