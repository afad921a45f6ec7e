"""An index of the shipped graph, built once for all tests of resolving."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from painopiste.manifest import SEARCH_FILE
from painopiste.resolving import Resolver
from painopiste.search import Index
from painopiste.settings import Settings


@pytest.fixture(scope="session")
def resolver(built: Settings) -> Iterator[Resolver]:
    """A resolver over the shipped graph, with English labels."""
    with Index.open(built.build_dir / SEARCH_FILE) as index:
        yield Resolver(index.register, index.base, "en")
