"""A stand-in for services elsewhere, and manners whose waits take no time and are written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.standin import StandIn, standin
from painopiste.fetching import AnswerCache, Fetcher, Manners


@pytest.fixture
def service() -> Iterator[StandIn]:
    """The stand-in."""
    with standin() as told:
        yield told


@pytest.fixture
def waits() -> list[float]:
    """How long was waited, each time, in seconds."""
    return []


@pytest.fixture
def manners(waits: list[float]) -> Manners:
    """Three attempts of up to a second without a pause."""
    return Manners("Tests (+tests@example.org)", seconds=0.4, attempts=3, pause=0, sleep=waits.append)


@pytest.fixture
def fetcher(manners: Manners, tmp_path: Path) -> Iterator[Fetcher]:
    """A fetcher of at most 10,000 bytes, with a cache of its own."""
    with Fetcher.open(manners, AnswerCache(tmp_path / "answers"), 10_000) as fetcher:
        yield fetcher
