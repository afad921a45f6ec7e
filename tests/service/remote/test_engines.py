"""What real engines do, and what is made of it: the answer, the whole answer, or an error that says why not."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines.answers import JSON, TRIPLES, asked, solutions, statements
from engines.oxigraph import oxigraph
from engines.processes import Engine, free_port
from painopiste.errors import AnswerLimitError, BackendUnavailableError, HouseError, NotAcceptableError, QuerySyntaxError, QueryTimeoutError
from painopiste.remote import Endpoint, RemoteBackend
from painopiste.store import Dataset, Store
from painopiste.store.asking import Limits, Question

EVERYTHING = "SELECT * { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PAIRS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
PAIRS_OF_TYPES = "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?d a ?f }"
SYSTEM = "http://www.openlinksw.com/schemas/virtrdf#"
BASE = "https://w3id.org/painopiste/graph/"


def number(content: bytes) -> int:
    """The only value of an answer."""
    return int(json.loads(content)["results"]["bindings"][0]["n"]["value"])


def test_the_default_graph_is_the_union_of_ours(store: Store, endpoint: Endpoint) -> None:
    """No triple of the engine's own is in it, and none is missing."""
    assert number(asked(endpoint, COUNT)) == len(store)


def test_a_graph_of_all_triples_shows_each_once(tmp_path: Path) -> None:
    """Engines show a triple as often as it stands in the graphs that they join."""
    quads = tmp_path / "twice.nq"
    quads.write_text("".join(f"<http://e/a> <http://e/b> <http://e/c> <http://e/{name}> .\n" for name in ("g1", "g2", "all")))
    ours = ("http://e/g1", "http://e/g2")
    with oxigraph(tmp_path, quads) as engine:
        assert number(asked(Endpoint(engine.url, ours), COUNT)) == 2
        assert number(asked(Endpoint(engine.url, ours, union="http://e/all"), COUNT)) == 1
        found = solutions(asked(Endpoint(engine.url, ours, union="http://e/all"), "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"))
    assert sorted(row[0][1:-1] for row in found) == list(ours)


