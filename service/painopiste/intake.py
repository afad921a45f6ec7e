"""What the shelves hold beside the edited graph: compared with it, and taken into a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from painopiste.comparing import GRAPH as COMPARISON
from painopiste.comparing import Comparison, compare, compare_parliament, statements_of
from painopiste.graph import Iris
from painopiste.imports import Edited, Shelf, add_imported
from painopiste.settings import Settings
from painopiste.store import Statement, Store
from painopiste.syncing import PARLIAMENT, told_by_parliament


@contextmanager
def shelf_at(path: Path) -> Iterator[Shelf | None]:
    """The shelf in a file, or None if there is no such file."""
    if not path.exists():
        yield None
        return
    with Shelf.open(path) as shelf:
        yield shelf


def heard(settings: Settings, store: Store, iris: Iris) -> list[Statement]:
    """What the Parliament told, with the dossiers of a store with the edited graph alone; nothing if it was never asked."""
    with shelf_at(settings.parliament_shelf) as parliament, shelf_at(settings.shelf) as cellar:
        if parliament is None:
            return []
        keys = cellar.marks() if cellar else ()
        return [statement for statement, _ in told_by_parliament(parliament, Edited.of(store, iris), keys, iris)]


def compared(settings: Settings, store: Store, iris: Iris) -> list[Comparison]:
    """Every comparison of a store with the edited graph alone and what the shelves hold, sorted."""
    with shelf_at(settings.shelf) as shelf:
        notices = compare(store, shelf, iris, settings.as_of) if shelf else []
    return sorted([*notices, *compare_parliament(store, heard(settings, store, iris), iris)])


def take_in(settings: Settings, store: Store, iris: Iris) -> None:
    """Add to a store with the edited graph alone what the shelves hold, how it compares, and what the last check of links showed."""
    comparisons, told = compared(settings, store, iris), heard(settings, store, iris)
    with shelf_at(settings.shelf) as shelf:
        if shelf:
            add_imported(shelf, store, iris)
    store.add(store.unsaid(told), iris.graph(PARLIAMENT))
    store.add(statements_of(comparisons, iris), iris.graph(COMPARISON))
    if settings.links.exists():
        store.load(settings.links)
