"""The pool answers what its store answers, to many at once."""

from __future__ import annotations

import asyncio

import pytest

from painopiste.errors import NotAcceptableError, QueryError, QuerySyntaxError, UnwritableError
from painopiste.store import Dataset, Limits, Question, Store, literal, rows, whole
from painopiste.workers import Workers

pytestmark = pytest.mark.anyio
ALL = "SELECT ?s ?v { ?s <http://e/value> ?v } ORDER BY ?v"
PAIRS = "SELECT ?a ?b { ?s <http://e/value> ?a . ?t <http://e/value> ?b }"


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
@pytest.mark.parametrize("text", [ALL, "ASK { ?s ?p 1 }", "SELECT * { ?s <http://e/none> ?o }"])
async def test_results_are_those_of_the_store(pool: Workers, store: Store, text: str, media_type: str) -> None:
    """Byte for byte, in each format."""
    answer = await pool.ask(Question(text, result_type=media_type), Limits(), "client")
    assert answer.media_type == media_type
    assert await whole(answer) == store.answer(text, lambda _: media_type).content


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
async def test_graphs_are_those_of_the_store(pool: Workers, store: Store, media_type: str) -> None:
    """Byte for byte, in each format."""
    text = "CONSTRUCT WHERE { ?s <http://e/value> ?v }"
    answer = await pool.ask(Question(text, graph_type=media_type), Limits(), "client")
    assert answer.media_type == media_type
    assert await whole(answer) == store.answer(text, lambda _: media_type).content


async def test_a_graph_is_written_with_the_prefixes_of_the_question(pool: Workers) -> None:
    """So that people can read it."""
    answer = await pool.ask(Question('CONSTRUCT WHERE { ?s ?p "7" }', prefixes={"e": "http://e/"}), Limits())
    assert b'e:n7 e:value "7"' in await whole(answer)


async def test_a_question_is_asked_with_its_bindings_and_dataset(pool: Workers) -> None:
    """Nothing of a question is lost on its way."""
    assert await rows(pool, "SELECT ?v { ?s <http://e/value> ?v }", {"v": literal("7")}) == [{"v": literal("7")}]
    nowhere = Question("ASK { ?s ?p ?o }", Dataset(("http://e/g",)), result_type="text/csv")
    assert await whole(await pool.ask(nowhere, Limits())) == b"false"


async def test_a_syntax_error_says_where(pool: Workers) -> None:
    """The fields of an error survive the way from the worker."""
    with pytest.raises(QuerySyntaxError) as caught:
        await pool.ask(Question("SELECT *\n{ ?s ?p }"), Limits(), "client")
    assert (caught.value.line, caught.value.column) == (2, 10)


async def test_a_form_that_the_client_does_not_take_is_refused(pool: Workers) -> None:
    """The error says what is on offer."""
    with pytest.raises(NotAcceptableError, match="text/turtle"):
        await pool.ask(Question("CONSTRUCT WHERE { ?s ?p ?o }", graph_type=None), Limits(), "client")


async def test_an_engine_error_is_an_error_of_the_query(pool: Workers) -> None:
    """The worker lives on."""
    with pytest.raises(QueryError, match="cannot be run"):
        await pool.ask(Question("SELECT (<http://e/function>(1) AS ?x) {}"), Limits(), "client")


async def test_what_xml_cannot_carry_is_an_error_that_names_it(pool: Workers) -> None:
    """Other formats carry it."""
    text = 'SELECT ("\\u0001" AS ?x) {}'
    with pytest.raises(UnwritableError, match=r"U\+0001"):
        await pool.ask(Question(text, result_type="application/sparql-results+xml"), Limits(), "client")
    assert await rows(pool, text) == [{"x": literal("\x01")}]


async def test_only_a_select_query_has_rows(pool: Workers) -> None:
    """An ASK query has a truth value."""
    with pytest.raises(QueryError, match="Only a SELECT"):
        await rows(pool, "ASK {}")


async def test_a_long_answer_comes_in_parts_and_whole(pool: Workers, store: Store) -> None:
    """More than any buffer on the way holds."""
    parts = [part async for part in await pool.ask(Question(PAIRS), Limits(), "client")]
    assert len(parts) > 10
    assert b"".join(parts) == store.answer(PAIRS, lambda _: "application/sparql-results+json").content


async def test_a_long_question_arrives_whole(pool: Workers) -> None:
    """More than a socket takes at once."""
    values = " ".join(f'"{number}"' for number in range(60_000))
    assert len(await rows(pool, f"SELECT ?s {{ VALUES ?v {{ {values} }} ?s <http://e/value> ?v }}")) == 400


async def test_each_of_many_clients_gets_its_own_answer(pool: Workers) -> None:
    """However the questions are mixed in the queue."""

    async def asked(number: int) -> str:
        [row] = await rows(pool, f'SELECT ?s {{ ?s <http://e/value> "{number}" }}', client=f"client {number % 9}")
        return str(row["s"].value)

    assert await asyncio.gather(*(asked(number) for number in range(200))) == [f"http://e/n{number}" for number in range(200)]


async def test_an_answer_that_was_read_can_be_closed_and_read_on_without_effect(pool: Workers) -> None:
    """As `async with` and `finally` do."""
    answer = await pool.ask(Question("ASK {}"), Limits())
    assert await whole(answer)
    await answer.aclose()
    assert [part async for part in answer] == []
