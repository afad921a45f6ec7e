"""No query takes more than it may: time, memory, stack, rows, bytes, network. Whoever goes too far is told, and nobody else notices."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import pytest

from nesting import forms
from painopiste.errors import (
    AnswerLimitError,
    HouseError,
    MemoryLimitError,
    NestingError,
    QueryCrashError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
)
from painopiste.store import AnswerStream, Limits, Question, literal, rows, whole
from painopiste.store.guard import DEPTH
from painopiste.workers import Workers

pytestmark = pytest.mark.anyio
Start = Callable[..., AbstractAsyncContextManager[Workers]]
TRIPLES = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
JOINED = "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g)))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLINGS = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
DOUBLED = f'SELECT ?n {{ BIND("0123456789" AS ?s0) {DOUBLINGS} BIND(STRLEN(?s40) AS ?n) }}'
GROUPED = "SELECT ?a (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) } GROUP BY ?a"
NESTED = f"SELECT * {{ BIND({'STR(' * 30_000}1{')' * 30_000} AS ?x) }}"
PAIRS = "SELECT ?a ?b { ?s <http://e/value> ?a . ?t <http://e/value> ?b }"
CUBE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG_TIME = 60.0


async def answers(pool: Workers) -> bool:
    """Whether a pool gives a right answer now."""
    return await rows(pool, "SELECT ?v { <http://e/n7> ?p ?v }", client="other") == [{"v": literal("7")}]


async def until_error(answer: AnswerStream) -> tuple[bytes, HouseError | None]:
    """What can be read of an answer, and the error that it breaks off with."""
    read = b""
    try:
        async for part in answer:
            read += part
    except HouseError as error:
        return read, error
    return read, None


async def test_a_query_is_ended_at_its_deadline_by_its_own_alarm(start: Start) -> None:
    """Also in the midst of the engine: the pool itself would wait for a minute more."""
    async with start(grace=LONG_TIME) as pool:
        began = asyncio.get_running_loop().time()
        with pytest.raises(QueryTimeoutError, match=r"0\.4 s") as caught:
            await pool.ask(Question(TRIPLES), Limits(seconds=0.4), "client")
        assert 0.4 <= asyncio.get_running_loop().time() - began < LONG_TIME
        assert caught.value.seconds == 0.4
        assert await answers(pool)
        assert pool.snapshot().totals["timeouts"] == pool.snapshot().totals["respawns"] == 1


@pytest.mark.parametrize("text", [SORTED, JOINED, DOUBLED, GROUPED], ids=["order-by", "group-concat", "doubling", "group-by"])
async def test_a_query_that_wants_too_much_memory_is_ended(start: Start, text: str) -> None:
    """Sorting, joining, doubling and grouping all collect."""
    async with start(memory=48 << 20) as pool:
        with pytest.raises(MemoryLimitError, match="48 MiB") as caught:
            await pool.ask(Question(text), Limits(seconds=LONG_TIME), "client")
        assert caught.value.limit == 48 << 20
        assert await answers(pool)


async def test_a_query_that_fills_the_stack_ends_only_its_worker(pool: Workers) -> None:
    """The service's own questions are not scanned, so that this one gets through."""
    with pytest.raises(QueryCrashError, match="nested"):
        await pool.ask(Question(NESTED), Limits())
    assert await answers(pool)


async def test_a_deep_query_of_a_client_reaches_no_worker(pool: Workers) -> None:
    """It is refused for what it is."""
    before = pool.snapshot().totals["started"]
    with pytest.raises(NestingError):
        await pool.ask(Question(NESTED), Limits(), "client")
    assert pool.snapshot().totals["started"] == before


@pytest.mark.parametrize("form", forms(1))
async def test_what_the_guard_lets_through_never_fills_the_stack(pool: Workers, form: str) -> None:
    """Of every form of nesting as deep as may be: it is answered, refused by the engine, or ended in time."""
    with suppress(QueryTimeoutError, QuerySyntaxError):
        assert await whole(await pool.ask(Question(forms(DEPTH)[form]), Limits(seconds=0.3)))
    assert await answers(pool)


CHAINS = {
    "optional": f"SELECT * {{ <http://e/n7> ?p ?o {'OPTIONAL { ?s <http://e/none> ?x } ' * 10_000} }}",
    "union": f"SELECT * {{ {{ <http://e/n7> ?p ?o }} {'UNION { <http://e/n8> ?p ?o } ' * 10_000} }}",
    "minus": f"SELECT * {{ <http://e/n7> ?p ?o {'MINUS { <http://e/n8> ?p ?o } ' * 10_000} }}",
    "or": f"SELECT * {{ <http://e/n7> ?p ?o FILTER(?o = 1 {'|| ?o = 1 ' * 10_000}) }}",
    "sum": f"SELECT * {{ <http://e/n7> ?p ?o FILTER(0 < 1 {'+ 1 ' * 10_000}) }}",
    "path": f"SELECT * {{ <http://e/n7> <http://e/value>{'|<http://e/value>' * 10_000} ?o }}",
}


