"""Any process but the service's own may be killed at any moment: the next query is answered rightly."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from painopiste.errors import BackendStartError, QueryCrashError, QueryTimeoutError
from painopiste.orphans import adopt
from painopiste.store import Limits, Question, literal, rows, whole
from painopiste.workers import PoolSettings, Workers

pytestmark = pytest.mark.anyio
Start = Callable[..., AbstractAsyncContextManager[Workers]]
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SHORT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = <http://e/n1>) }"
LIGHT = "SELECT ?v { <http://e/n7> ?p ?v }"
COUNTED = [{"n": literal("160000", "http://www.w3.org/2001/XMLSchema#integer")}]
SEVEN = [{"v": literal("7")}]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


def is_running(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def test_an_idle_worker_that_is_killed_is_replaced(start: Start) -> None:
    """Every one of them at once."""
    async with start() as pool:
        before = pool.snapshot().workers
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert await rows(pool, LIGHT, client="a") == SEVEN
        await until(lambda: len(pool.snapshot().workers) == len(before))
        assert not set(before) & set(pool.snapshot().workers)


async def test_a_query_whose_worker_is_killed_is_started_once_more(start: Start) -> None:
    """Then it is given up, since it may be the reason."""
    async with start() as pool:
        query = asyncio.create_task(pool.ask(Question(HEAVY), Limits(), "a"))
        while not query.done():
            for pid in pool.snapshot().workers:
                os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.05)
        with pytest.raises(QueryCrashError, match="killed from outside"):
            await query
        assert pool.snapshot().totals["started"] >= 2
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_an_answer_whose_worker_is_killed_breaks_off(start: Start) -> None:
    """Its reader gets an error instead of an end."""
    async with start() as pool:
        answer = await pool.ask(Question("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), Limits(), "a")
        for pid in pool.snapshot().workers:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(QueryCrashError):
            await whole(answer)
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_queries_outlive_the_zygote(start: Start) -> None:
    """Those that run are answered, those that come are answered, and there is a new zygote soon."""
    async with start() as pool:
        before = pool.snapshot().zygote
        query = asyncio.create_task(rows(pool, SHORT, client="a"))
        await until(lambda: any(pool.snapshot().running.values()))
        os.kill(before, signal.SIGKILL)
        assert await query == COUNTED
        assert await rows(pool, LIGHT, client="a") == SEVEN
        await until(lambda: pool.snapshot().zygote != before)
        assert pool.snapshot().totals["zygotes"] == 1
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_the_zygote_and_all_workers_may_be_killed_at_once(start: Start) -> None:
    """The query that runs is started once more, and waits like the next one for new workers."""
    async with start() as pool:
        query = asyncio.create_task(rows(pool, SHORT, client="a"))
        await until(lambda: any(pool.snapshot().running.values()))
        for pid in (pool.snapshot().zygote, *pool.snapshot().workers):
            os.kill(pid, signal.SIGKILL)
        assert await rows(pool, LIGHT, client="b") == SEVEN
        assert await query == COUNTED


async def test_no_zombie_is_left_of_workers_whose_zygote_was_killed(start: Start) -> None:
    """Whatever the first process of the machine does: the service adopts them."""
    adopt()
    async with start() as pool:
        before = [pool.snapshot().zygote, *pool.snapshot().workers]
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before))
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_a_worker_that_dies_without_a_zygote_to_tell_why_is_known_by_its_time(start: Start) -> None:
    """A query that is ended by its alarm says so, though nobody has seen how its process ended."""
    async with start() as pool:
        query = asyncio.create_task(pool.ask(Question(HEAVY), Limits(seconds=0.5), "a"))
        await until(lambda: any(pool.snapshot().running.values()))
        os.kill(pool.snapshot().zygote, signal.SIGKILL)
        with pytest.raises(QueryTimeoutError):
            await query


async def test_a_worker_that_hangs_is_ended_after_its_deadline(start: Start) -> None:
    """A stopped process does not hear its own alarm."""
    async with start(grace=0.1) as pool:
        query = asyncio.create_task(pool.ask(Question(HEAVY), Limits(seconds=0.3), "a"))
        await until(lambda: any(pool.snapshot().running.values()))
        for pid in pool.snapshot().workers:
            os.kill(pid, signal.SIGSTOP)
        with pytest.raises(QueryTimeoutError):
            await query
        for pid in pool.snapshot().workers:
            os.kill(pid, signal.SIGCONT)
        assert await rows(pool, LIGHT, client="a") == SEVEN


@pytest.mark.parametrize("seed", range(4))
async def test_answers_are_right_while_processes_are_killed_at_random(start: Start, seed: int) -> None:
    """A query either is answered rightly or says that its process ended."""
    chance = random.Random(seed)
    async with start(fast=3) as pool:

        async def ask(number: int) -> bool:
            try:
                return await rows(pool, f"SELECT ?v {{ <http://e/n{number}> ?p ?v }}", client=f"{number % 7}") == [{"v": literal(str(number))}]
            except QueryCrashError:
                return True

        for _ in range(15):
            asked = [asyncio.create_task(ask(chance.randrange(400))) for _ in range(20)]
            victims = [pool.snapshot().zygote, *pool.snapshot().workers]
            for pid in chance.sample(victims, chance.randrange(len(victims) + 1)):
                await asyncio.sleep(chance.random() / 100)
                if is_running(pid):
                    os.kill(pid, signal.SIGKILL)
            assert all(await asyncio.gather(*asked))
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_nothing_is_left_of_a_pool_that_was_closed(start: Start) -> None:
    """Neither the zygote nor a worker, busy or not."""
    async with start() as pool:
        query = asyncio.create_task(pool.ask(Question(HEAVY), Limits(), "a"))
        await until(lambda: any(pool.snapshot().running.values()))
        pids = [pool.snapshot().zygote, *pool.snapshot().workers]
        await pool.close()
        await asyncio.gather(query, return_exceptions=True)
        await until(lambda: not any(is_running(pid) for pid in pids))
        assert not any(is_running(pid) for pid in pids)


PARENT = """
    import asyncio, sys
    from functools import partial
    from pathlib import Path
    from painopiste.store import Limits, Question, Store
    from painopiste.workers import PoolSettings, Workers

    async def main():
        pool = await Workers.start(partial(Store.of, Path(sys.argv[1])), PoolSettings(fast=2, internal=1, slow=1))
        query = asyncio.create_task(pool.ask(Question(sys.argv[2]), Limits(seconds=600), "a"))
        while not pool.snapshot().running["slow"]:
            await asyncio.sleep(0.01)
        print(pool.snapshot().zygote, *pool.snapshot().workers, flush=True)
        await asyncio.sleep(600)

    asyncio.run(main())
