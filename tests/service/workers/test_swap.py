"""A pool changes to other data while it is asked, and nobody who asks notices more than the new data."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from painopiste.errors import BackendStartError
from painopiste.store import Limits, Question, Store, literal, rows, whole
from painopiste.workers import Opener, Workers

pytestmark = pytest.mark.anyio
Start = Callable[..., AbstractAsyncContextManager[Workers]]
PAIRS = "SELECT ?a ?b { ?s <http://e/value> ?a . ?t <http://e/value> ?b }"
COUNT = "SELECT (STR(COUNT(*)) AS ?n) { ?s ?p ?o }"
OLD, NEW = [{"n": literal("400")}], [{"n": literal("1")}]


@pytest.fixture
def other(tmp_path: Path) -> Opener:
    """Opens a store of one statement."""
    path = tmp_path / "other.nt"
    path.write_text("<http://e/a> <http://e/b> <http://e/c> .\n")
    return partial(Store.of, path)


async def test_no_query_fails_while_the_data_changes(start: Start, opener: Opener, other: Opener) -> None:
    """Each answer is that of the old data or that of the new, and those asked afterwards are that of the new."""
    async with start() as pool:
        is_over = False

        async def ask(client: str) -> list[object]:
            found: list[object] = []
            while not is_over:
                found.append(await rows(pool, COUNT, client=client))
            return found

        askers = [asyncio.create_task(ask(client)) for client in ("a", "b", "c", "")]
        for new, expected in ((other, NEW), (opener, OLD), (other, NEW)):
            await pool.swap(new)
            assert await rows(pool, COUNT, client="d") == expected
        is_over = True
        found = [answer for answers in await asyncio.gather(*askers) for answer in answers]
        assert all(answer in (OLD, NEW) for answer in found)
        assert OLD in found
        assert NEW in found


async def test_an_answer_that_has_begun_ends_on_the_old_data(start: Start, store: Store, other: Opener) -> None:
    """Whole, however late it is read; then the old zygote ends."""
    async with start() as pool:
        before = pool.snapshot().zygote
        answer = await pool.ask(Question(PAIRS), Limits(), "a")
        await pool.swap(other)
        assert await rows(pool, COUNT, client="a") == NEW
        assert await whole(answer) == store.answer(PAIRS, lambda _: "application/sparql-results+json").content
        async with asyncio.timeout(10):
            while Path(f"/proc/{before}").exists():
                await asyncio.sleep(0.01)
        assert pool.snapshot().zygote != before


async def test_who_changes_is_told_at_the_moment_of_the_change_and_when_the_old_is_gone(start: Start, other: Opener) -> None:
    """The one comes before any answer from the new data, the other after the last answer from the old."""
    async with start() as pool:
        answer = await pool.ask(Question(PAIRS), Limits(), "a")
        told: list[int] = []
        await pool.swap(other, lambda: told.append(pool.snapshot().totals["swaps"]))
        assert told == [0]
        gone = asyncio.create_task(pool.settled())
        assert await rows(pool, COUNT, client="a") == NEW
        assert not gone.done()
        await whole(answer)
        await asyncio.wait_for(gone, 10)


@pytest.mark.parametrize(
    "broken", [partial(Store.of, Path("/nowhere/graph.nq")), partial(os._exit, 3), partial(len, ())], ids=["raises", "exits", "is-no-store"]
)
async def test_new_data_that_cannot_be_opened_leaves_the_old(start: Start, broken: Opener) -> None:
    """The error is told to who wanted the change, and the old data go on."""
    async with start() as pool:
        before = pool.snapshot()
        with pytest.raises(BackendStartError):
            await pool.swap(broken)
        assert await rows(pool, COUNT, client="a") == OLD
        assert (pool.snapshot().zygote, pool.snapshot().workers) == (before.zygote, before.workers)
        assert pool.snapshot().totals["swaps"] == 0


async def test_a_zygote_that_is_killed_after_a_change_comes_back_with_the_new_data(start: Start, other: Opener) -> None:
    """The opener of the last change that succeeded counts."""
    async with start() as pool:
        await pool.swap(other)
        with pytest.raises(BackendStartError):
            await pool.swap(partial(Store.of, Path("/nowhere/graph.nq")))
        for pid in (pool.snapshot().zygote, *pool.snapshot().workers):
            os.kill(pid, signal.SIGKILL)
        assert await rows(pool, COUNT, client="a") == NEW


async def test_changes_that_come_at_once_are_made_one_after_the_other(start: Start, opener: Opener, other: Opener) -> None:
    """The last one stays."""
    async with start() as pool:
        await asyncio.gather(pool.swap(other), pool.swap(opener), pool.swap(other))
        assert await rows(pool, COUNT, client="a") == NEW
        assert pool.snapshot().totals["swaps"] == 3


async def test_a_change_that_is_given_up_leaves_nothing(start: Start, other: Opener) -> None:
    """Neither a process nor a lock."""
    async with start() as pool:
        change = asyncio.create_task(pool.swap(other))
        await asyncio.sleep(0.05)
        change.cancel()
        with pytest.raises(asyncio.CancelledError):
            await change
        assert await rows(pool, COUNT, client="a") == OLD
        await pool.swap(other)
        assert await rows(pool, COUNT, client="a") == NEW
