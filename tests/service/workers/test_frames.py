"""Frames arrive whole however the bytes are cut, and errors arrive as they were."""

from __future__ import annotations

import signal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.errors import AnswerLimitError, HouseError, MemoryLimitError, NotAcceptableError, QueryCrashError, QuerySyntaxError
from painopiste.workers import faults
from painopiste.workers.frames import Frames, framed

FRAME = st.tuples(st.sampled_from([b"H", b"P", b"E"]), st.binary(max_size=40))


@given(st.lists(FRAME, max_size=8), st.lists(st.integers(0, 400), max_size=12))
def test_frames_arrive_whole(frames: list[tuple[bytes, bytes]], cuts: list[int]) -> None:
    """Also cut within their heads."""
    data = b"".join(framed(*frame) for frame in frames)
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    reader = Frames()
    assert [frame for start, end in pairwise(places) for frame in reader.feed(data[start:end])] == frames


@pytest.mark.parametrize(
    "error",
    [QuerySyntaxError("no", 2, 10), NotAcceptableError(("text/csv", "text/turtle")), AnswerLimitError("long", 7, "rows"), MemoryLimitError("big", 9)],
)
def test_an_error_arrives_as_it_was(error: HouseError) -> None:
    """Its kind and its fields."""
    assert faults.unpacked(faults.packed(error)) == error


def test_an_error_of_another_kind_is_not_made_here() -> None:
    """Whatever a worker says, only errors of queries come of it."""
    with pytest.raises(KeyError):
        faults.unpacked(b'{"kind": "SystemExit"}')


@pytest.mark.parametrize(
    ("status", "said", "kind", "words"),
    [
        (signal.SIGABRT, "memory allocation of 9 bytes failed", MemoryLimitError, "1 MiB"),
        (signal.SIGABRT, "panicked", QueryCrashError, "stopped on it"),
        (signal.SIGSEGV, "", QueryCrashError, "stack"),
        (signal.SIGKILL, "", QueryCrashError, "killed"),
        (None, "", QueryCrashError, "killed"),
        (256, "", QueryCrashError, "stopped on it"),
    ],
)
def test_the_end_of_a_process_has_a_meaning(status: int | None, said: str, kind: type[HouseError], words: str) -> None:
    """The message says what the client can change."""
    error = faults.meaning(status, said, 1 << 20)
    assert type(error) is kind
    assert words in str(error)


def test_the_log_names_the_end_of_a_process() -> None:
    """By its signal or code."""
    assert [faults.told(status) for status in (signal.SIGSEGV, 3 << 8, None)] == ["SIGSEGV", "exit 3", "unknown"]
