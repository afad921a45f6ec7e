"""Indexes of the shipped graph: one without a morphology, and one with Voikko where that is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.presence import require
from painopiste.graph import Iris
from painopiste.queries import Catalogue
from painopiste.search import Index, Morphology, build_index, installed
from painopiste.settings import Settings
from painopiste.store import Store

MISSING = "Voikko is not installed, so Finnish search is tested without its morphology only; `make voikko` installs it"


def opened(folder: Path, settings: Settings, store: Store, morphology: Morphology | None) -> Index:
    """A new index of a store."""
    path = folder / "search.sqlite"
    build_index(store, Catalogue.read(settings.root / "queries"), Iris(settings.base), path, morphology)
    return Index.open(path)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, settings: Settings, store: Store) -> Iterator[Index]:
    """An index of the shipped graph as everybody can build it."""
    with opened(tmp_path_factory.mktemp("search"), settings, store, None) as index:
        yield index


@pytest.fixture(scope="session")
def voikko_index(tmp_path_factory: pytest.TempPathFactory, settings: Settings, store: Store) -> Iterator[Index]:
    """An index of the shipped graph with Finnish morphology."""
    morphology = installed()
    require(morphology, MISSING)
    with opened(tmp_path_factory.mktemp("voikko"), settings, store, morphology) as index:
        yield index


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run what was not tested."""
    if any(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(MISSING, yellow=True)