def test_graph_sees_our_graphs_and_no_other(store: Store, endpoint: Endpoint) -> None:
    """Virtuoso has three graphs of its own."""
    found = solutions(asked(endpoint, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    assert sorted(row[0][1:-1] for row in found) == store.graphs()


def test_what_is_not_ours_is_there_but_cannot_be_asked(virtuoso_endpoint: Endpoint) -> None:
    """By FROM, by the protocol, by GRAPH."""
    of_system = f"SELECT ?s FROM <{SYSTEM}> {{ ?s ?p ?o }}"
    assert solutions(asked(replace(virtuoso_endpoint, graphs=()), of_system))
    assert not solutions(asked(virtuoso_endpoint, of_system))
    assert not solutions(asked(virtuoso_endpoint, Question("SELECT ?s { ?s ?p ?o }", Dataset((SYSTEM,)))))
    assert not solutions(asked(virtuoso_endpoint, f"SELECT ?s {{ GRAPH <{SYSTEM}> {{ ?s ?p ?o }} }}"))


@pytest.mark.parametrize(
    ("text", "dataset"),
    [
        (COUNT, Dataset((BASE + "persons",))),
        (COUNT, Dataset((BASE + "persons", BASE + "acts"))),
        ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", Dataset((), (BASE + "persons", BASE + "queries"))),
        (f"SELECT (COUNT(*) AS ?n) FROM <{BASE}persons> FROM <{BASE}acts> {{ ?s ?p ?o }}", Dataset()),
        (f"SELECT (COUNT(*) AS ?n) FROM <{BASE}persons> {{ ?s ?p ?o }}", Dataset((BASE + "acts",))),
        (f"SELECT ?g FROM NAMED <{BASE}persons> {{ GRAPH ?g {{ ?s a ?o }} }}", Dataset()),
    ],
)
def test_a_dataset_means_what_it_means_to_the_embedded_store(store: Store, endpoint: Endpoint, text: str, dataset: Dataset) -> None:
    """Of the protocol and of FROM, also where both are given."""
    mine = store.answer(text, lambda _: JSON, dataset).content
    assert solutions(asked(endpoint, Question(text, dataset))) == solutions(mine)


@pytest.mark.parametrize(("text", "answer"), [("ASK { ?s ?p ?o }", b"true"), ("ASK { ?s <http://e/none> ?o }", b"false")])
def test_ask_is_answered_by_a_boolean(endpoint: Endpoint, text: str, answer: bytes) -> None:
    """Virtuoso sends a table with no row or one."""
    assert asked(endpoint, Question(text, result_type="text/csv")) == answer
    assert json.loads(asked(endpoint, text))["boolean"] is (answer == b"true")


@pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml", JSON])
def test_solutions_come_in_the_type_asked_for(store: Store, endpoint: Endpoint, media_type: str) -> None:
    """The same bytes as the embedded store writes, though no engine is asked for that type."""
    text = (
        "SELECT ?t ?l { ?t a <http://www.w3.org/2002/07/owl#Class> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY STR(?t) LANG(?l)"
    )
    assert asked(endpoint, Question(text, result_type=media_type)) == store.answer(text, lambda _: media_type).content


@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", TRIPLES])
def test_graphs_come_in_the_type_asked_for(endpoint: Endpoint, media_type: str) -> None:
    """Read back, each is the same graph."""
    text = "CONSTRUCT { ?s ?p ?o } { ?s a <http://www.w3.org/2002/07/owl#Class> ; ?p ?o . FILTER(!ISBLANK(?o)) }"
    answer = asked(endpoint, Question(text, graph_type=media_type, prefixes={"owl": "http://www.w3.org/2002/07/owl#"}))
    ending = {"text/turtle": "ttl", "application/rdf+xml": "rdf", "application/ld+json": "jsonld", TRIPLES: "nt"}[media_type]
    assert read_back(answer, ending) == statements(asked(endpoint, text)) != set()


def read_back(content: bytes, ending: str) -> set[str]:
    """The triples of a serialisation as lines."""
    quads = ox.parse(content, format=ox.RdfFormat.from_extension(ending))
    return statements(ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"")


def test_an_empty_graph_is_an_answer(endpoint: Endpoint) -> None:
    """Of no bytes, in N-Triples."""
    assert asked(endpoint, "CONSTRUCT { ?s ?p ?o } { ?s <http://e/none> ?o . ?s ?p ?o }") == b""


def test_a_bare_literal_and_a_string_are_one(virtuoso_endpoint: Endpoint) -> None:
    """As RDF 1.1 has it, though Virtuoso keeps them apart; and what it calls a typed literal is one."""
    text = 'SELECT ("a" AS ?b) ("a"^^<http://www.w3.org/2001/XMLSchema#string> AS ?s) (1 AS ?n) {}'
    assert json.loads(asked(virtuoso_endpoint, text))["results"]["bindings"] == [
        {
            "b": {"type": "literal", "value": "a"},
            "s": {"type": "literal", "value": "a"},
            "n": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        }
    ]


def test_blank_nodes_and_booleans_of_virtuoso_are_those_of_rdf(virtuoso_endpoint: Endpoint) -> None:
    """It gives blank nodes addresses and keeps booleans as numbers."""
    shacl = "http://www.w3.org/ns/shacl#"
    found = json.loads(asked(virtuoso_endpoint, f"SELECT ?b {{ ?b <{shacl}path> ?p FILTER(ISBLANK(?b)) }} LIMIT 1"))
    assert found["results"]["bindings"][0]["b"]["type"] == "bnode"
    edition = "https://w3id.org/painopiste/def#isComplete"
    values = {row[0] for row in solutions(asked(virtuoso_endpoint, f"SELECT ?v {{ ?e <{edition}> ?v }}"))}
    graph = asked(virtuoso_endpoint, f"CONSTRUCT {{ ?e <{edition}> ?v }} {{ ?e <{edition}> ?v }}")
    assert values == {f'"{word}"^^<http://www.w3.org/2001/XMLSchema#boolean>' for word in ("true", "false")}
    assert {line.split(" ", 2)[2].removesuffix(" .") for line in statements(graph)} == values


def test_a_prefix_of_ours_shortens_turtle(endpoint: Endpoint) -> None:
    """Whatever the engine wrote."""
    question = Question(
        "CONSTRUCT { ?s a ?o } { ?s a ?o FILTER(?o = <http://www.w3.org/2002/07/owl#Class>) }", prefixes={"o": "http://www.w3.org/2002/07/owl#"}
    )
    assert b"o:Class" in asked(endpoint, question)


def test_a_long_answer_streams_and_is_whole(store: Store, oxigraph_endpoint: Endpoint) -> None:
    """Each of its parts is small, and together they have every row."""

    async def parts() -> list[int]:
        backend = RemoteBackend(oxigraph_endpoint)
        answer = await backend.ask(Question(EVERYTHING, result_type="text/tab-separated-values"), Limits())
        found = [(len(part), part.count(b"\n")) async for part in answer]
        await backend.close()
        assert max(length for length, _ in found) < 100_000 < sum(length for length, _ in found)
        return [rows for _, rows in found]

    assert sum(asyncio.run(parts())) == len(store) + 1


@pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml", JSON])
def test_rows_are_counted_in_every_type(endpoint: Endpoint, media_type: str) -> None:
    """As many as allowed pass, one more does not."""
    text = "SELECT ?s ?o { ?s a ?o } LIMIT 5000"
    question = Question(text, result_type=media_type)
    assert asked(endpoint, question, Limits(rows=5000))
    with pytest.raises(AnswerLimitError, match="more than 4999 rows"):
        asked(endpoint, question, Limits(rows=4999))


def test_triples_are_counted(endpoint: Endpoint) -> None:
    """As many as allowed pass, one more does not."""
    text = "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 3000"
    assert len(statements(asked(endpoint, text, Limits(rows=3000)))) == 3000
    with pytest.raises(AnswerLimitError, match="more than 2999 triples"):
        asked(endpoint, text, Limits(rows=2999))


def test_bytes_are_counted(oxigraph_endpoint: Endpoint) -> None:
    """Of what is written."""
    with pytest.raises(AnswerLimitError, match="more than 100000 bytes"):
        asked(oxigraph_endpoint, EVERYTHING, Limits(bytes=100_000))


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ", "SELECT ?x WHERE\n{ ?s ?p ?o } ORDER", "nonsense"])
def test_a_query_that_is_not_sparql_is_refused_with_the_reason(endpoint: Endpoint, text: str) -> None:
    """And with the line, where the engine tells it; never with the query or a page."""
    with pytest.raises(QuerySyntaxError, match="The store does not take this query: ") as caught:
        asked(endpoint, text)
    assert caught.value.line is None or caught.value.line > 0
    assert "SPARQL query:" not in str(caught.value)


def test_a_client_that_takes_no_graph_gets_none(endpoint: Endpoint) -> None:
    """The error lists what there is."""
    with pytest.raises(NotAcceptableError, match="text/turtle"):
        asked(endpoint, Question("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", graph_type=None))


def test_an_answer_that_virtuoso_cuts_for_time_is_an_error(virtuoso_engine: Engine) -> None:
    """It sends status 200 with a wrong COUNT, and a header."""
    endpoint = Endpoint(virtuoso_engine.url, parameters={"timeout": "1000"})
    with pytest.raises(QueryTimeoutError, match="not complete"):
        asked(endpoint, PAIRS)


def test_time_is_up_whatever_the_engine_does(endpoint: Endpoint) -> None:
    """The deadline is ours, over the whole answer. (Only Virtuoso stops at it, so only it is asked for much.)"""
    with pytest.raises(QueryTimeoutError) as caught:
        asked(endpoint, PAIRS if endpoint.parameters else PAIRS_OF_TYPES, Limits(seconds=0.1))
    assert caught.value.seconds == 0.1


def test_an_answer_that_virtuoso_cuts_at_its_number_of_rows_is_an_error(virtuoso_endpoint: Endpoint) -> None:
    """It sends 20,000 of 61,000 rows with status 200."""
    with pytest.raises(AnswerLimitError, match="at most 20000 rows") as caught:
        asked(virtuoso_endpoint, EVERYTHING)
    assert (caught.value.limit, caught.value.unit) == (20_000, "rows")


def test_an_answer_of_just_that_number_is_whole_if_the_query_says_so(virtuoso_endpoint: Endpoint) -> None:
    """LIMIT is the query's own cut."""
    assert solutions(asked(virtuoso_endpoint, EVERYTHING + " LIMIT 20000")).total() == 20_000


@pytest.mark.parametrize(
    "text", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT { ?p a <http://e/P> } { ?s ?p ?o }"]
)
def test_a_graph_that_virtuoso_cuts_without_a_sign_is_an_error(virtuoso_endpoint: Endpoint, text: str) -> None:
    """It makes triples of the first 20,000 solutions and is silent, even where so few triples come of them that no count could tell."""
    with pytest.raises(AnswerLimitError, match="at most 20000 rows"):
        asked(virtuoso_endpoint, text)


def test_what_virtuoso_finds_too_dear_is_an_error_with_its_reason(virtuoso_endpoint: Endpoint) -> None:
    """It refuses by an estimate."""
    with pytest.raises(BackendUnavailableError, match="estimated execution time") as caught:
        asked(virtuoso_endpoint, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert caught.value.status == 502


def test_nobody_there_is_an_error(tmp_path: Path) -> None:
    """It says to try again."""
    assert tmp_path.exists()
    with pytest.raises(BackendUnavailableError, match="cannot be reached") as caught:
        asked(Endpoint(f"http://127.0.0.1:{free_port()}/sparql"), COUNT)
    assert caught.value.status == 503


def test_the_wrong_path_is_an_error(oxigraph_engine: Engine) -> None:
    """Whatever page is there, it is no answer."""
    with pytest.raises(BackendUnavailableError, match="status 404") as caught:
        asked(Endpoint(re.sub("/query$", "/nowhere", oxigraph_engine.url)), COUNT)
    assert caught.value.status == 502


def test_an_engine_killed_in_the_middle_of_an_answer_leaves_an_error(quads: Path, tmp_path: Path) -> None:
    """The parts that came are no answer."""

    async def asked_and_killed(engine: Engine) -> int:
        backend, length = RemoteBackend(Endpoint(engine.url)), 0
        answer = await backend.ask(Question("SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }"), Limits(rows=10**9, bytes=10**9))
        try:
            async for part in answer:
                length += len(part)
                engine.process.kill()
        finally:
            await answer.aclose()
            await backend.close()
        return length

    with oxigraph(tmp_path, quads) as engine, pytest.raises(BackendUnavailableError) as caught:
        asyncio.run(asked_and_killed(engine))
    assert caught.value.status == 502


def test_an_answer_given_up_frees_the_connection(oxigraph_endpoint: Endpoint) -> None:
    """With one connection only, the next question would wait for ever."""

    async def given_up() -> bytes:
        backend = RemoteBackend(oxigraph_endpoint, connections=1)
        for _ in range(3):
            answer = await backend.ask(Question(EVERYTHING), Limits())
            await answer.aclose()
        whole = await backend.ask(Question("ASK {}", result_type="text/csv"), Limits(seconds=10))
        content = b"".join([part async for part in whole])
        await backend.close()
        return content

    assert asyncio.run(given_up()) == b"true"


def test_a_client_that_leaves_frees_the_connection(oxigraph_endpoint: Endpoint) -> None:
    """Cancelling the question cancels the request."""

    async def left() -> bytes:
        backend = RemoteBackend(oxigraph_endpoint, connections=1)
        waiting = asyncio.create_task(backend.ask(Question(PAIRS_OF_TYPES), Limits()))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        whole = await backend.ask(Question("ASK {}", result_type="text/csv"), Limits(seconds=10))
        content = b"".join([part async for part in whole])
        await backend.close()
        return content

    assert asyncio.run(left()) == b"true"


def test_closing_ends_what_is_under_way(oxigraph_endpoint: Endpoint) -> None:
    """A reader is told."""

    async def closed() -> None:
        backend = RemoteBackend(oxigraph_endpoint)
        answer = await backend.ask(Question(EVERYTHING), Limits())
        await backend.close()
        async for _ in answer:
            pass

    with pytest.raises(HouseError):
        asyncio.run(closed())


def test_many_clients_are_answered_at_once(endpoint: Endpoint) -> None:
    """Each its own answer."""

    async def together() -> list[bytes]:
        backend = RemoteBackend(endpoint, connections=4)

        async def one(place: int) -> bytes:
            answer = await backend.ask(Question(f"SELECT ({place} AS ?n) {{}}"), Limits())
            return b"".join([part async for part in answer])

        found = await asyncio.gather(*(one(place) for place in range(40)))
        await backend.close()
        return list(found)

    assert [number(content) for content in asyncio.run(together())] == list(range(40))
