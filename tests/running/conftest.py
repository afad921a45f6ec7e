"""The services that these tests share: one as an operator starts it, one whose limits are short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from painopiste.settings import Settings
from running.service import Running, running


@pytest.fixture(scope="session")
def service(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service with the settings of a fresh clone."""
    with running(built.build_dir, tmp_path_factory.mktemp("service") / "log") as service:
        yield service


@pytest.fixture(scope="session")
def short(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service on the same build whose queries may take two seconds, 20,000 rows, a megabyte and 256 MiB."""
    limits = {"query_seconds": 2, "query_rows": 20_000, "query_bytes": 1_000_000, "query_memory": 1 << 28, "slow_seconds": 0.5}
    with running(built.build_dir, tmp_path_factory.mktemp("short") / "log", **limits) as service:
        yield service
