"""What many tests share: the settings of a fresh clone, the built store, and an application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from painopiste.app import create_app
from painopiste.build import fill, write
from painopiste.checking import Checked, check
from painopiste.manifest import SEARCH_FILE
from painopiste.search import Index, Shelf
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store

ROOT = Path(__file__).parents[1]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a folder in one process, so that what they share is made there once."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(str(item.path.parent.relative_to(ROOT))))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a fresh clone, with a build folder of the tests' own."""
    return Settings(root=ROOT, build_dir=tmp_path_factory.mktemp("build") / "build", imports_dir=tmp_path_factory.mktemp("imports"))


@pytest.fixture(scope="session")
def checked(settings: Settings) -> Checked:
    """The shipped graph with what validation says of it."""
    return check(settings)


@pytest.fixture(scope="session")
def store(settings: Settings, checked: Checked) -> Store:
    """The shipped graph as it is served."""
    return fill(settings, report=checked.report)


@pytest.fixture(scope="session")
def built(settings: Settings, store: Store, checked: Checked) -> Settings:
    """Settings whose build folder holds a build of the shipped graph."""
    assert checked.report.conforms
    write(settings, store, checked.report)
    return settings


@pytest.fixture(scope="session")
def client(built: Settings, store: Store) -> Iterator[TestClient]:
    """A client of the whole application, which shows errors as a visitor would see them."""
    with TestClient(
        create_app(built, LocalBackend(store), Served("test", len(store)), Shelf(Index.open(built.build_dir / SEARCH_FILE))),
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as client:
        yield client
