"""Remembered answers: asked once, kept within bounds, never a cut one, never one of old data."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.answers import Answers, Flowing, Whole
from painopiste.answers.answers import HELD
from painopiste.answers.memory import OVERHEAD, Memory
from painopiste.errors import QueryTimeoutError
from painopiste.store import Limits, Question, Served

T = TypeVar("T")
LIMITS = Limits()


class Stream:
    """An answer of some parts, that may fail after them."""

    media_type = "text/csv"
    rows: int | None = None

    def __init__(self, parts: list[bytes], fails: bool) -> None:
        self._parts = parts
        self._fails = fails
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            await asyncio.sleep(0)
            yield part
        if self._fails:
            raise QueryTimeoutError("too slow", 1.0)

    async def aclose(self) -> None:
        """Remember that the answer was freed."""
        self.is_closed = True


class Backend:
    """Answers every question with the same parts, and counts."""

    def __init__(self, parts: list[bytes], fails: bool = False, gate: asyncio.Event | None = None) -> None:
        self.parts, self.fails, self.gate = parts, fails, gate
        self.streams: list[Stream] = []
        self.asked = self.ended = 0

    async def ask(self, question: Question, limits: Limits, client: str = "") -> Stream:  # noqa: ARG002 -- the names are the protocol's
        """The answer, once the gate is open."""
        self.asked += 1
        try:
            if self.gate:
                await self.gate.wait()
        finally:
            self.ended += 1
        self.streams.append(Stream(self.parts, self.fails))
        return self.streams[-1]

    async def close(self) -> None:
        """Nothing to free."""


def answers_of(backend: Backend, version: str = "1", capacity: int = 10_000_000) -> tuple[Answers, Served]:
    """Remembered answers of a backend."""
    served = Served(version, 0)
    return Answers(backend, served, capacity), served


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run a test's coroutine."""

    async def main() -> T:
        return await asyncio.wait_for(work(), 20)

    return asyncio.run(main())


async def found(answers: Answers, text: str = "ASK {}", client: str = "a") -> Whole | Flowing:
    """The answer to a query."""
    question = Question(text)
    return await answers.find(question, answers.key(question), LIMITS, client)


async def read(answer: Whole | Flowing) -> bytes:
    """All of an answer."""
    if isinstance(answer, Whole):
        return answer.content
    try:
        return b"".join([part async for part in answer])
    finally:
        await answer.aclose()


def test_a_short_answer_is_asked_for_once() -> None:
    """The second time it comes from memory, with the same tag."""

    async def work() -> None:
        backend = Backend([b"a", b"b"])
        answers, _ = answers_of(backend)
        first, second = await found(answers), await found(answers)
        assert isinstance(first, Whole)
        assert first == second
        assert (first.content, backend.asked, answers.hits) == (b"ab", 1, 1)

    run(work)


def test_what_is_asked_at_the_same_time_is_computed_once() -> None:
    """Ten clients, one query."""

    async def work() -> None:
        backend = Backend([b"a"], gate=asyncio.Event())
        answers, _ = answers_of(backend)
        waiting = [asyncio.create_task(found(answers)) for _ in range(10)]
        await asyncio.sleep(0)
        assert backend.gate
        backend.gate.set()
        assert {await read(answer) for answer in await asyncio.gather(*waiting)} == {b"a"}
        assert (backend.asked, answers.shared) == (1, 9)

    run(work)


@pytest.mark.parametrize("size", [1, HELD + 1])
def test_an_answer_that_other_data_overtook_has_no_tag_and_is_not_remembered(size: int) -> None:
    """A query that waits while data is swapped may run on either; those who ask afterwards get the tag of the new data."""

    async def work() -> None:
        backend = Backend([b"a" * size], gate=asyncio.Event())
        answers, served = answers_of(backend)
        waiting = asyncio.create_task(found(answers))
        await asyncio.sleep(0)
        served.replace("2", 0)
        assert backend.gate
        backend.gate.set()
        overtaken = await waiting
        assert (overtaken.tag, len(await read(overtaken)), len(answers.memory)) == ("", size, 0)
        assert (await found(answers)).tag == answers.tag(answers.key(Question("ASK {}"))) != ""

    run(work)


