"""Each error has its status, and says what the client can do."""

from __future__ import annotations

import pytest

from painopiste.api import problem_of
from painopiste.errors import (
    AnswerLimitError,
    HouseError,
    MemoryLimitError,
    NestingError,
    OverloadedError,
    QueryCrashError,
    QueryTimeoutError,
    UnwritableError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NestingError("deep", 256), 400),
        (UnwritableError("U+0001", "application/rdf+xml"), 406),
        (AnswerLimitError("long", 1000, "rows"), 413),
        (MemoryLimitError("big", 1 << 30), 413),
        (QueryCrashError("ended"), 503),
        (QueryTimeoutError("late", 30), 503),
        (OverloadedError("busy"), 503),
    ],
)
def test_an_error_of_a_query_has_its_status(error: HouseError, status: int) -> None:
    """4xx where another question helps, 5xx where another time may."""
    assert problem_of(error).status == status
    assert problem_of(error).detail == str(error)
