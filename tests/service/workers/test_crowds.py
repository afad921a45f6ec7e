"""Many at once: heavy queries give way to light ones, each client has its share, and nobody waits in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from painopiste.errors import HouseError, OverloadedError, QueryTimeoutError
from painopiste.store import Limits, Question, literal, rows, whole
from painopiste.workers import Workers

pytestmark = pytest.mark.anyio
Start = Callable[..., AbstractAsyncContextManager[Workers]]
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CUBE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIGHT = "SELECT ?v { <http://e/n7> ?p ?v }"
SEVEN = [{"v": literal("7")}]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


def heavy(pool: Workers, number: int, seconds: float = 30) -> asyncio.Task[bytes]:
    """A query of a client of its own that takes longer than any test."""

    async def asked() -> bytes:
        return await whole(await pool.ask(Question(f"{HEAVY} # {number}"), Limits(seconds=seconds), f"heavy {number}"))

    return asyncio.create_task(asked())


async def given_up(tasks: list[asyncio.Task[Any]]) -> list[object]:
    """How tasks end when their clients leave."""
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_light_queries_overtake_sixty_four_heavy_ones(start: Start) -> None:
    """All the light ones are answered, of clients and of the service, before any of the heavy ones has ended by itself."""
    async with start(fast=4, slow=2) as pool:
        crowd = [heavy(pool, number) for number in range(64)]
        await until(lambda: pool.snapshot().running["fast"] == 4)
        found = await asyncio.gather(*(rows(pool, LIGHT, client=client) for client in ["a", "b", "c", "", ""] * 8))
        assert found == [SEVEN] * 40
        assert not any(task.done() and not isinstance(task.exception(), OverloadedError) for task in crowd)
        await given_up(crowd)
        await until(lambda: not any(pool.snapshot().running.values()) and not any(pool.snapshot().queued.values()))
        assert await rows(pool, LIGHT, client="a") == SEVEN


async def test_heavy_queries_end_at_their_own_deadline_wherever_they_are(start: Start) -> None:
    """In a fast place, a slow place, or the queue for one: the time runs from the question."""
    async with start(slow=1) as pool:
        crowd = [heavy(pool, number, seconds=0.8) for number in range(8)]
        found = await asyncio.gather(*crowd, return_exceptions=True)
        assert all(isinstance(error, QueryTimeoutError) for error in found)
        assert pool.snapshot().totals["timeouts"] == 8
        assert pool.snapshot().totals["put_back"] > 0


async def test_a_query_that_proved_slow_is_slow_from_the_start_when_it_is_asked_again(start: Start) -> None:
    """Also by another client."""
    async with start() as pool:
        first = heavy(pool, 1)
        await until(lambda: pool.snapshot().running["slow"] == 1)
        assert pool.snapshot().totals["demoted"] == 1
        second = asyncio.create_task(pool.ask(Question(f"{HEAVY} # 1"), Limits(), "another"))
        await until(lambda: pool.snapshot().running["slow"] == 2)
        assert pool.snapshot().totals["demoted"] == 1
        await given_up([first, second])


async def test_a_client_runs_no_more_at_once_than_it_may(start: Start) -> None:
    """The rest of its queries wait, while others are answered."""
    async with start(fast=4, per_client=2, quantum=60) as pool:
        crowd = [asyncio.create_task(pool.ask(Question(HEAVY), Limits(), "greedy")) for _ in range(6)]
        await until(lambda: pool.snapshot().queued["fast"] == 4)
        assert pool.snapshot().running["fast"] == 2
        assert await rows(pool, LIGHT, client="modest") == SEVEN
        await given_up(crowd)


@pytest.mark.parametrize("text", [HEAVY, CUBE], ids=["slow", "long"])
async def test_a_client_whose_heavy_queries_run_is_answered_light_ones_at_once(start: Start, text: str) -> None:
    """By places of their own, within a second for 95 of 100, while no more of its heavy ones run than may."""
    async with start(fast=4, slow=4, per_client=4) as pool:
        crowd = [asyncio.create_task(pool.ask(Question(f"{text} # {number}"), Limits(), "greedy")) for number in range(12)]
        await until(lambda: pool.snapshot().running["slow"] + pool.snapshot().running["flowing"] == 4)
        times = []
        for _ in range(40):
            begun = asyncio.get_running_loop().time()
            assert await rows(pool, LIGHT, client="greedy") == SEVEN
            times.append(asyncio.get_running_loop().time() - begun)
            assert pool.snapshot().running["slow"] + pool.snapshot().running["flowing"] <= 4
        assert sorted(times)[37] < 1
        await until(lambda: pool.snapshot().queued["slow"] == 8)
        await given_up(crowd)
        for task in crowd:
            if not task.cancelled():
                await task.result().aclose()


async def test_a_long_answer_beside_heavy_queries_is_begun_when_one_of_them_ends(start: Start) -> None:
    """Until then nothing of it is handed out; then it is whole."""
    pairs = "SELECT ?a ?b { ?s <http://e/value> ?a . ?t <http://e/value> ?b }"
    async with start(fast=2, slow=2, per_client=1) as pool:
        first = asyncio.create_task(pool.ask(Question(HEAVY), Limits(), "greedy"))
        await until(lambda: pool.snapshot().running["slow"] == 1)
        second = asyncio.create_task(pool.ask(Question(pairs), Limits(), "greedy"))
        await until(lambda: pool.snapshot().queued["slow"] == 1)
        assert not second.done()
        await given_up([first])
        answer = await second
        assert len(await whole(answer)) > 1_000_000
        assert answer.rows == 160_000


async def test_a_full_queue_sends_away_the_last_of_who_asks_most(start: Start) -> None:
    """Who asks little still gets a place in it."""
    async with start(fast=1, fast_queue=3, quantum=60) as pool:
        crowd = [asyncio.create_task(pool.ask(Question(HEAVY), Limits(), "greedy")) for _ in range(4)]
        await until(lambda: pool.snapshot().queued["fast"] == 3)
        modest = asyncio.create_task(rows(pool, LIGHT, client="modest"))
        await until(lambda: crowd[3].done())
        assert isinstance(error := crowd[3].exception(), OverloadedError)
        assert error.retry_after > 0
        await given_up(crowd[:3])
        assert await modest == SEVEN


async def test_the_service_itself_has_places_that_clients_cannot_take(start: Start) -> None:
    """Its pages are answered however many clients wait."""
    async with start(fast=1, internal=1, quantum=60) as pool:
        crowd = [heavy(pool, number) for number in range(10)]
        await until(lambda: pool.snapshot().queued["fast"] == 9)
        assert await rows(pool, LIGHT) == SEVEN
        assert pool.snapshot().running["fast"] == 1
        await given_up(crowd)


async def test_a_long_answer_leaves_the_fast_lane(start: Start) -> None:
    """Others are answered in its place, while its reader reads as it likes."""
    async with start(fast=1) as pool:
        answer = await pool.ask(Question(CUBE), Limits(), "reader")
        await until(lambda: pool.snapshot().running["flowing"] == 1)
        assert await rows(pool, LIGHT, client="other") == SEVEN
        assert len(await anext(answer)) > 0
        await answer.aclose()
        assert pool.snapshot().running["flowing"] == 0


async def test_an_answer_that_nobody_reads_is_broken_off_for_one_that_is_new(start: Start) -> None:
    """Slow readers cannot take all places."""
    async with start(fast=1, flowing=1) as pool:
        first = await pool.ask(Question(CUBE), Limits(), "a")
        await until(lambda: pool.snapshot().running["flowing"] == 1)
        second = await pool.ask(Question(CUBE), Limits(), "b")
        await until(lambda: pool.snapshot().totals["refused"] == 1)
        with pytest.raises(OverloadedError, match="broken off"):
            await whole(first)
        await second.aclose()


@pytest.mark.parametrize("place", ["fast", "slow", "queue", "flowing"])
async def test_a_client_that_leaves_frees_what_it_had(start: Start, place: str) -> None:
    """Wherever its query is: the only place is free for the next one at once."""
    async with start(fast=1, slow=1, quantum=60 if place in ("fast", "queue") else 0.02) as pool:
        tasks = [heavy(pool, number) for number in range(2 if place == "queue" else 1)] if place != "flowing" else []
        answer = await pool.ask(Question(CUBE), Limits(), "reader") if place == "flowing" else None
        await until(lambda: pool.snapshot().queued["fast"] == 1 if place == "queue" else pool.snapshot().running[place] == 1)
        if answer:
            await answer.aclose()
        assert all(isinstance(end, asyncio.CancelledError) for end in await given_up(tasks))
        assert await rows(pool, LIGHT, client="next") == SEVEN
        assert pool.snapshot().totals["abandoned"] == len(tasks) + bool(answer)
        assert not any(pool.snapshot().running.values())


async def test_a_reader_that_is_cancelled_while_it_waits_frees_its_worker(start: Start) -> None:
    """As when a connection breaks in the midst of an answer: here where rows that come at once are followed by one that does not."""
    nothing = 'FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)) = "")'
    text = f"SELECT * {{ {{ ?a ?b ?c . ?d ?e ?f }} UNION {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l {nothing} }} }}"
    async with start() as pool:
        read = 0

        async def reading() -> None:
            nonlocal read
            async for part in await pool.ask(Question(text), Limits(), "reader"):
                read += len(part)

        reader = asyncio.create_task(reading())
        await until(lambda: read > 1_000_000 and pool.snapshot().running["flowing"] == 1)
        reader.cancel()
        assert isinstance((await asyncio.gather(reader, return_exceptions=True))[0], asyncio.CancelledError)
        assert pool.snapshot().totals["abandoned"] == 1
        assert await rows(pool, LIGHT, client="next") == SEVEN


async def test_a_closed_pool_tells_all_who_wait_and_all_who_come(start: Start) -> None:
    """Nobody hangs."""
    async with start(fast=1, quantum=60) as pool:
        crowd = [heavy(pool, number) for number in range(3)]
        await until(lambda: pool.snapshot().queued["fast"] == 2)
        await pool.close()
        assert all(isinstance(error, HouseError) for error in await asyncio.gather(*crowd, return_exceptions=True))
        with pytest.raises(OverloadedError):
            await pool.ask(Question(LIGHT), Limits())
