"""Real engines with the built graph, each started once and ended with the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.oxigraph import oxigraph
from engines.presence import require
from engines.processes import Engine
from engines.virtuoso import is_installed, virtuoso
from painopiste.remote import Endpoint
from painopiste.store import Store


@pytest.fixture(scope="session")
def quads(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph as a file of N-Quads."""
    path = tmp_path_factory.mktemp("quads") / "graph.nq"
    path.write_bytes(store.dump("application/n-quads"))
    return path


@pytest.fixture(scope="session")
def virtuoso_engine(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A Virtuoso with the shipped graph."""
    require(is_installed(), "Virtuoso is not installed: run tests/engines/install.sh as root. NOTHING OF VIRTUOSO IS TESTED.")
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), quads) as engine:
        yield engine


@pytest.fixture(scope="session")
def oxigraph_engine(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An Oxigraph server with the shipped graph."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), quads) as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso_endpoint(store: Store, virtuoso_engine: Engine) -> Endpoint:
    """Virtuoso with the graphs that are ours, told when its time is up."""
    return Endpoint(virtuoso_engine.url, tuple(store.graphs()), {"timeout": "{milliseconds}"})


@pytest.fixture(scope="session")
def oxigraph_endpoint(store: Store, oxigraph_engine: Engine) -> Endpoint:
    """Oxigraph with the graphs that are ours."""
    return Endpoint(oxigraph_engine.url, tuple(store.graphs()))


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """Each of the engines in turn."""
    found: Endpoint = request.getfixturevalue(f"{request.param}_endpoint")
    return found