"""


@pytest.mark.parametrize("zygote_first", [False, True], ids=["with-zygote", "without-zygote"])
async def test_nothing_is_left_of_a_pool_whose_service_was_killed(numbers: Path, zygote_first: bool) -> None:
    """A worker in the midst of the engine ends, too, also if the zygote had been killed before."""
    command = [sys.executable, "-c", textwrap.dedent(PARENT), str(numbers), HEAVY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        pids = [int(pid) for pid in service.stdout.readline().split()]
        assert len(pids) > 3
        if zygote_first:
            os.kill(pids[0], signal.SIGKILL)
        service.kill()
    await until(lambda: not any(is_running(pid) for pid in pids))
    assert not any(is_running(pid) for pid in pids)


@pytest.mark.parametrize(
    ("opener", "reason"),
    [
        (partial(Path.read_bytes, Path("/nowhere/graph.nq")), "nowhere"),
        (partial(os._exit, 3), "code 3"),
        (partial(os.kill, 0, signal.SIGKILL), "code -9"),
        (partial(len, ()), "cannot be|before"),
    ],
    ids=["raises", "exits", "is-killed", "is-no-store"],
)
async def test_a_store_that_cannot_be_opened_stops_the_start(opener: Callable[..., object], reason: str) -> None:
    """The error says why."""
    with pytest.raises(BackendStartError, match=reason):
        await Workers.start(opener, PoolSettings(fast=1, internal=1))


async def test_a_store_that_does_not_open_in_time_stops_the_start() -> None:
    """Nothing is left waiting."""
    with pytest.raises(BackendStartError, match="within"):
        await Workers.start(partial(signal.pause), PoolSettings(fast=1, internal=1, start=0.8))
