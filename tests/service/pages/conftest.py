"""Readers over the shipped graph, so that views are looked at without a browser."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import pytest

from painopiste.checking import source_texts
from painopiste.graph import Iris
from painopiste.manifest import SEARCH_FILE
from painopiste.pages import PageContext
from painopiste.pages.resource import Reader
from painopiste.queries import Catalogue, Questions
from painopiste.search import Index, Shelf
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store


@pytest.fixture(scope="session")
def page_context(built: Settings, store: Store) -> PageContext:
    """What the pages need, over the shipped graph."""
    questions = Questions(LocalBackend(store), Catalogue.read(built.root / "queries"), Iris(built.base))
    shelf = Shelf(Index.open(built.build_dir / SEARCH_FILE))
    return PageContext(questions, Served("test", len(store)), shelf, source_texts(built), built.as_of, "test")


@pytest.fixture(scope="session")
def reader_of(page_context: PageContext) -> Callable[[str], Reader]:
    """A reader of a language."""
    return lambda language: anyio.run(Reader.open, page_context, language)
