"""What the tests of the pool share: a small store on disk, its opener, and pools that are always closed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from painopiste.store import Store
from painopiste.workers import Opener, PoolSettings, Workers

NUMBERS = 400
Start = Callable[..., AbstractAsyncContextManager[Workers]]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the service does."""
    return "asyncio"


@pytest.fixture(scope="session")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the statement of 400 numbers that they have themselves as value: small, and its cartesian products are large."""
    path = tmp_path_factory.mktemp("numbers") / "numbers.nt"
    path.write_text("".join(f'<http://e/n{number}> <http://e/value> "{number}" .\n' for number in range(NUMBERS)))
    return path


@pytest.fixture(scope="session")
def opener(numbers: Path) -> Opener:
    """Opens the store of numbers."""
    return partial(Store.of, numbers)


@pytest.fixture(scope="session")
def store(opener: Opener) -> Store:
    """The same store here, to compare with."""
    return opener()


@asynccontextmanager
async def started(opener: Opener, **settings: Any) -> AsyncIterator[Workers]:
    """A pool of few workers unless the settings say otherwise."""
    pool = await Workers.start(opener, PoolSettings(**{"fast": 2, "internal": 1, "slow": 2, **settings}))
    try:
        yield pool
    finally:
        await pool.close()


@pytest.fixture(scope="session")
def start(opener: Opener) -> Start:
    """Starts pools over the store of numbers."""
    return partial(started, opener)


@pytest.fixture(scope="module")
async def pool(start: Start) -> AsyncIterator[Workers]:
    """A pool that the tests of a module share."""
    async with start() as pool:
        yield pool