@pytest.mark.parametrize("chain", CHAINS)
async def test_a_chain_of_ten_thousand_is_answered_or_ended_in_time(pool: Workers, chain: str) -> None:
    """The stack of a worker is large enough for it, while the engine may take long to plan it."""
    crashes = pool.snapshot().totals["crashes"]
    with suppress(QueryTimeoutError):
        assert b"bindings" in await whole(await pool.ask(Question(CHAINS[chain]), Limits(seconds=2), "client"))
    assert pool.snapshot().totals["crashes"] == crashes
    assert await answers(pool)


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
async def test_a_short_answer_over_a_limit_is_an_error_and_no_part(pool: Workers, media_type: str) -> None:
    """What has not begun can still become an error."""
    question = Question("SELECT ?v { ?s <http://e/value> ?v }", result_type=media_type)
    assert await whole(await pool.ask(question, Limits(rows=400), "client"))
    with pytest.raises(AnswerLimitError, match="more than 399 rows"):
        await pool.ask(question, Limits(rows=399), "client")
    with pytest.raises(AnswerLimitError, match="more than 1000 bytes"):
        await pool.ask(question, Limits(bytes=1000), "client")


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
@pytest.mark.parametrize("limits", [Limits(rows=100_000), Limits(bytes=1_000_000)], ids=["rows", "bytes"])
async def test_a_long_answer_over_a_limit_breaks_off(pool: Workers, media_type: str, limits: Limits) -> None:
    """Its reader gets an error instead of an end."""
    answer = await pool.ask(Question(PAIRS, result_type=media_type), limits, "client")
    with pytest.raises(AnswerLimitError):
        await whole(answer)
    assert await answers(pool)


async def test_a_graph_over_a_limit_is_an_error(pool: Workers) -> None:
    """Triples count as rows do."""
    with pytest.raises(AnswerLimitError, match="more than 399 triples"):
        await pool.ask(Question("CONSTRUCT WHERE { ?s ?p ?o }"), Limits(rows=399), "client")


async def test_what_was_read_of_a_broken_answer_does_not_look_complete(pool: Workers) -> None:
    """JSON that is cut is no JSON."""
    read, error = await until_error(await pool.ask(Question(PAIRS), Limits(rows=100_000), "client"))
    assert isinstance(error, AnswerLimitError)
    assert read
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(read)


async def test_a_reader_that_does_not_read_holds_its_worker_no_longer_than_to_the_deadline(start: Start) -> None:
    """What it reads later ends with the error, and little of the answer has been kept for it."""
    async with start(buffer=100_000) as pool:
        answer = await pool.ask(Question(CUBE), Limits(seconds=0.5), "client")
        while pool.snapshot().totals["timeouts"] == 0:
            await asyncio.sleep(0.02)
        assert await answers(pool)
        read, error = await until_error(answer)
        assert isinstance(error, QueryTimeoutError)
        assert 0 < len(read) < 2_000_000


async def test_the_kernel_refuses_connections_that_the_guard_would_not_have_seen(pool: Workers) -> None:
    """The service's own questions are not scanned, so that SERVICE gets to the engine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(QueryError, match="not permitted"):
            await pool.ask(Question(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"), Limits())
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


async def test_every_way_to_go_too_far_at_once_leaves_the_pool_whole(start: Start) -> None:
    """Each gets its own error, and as many workers stand ready as before."""
    async with start(memory=64 << 20, per_client=8) as pool:

        async def ask(text: str) -> bytes:
            return await whole(await pool.ask(Question(text), Limits(seconds=1.5, rows=1000)))

        found = await asyncio.gather(*(ask(text) for text in [TRIPLES, DOUBLED, NESTED, PAIRS, "SELECT"] * 3), return_exceptions=True)
        assert all(isinstance(error, HouseError) for error in found)
        assert await answers(pool)
        totals = pool.snapshot().totals
        assert totals["timeouts"] + totals["memory"] + totals["crashes"] + totals["finished"] >= 15


async def test_a_worker_that_has_grown_is_replaced_after_its_answer(start: Start) -> None:
    """Without any query noticing."""
    async with start(retire=16 << 20, fast=1, internal=1) as pool:
        before = set(pool.snapshot().workers)
        for _ in range(3):
            await rows(pool, "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } } }", client="client")
        assert await answers(pool)
        assert not before <= set(pool.snapshot().workers)
        assert pool.snapshot().totals["respawns"] == 0


async def test_workers_that_have_grown_together_are_replaced_one_by_one(start: Start) -> None:
    """The biggest goes, another one stays, and what they have taken since they were ready is below the bound again and again."""
    async with start(together=24 << 20, fast=2, internal=1) as pool:
        first = set(pool.snapshot().workers)
        before, at_first = first, max(map(private_bytes, first))
        query = "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } } }"
        for _ in range(3):
            await asyncio.gather(*(rows(pool, query, client=client) for client in ("one", "two")))
            assert await answers(pool)
            after = set(pool.snapshot().workers)
            assert before & after
            assert sum(private_bytes(pid) - at_first for pid in after) < 24 << 20
            before = after
        assert not first <= before
        assert pool.snapshot().totals["respawns"] == 0


def private_bytes(pid: int) -> int:
    """The memory that a process shares with no other."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024
