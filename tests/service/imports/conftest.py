"""A shelf of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notices import notices
from painopiste.graph import Iris
from painopiste.imports import Item, Outcome, Shelf, import_notices

IRIS = Iris("https://w3id.org/painopiste")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty shelf."""
    with Shelf.open(tmp_path / "imports" / "cellar.sqlite") as shelf:
        yield shelf


@pytest.fixture
def take(shelf: Shelf) -> Callable[..., Outcome]:
    """Takes notices in, by default all that are stored."""

    def taken(*items: Item, **options: str) -> Outcome:
        return import_notices(items or list(notices().items()), shelf, IRIS, **options)

    return taken