def test_when_all_who_wait_have_left_the_query_ends_and_can_be_asked_again() -> None:
    """One of two leaving changes nothing for the other."""

    async def work() -> None:
        backend = Backend([b"a"], gate=asyncio.Event())
        answers, _ = answers_of(backend)
        one, two = (asyncio.create_task(found(answers)) for _ in range(2))
        await asyncio.sleep(0)
        one.cancel()
        await asyncio.sleep(0)
        assert (backend.asked, backend.ended) == (1, 0)
        two.cancel()
        await asyncio.gather(one, two, return_exceptions=True)
        again = asyncio.create_task(found(answers))
        await asyncio.sleep(0.01)
        assert (backend.asked, backend.ended) == (2, 1)
        assert backend.gate
        backend.gate.set()
        assert await read(await again) == b"a"

    run(work)


def test_a_long_answer_flows_to_each_and_is_kept_when_it_is_whole() -> None:
    """Two at once each read their own; the third gets it from memory."""

    async def work() -> None:
        parts = [b"x" * 40_000] * 5
        backend = Backend(parts)
        answers, _ = answers_of(backend)
        together = await asyncio.gather(found(answers), found(answers))
        assert all(isinstance(answer, Flowing) for answer in together)
        assert [await read(answer) for answer in together] == [b"".join(parts)] * 2
        third = await found(answers)
        assert isinstance(third, Whole)
        assert len(third.content) == 200_000 > HELD
        assert all(stream.is_closed for stream in backend.streams)

    run(work)


@pytest.mark.parametrize("steps", range(12))
def test_whenever_the_last_client_leaves_nothing_computes_on(steps: int) -> None:
    """Before the answer begins, as it arrives, or after it was taken."""

    async def work() -> None:
        backend = Backend([b"x" * HELD, b"x" * HELD, b"x"])
        answers, _ = answers_of(backend)
        waiting = asyncio.create_task(found(answers))
        for _ in range(steps):
            await asyncio.sleep(0)
        waiting.cancel()
        (taken,) = await asyncio.gather(waiting, return_exceptions=True)
        if isinstance(taken, Flowing):
            await taken.aclose()
        await asyncio.sleep(0.01)
        assert all(stream.is_closed for stream in backend.streams)

    run(work)


@pytest.mark.parametrize("parts", [[b"a"], [b"x" * HELD, b"x" * HELD]])
def test_an_answer_that_fails_is_an_error_and_is_not_kept(parts: list[bytes]) -> None:
    """Before the first byte for a short one, after it for a long one."""

    async def work() -> None:
        backend = Backend(parts, fails=True)
        answers, _ = answers_of(backend)
        for _ in range(2):
            with pytest.raises(QueryTimeoutError):
                await read(await found(answers))
        assert (backend.asked, len(answers.memory)) == (2, 0)
        assert all(stream.is_closed for stream in backend.streams)

    run(work)


def test_other_data_has_other_answers() -> None:
    """After a swap nothing old is given, and the tag changes."""

    async def work() -> None:
        backend = Backend([b"a"])
        answers, served = answers_of(backend)
        first = await found(answers)
        served.replace("2", 0)
        assert (await found(answers)).tag != first.tag
        assert backend.asked == 2

    run(work)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (RAND() AS ?r) {}",
        "SELECT (now () AS ?n) {}",
        "SELECT (StrUUID() AS ?u) {}",
        "SELECT (BNODE() AS ?b) {}",
        "SELECT (rand # so\n() AS ?r) {}",
    ],
)
def test_what_may_be_different_next_time_is_neither_kept_nor_tagged(text: str) -> None:
    """Random numbers, the clock, fresh names."""

    async def work() -> None:
        backend = Backend([b"a"])
        answers, _ = answers_of(backend)
        assert [(await found(answers, text)).tag for _ in range(2)] == ["", ""]
        assert backend.asked == 2

    run(work)


def test_data_without_a_version_is_not_remembered() -> None:
    """Another endpoint may change at any time."""

    async def work() -> None:
        backend = Backend([b"a"])
        answers, _ = answers_of(backend, version="")
        await found(answers)
        await found(answers)
        assert backend.asked == 2

    run(work)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3000)), max_size=40), st.integers(0, 8000))
def test_memory_never_outgrows_its_room(puts: list[tuple[int, int]], capacity: int) -> None:
    """Whatever is put in, and the last that fits is always there."""
    memory = Memory(capacity)
    for key, size in puts:
        memory.put(key, Whole(b"x" * size, "text/csv"))
        assert memory.size <= capacity
        if size + 1 + OVERHEAD <= capacity:
            kept = memory.get(key)
            assert kept is not None
            assert len(kept.content) == size
    memory.clear()
    assert (memory.size, len(memory)) == (0, 0)
