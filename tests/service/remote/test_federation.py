"""SERVICE is asked by us, of listed endpoints only, and means what SPARQL says it means."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.answers import JSON, solutions
from engines.oxigraph import oxigraph
from engines.processes import Engine, free_port
from engines.scripted import sending
from painopiste.errors import ForbiddenQueryError, HouseError, ServiceError
from painopiste.remote import Endpoint, Federation, Policy, RemoteBackend
from painopiste.remote.clauses import clauses_of
from painopiste.store import Dataset, Store, iri, literal
from painopiste.store.asking import Limits, Question
from painopiste.store.groups import elements_of, where_of
from painopiste.store.syntax import tokens_of

HERE = ("127.0.0.0/8",)
PLENTY = Limits(seconds=30, rows=100_000, bytes=100_000_000)
PREFIXES = """PREFIX def: <https://w3id.org/painopiste/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX eli-dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX : <https://w3id.org/painopiste/id/dossier/>
"""
QUERIES = [
    "SELECT ?a ?d { SERVICE @ { ?a eli:date_document ?d } }",
    "SELECT * { SERVICE @ { ?a eli:date_document ?d } }",
    "SELECT ?act ?date { :ai-act eli-dl:created_a_realization_of ?act . SERVICE @ { ?act eli:date_document ?date } }",
    "SELECT ?act ?date { SERVICE @ { ?act eli:date_document ?date } . :ai-act eli-dl:created_a_realization_of ?act . FILTER(ISIRI(?act)) }",
    "SELECT ?d ?l { ?d a def:Dossier SERVICE @ { ?d skos:prefLabel ?l FILTER(LANG(?l) = 'sv') } } ORDER BY ?l",
    "SELECT ?l { :none eli-dl:created_a_realization_of ?act . SERVICE @ { ?act skos:prefLabel ?l } }",
    "SELECT ?l ?e { ?d a def:Dossier . SERVICE @ { ?d skos:prefLabel ?l } OPTIONAL { ?e eli-dl:forms_part_of ?d } FILTER(LANG(?l) = 'en') }",
    "SELECT ?a ?l { ?d a def:Dossier OPTIONAL { ?d eli-dl:created_a_realization_of ?a } SERVICE @ { ?a skos:prefLabel ?l } FILTER(LANG(?l)='fi') }",
    "SELECT ?d ?x ?y { VALUES ?d { :ai-act :apr } SERVICE @ { ?d skos:prefLabel ?x } SERVICE @ { ?d eli-dl:process_id ?y } }",
    "SELECT (COUNT(*) AS ?n) { SERVICE @ { ?d a def:Dossier } }",
    "SELECT ?l { :ai-act skos:prefLabel ?l . SERVICE @ { :ai-act a def:Dossier } }",
    "SELECT ?l { :ai-act skos:prefLabel ?l . SERVICE @ { :none a def:Dossier } }",
    "SELECT ?o ?n { SERVICE @ { :ai-act ?p ?o OPTIONAL { ?o eli:number ?n } } }",
    "SELECT ?d ?n { VALUES (?d ?n) { (:ai-act UNDEF) (UNDEF 1) } SERVICE @ { ?d a def:Dossier } }",
    "SELECT ?d { VALUES (?d ?n) { (:ai-act 1) (:apr 2) } SERVICE @ { ?d a def:Dossier FILTER(!BOUND(?n)) } }",
    "SELECT ?d ?n { VALUES (?d ?n) { (:ai-act UNDEF) (UNDEF 1) } FILTER(?d = :apr) SERVICE @ { ?d a def:Dossier } }",
    "SELECT ?d ?l { ?d a def:Dossier . FILTER(?d IN (:apr)) SERVICE @ { ?d skos:prefLabel ?l } MINUS { ?d eli-dl:process_id '2021/0106(COD)' } }",
    "SELECT ?d ?l { ?d a def:Dossier . # a comment\n SERVICE @ { ?d skos:prefLabel ?l } FILTER NOT EXISTS { ?d def:none ?l } FILTER(?l > 'S') }",
    "SELECT ?d ?l { GRAPH <https://w3id.org/painopiste/graph/dossiers> { ?d a def:Dossier } SERVICE @ { ?d skos:prefLabel ?l } }",
    "SELECT ?d ?l FROM <https://w3id.org/painopiste/graph/dossiers> { ?d a def:Dossier SERVICE @ { ?d skos:prefLabel ?l } }",
    "ASK { ?d a def:Dossier SERVICE @ { ?d skos:prefLabel 'none' } }",
]


@pytest.fixture(scope="module")
def neighbour(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Another endpoint with the same graph."""
    with oxigraph(tmp_path_factory.mktemp("neighbour"), quads, "--union-default-graph") as engine:
        yield engine


async def ask(policy: Policy, local: Endpoint, question: Question, limits: Limits) -> tuple[str, bytes]:
    """The text without SERVICE and the answer to it."""
    federation, backend = Federation(policy), RemoteBackend(local)
    try:
        joined, left = await federation.joined(question, limits, backend)
        answer = await backend.ask(joined, left)
        return joined.text, b"".join([part async for part in answer])
    finally:
        await federation.close()
        await backend.close()


def federated(policy: Policy, local: Endpoint, question: str | Question, limits: Limits | None = None) -> tuple[str, bytes]:
    """The same, in a loop of its own; a text gets the prefixes, and the first endpoint for @."""
    if isinstance(question, str):
        question = Question(PREFIXES + question.replace("@ {", f"<{policy.endpoints[0]}> {{"))
    return asyncio.run(ask(policy, local, question, limits or Limits()))


@pytest.mark.parametrize("sent_along", [500, 0])
@pytest.mark.parametrize("query", QUERIES)
def test_service_joins_what_another_endpoint_answers(
    store: Store, oxigraph_endpoint: Endpoint, neighbour: Engine, query: str, sent_along: int
) -> None:
    """As if it were a group of our own graph, which the neighbour has too; with values sent along and without."""
    text, content = federated(Policy((neighbour.url,), HERE, PLENTY, sent_along), oxigraph_endpoint, query)
    whole = query.replace("FROM <https://w3id.org/painopiste/graph/dossiers> ", "") if "FROM" in query else query
    mine = store.answer(PREFIXES + whole.replace("SERVICE @ ", ""), lambda _: JSON).content
    assert "SERVICE" not in text
    assert json.loads(content) == json.loads(mine) if query.startswith("ASK") else solutions(content) == solutions(mine)


def test_virtuoso_can_be_asked_as_well(store: Store, oxigraph_endpoint: Endpoint, virtuoso_engine: Engine) -> None:
    """Each engine in its own way."""
    query = "SELECT ?act ?l { :ai-act eli-dl:created_a_realization_of ?act . SERVICE @ { ?act skos:prefLabel ?l } }"
    _, content = federated(Policy((virtuoso_engine.url,), HERE), oxigraph_endpoint, query)
    assert solutions(content) == solutions(store.answer(PREFIXES + query.replace("SERVICE @ ", ""), lambda _: JSON).content)


def test_few_values_are_sent_along(oxigraph_endpoint: Endpoint, neighbour: Engine) -> None:
    """So that more than fits is never fetched: without them there would be too many rows."""
    query = "SELECT ?l { :ai-act eli-dl:created_a_realization_of ?act . SERVICE @ { ?act skos:prefLabel ?l } }"
    limits = Limits(seconds=10, rows=50)
    text, _ = federated(Policy((neighbour.url,), HERE, limits), oxigraph_endpoint, query)
    assert 0 < text.count("@") < 50
    with pytest.raises(ServiceError, match="more than 50 rows"):
        federated(Policy((neighbour.url,), HERE, limits, sent_along=0), oxigraph_endpoint, query)


def test_nothing_to_join_asks_nobody(oxigraph_endpoint: Endpoint) -> None:
    """The endpoint is not even there."""
    query = "SELECT ?l { :none eli-dl:created_a_realization_of ?act . SERVICE @ { ?act skos:prefLabel ?l } }"
    _, content = federated(Policy((f"http://127.0.0.1:{free_port()}/sparql",), HERE), oxigraph_endpoint, query)
    assert not solutions(content)


def test_parameters_of_a_stored_query_reach_the_endpoint(oxigraph_endpoint: Endpoint, neighbour: Engine) -> None:
    """They are bound before anything is asked."""
    text = PREFIXES + f"SELECT ?dossier ?lang ?l {{ SERVICE <{neighbour.url}> {{ ?dossier skos:prefLabel ?l FILTER(LANG(?l) = ?lang) }} }}"
    bindings = {"dossier": iri("https://w3id.org/painopiste/id/dossier/ai-act"), "lang": literal("en")}
    _, content = federated(Policy((neighbour.url,), HERE), oxigraph_endpoint, Question(text, bindings=bindings))
    assert solutions(content).total() == 1


def test_the_dataset_is_that_of_the_local_part(oxigraph_endpoint: Endpoint, neighbour: Engine) -> None:
    """No dossier is among the persons."""
    text = PREFIXES + f"SELECT ?d {{ ?d a def:Dossier SERVICE <{neighbour.url}> {{ ?d a def:Dossier }} }}"
    question = Question(text, Dataset(("https://w3id.org/painopiste/graph/persons",)))
    assert not solutions(federated(Policy((neighbour.url,), HERE), oxigraph_endpoint, question)[1])


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { ?s ?p ?o OPTIONAL { SERVICE @ { ?s ?q ?v } } }", "outermost group"),
        ("SELECT * { { SERVICE @ { ?s ?q ?v } } UNION { ?s ?p ?o } }", "outermost group"),
        ("SELECT * { { SELECT * { SERVICE @ { ?s ?q ?v } } } }", "outermost group"),
        ("SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE @ { ?s ?q ?v } } }", "outermost group"),
        ("SELECT * { SERVICE @ { ?s ?p ?o SERVICE <http://e/> { ?s ?q ?v } } }", "outermost group"),
        ("SELECT * { ?s ?p ?e SERVICE ?e { ?s ?q ?v } }", "a variable is not supported"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/other> { ?s ?q ?v } }", r"may not ask <http://127\.0\.0\.1:1/other> here"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/other> { ?s ?q ?v } }", "may not ask"),
        ("SELECT * {" + " SERVICE @ { ?s ?p ?o }" * 9 + " }", "up to 8 SERVICE clauses here, not 9"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE @ { ?s ?p ?o } }", "outermost group"),
    ],
)
def test_what_is_not_supported_or_not_listed_is_refused(oxigraph_endpoint: Endpoint, neighbour: Engine, query: str, reason: str) -> None:
    """And says why. SILENT is for endpoints that fail, not for those that may not be asked."""
    with pytest.raises(ForbiddenQueryError, match=reason):
        federated(Policy((neighbour.url,), HERE), oxigraph_endpoint, query)


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_listed_endpoint_on_this_machine_is_refused_unless_its_network_is_listed(
    oxigraph_endpoint: Endpoint, neighbour: Engine, silent: str
) -> None:
    """Listing a name is not yet trusting whatever it leads to."""
    with pytest.raises(ForbiddenQueryError, match="may not be asked from here"):
        federated(Policy((neighbour.url,)), oxigraph_endpoint, f"SELECT * {{ SERVICE {silent}@ {{ ?s a def:Dossier }} }}")


def test_a_query_without_service_is_left_alone(oxigraph_endpoint: Endpoint) -> None:
    """The word in a string, a comment or a name is none."""
    query = "SELECT * { :service ?p 'SERVICE <x> {}' } # SERVICE"
    assert federated(Policy(()), oxigraph_endpoint, Question(PREFIXES + query))[0] == PREFIXES + query


def reply(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """An HTTP response in JSON."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {JSON}", f"Content-Length: {len(body)}", "Connection: close", *headers])
    return head.encode() + b"\r\n\r\n" + body


def row(term: str) -> bytes:
    """A table with one cell."""
    return b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%s}]}}' % term.encode()


FAILURES = {
    "an error": (reply(b"no", "500 Oops"), "status 500"),
    "a redirect": (reply(b"", "302 Found", "Location: http://127.0.0.1:1/"), "status 302"),
    "a cut answer": (reply(row('{"type":"literal","value":"1"}'), "200 OK", "X-SQL-State: S1TAT"), "not complete"),
    "a blank node": (reply(row('{"type":"bnode","value":"b"}')), "blank node"),
    "nonsense": (reply(b"<html>"), "not whole"),
    "silence": (b"", "longer than 0.5 s"),
}


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("failure", FAILURES)
def test_an_endpoint_that_fails_is_an_error_unless_silent(oxigraph_endpoint: Endpoint, failure: str, silent: bool) -> None:
    """With SILENT the clause adds nothing and takes nothing away (SPARQL 1.1 Federated Query §2.3)."""
    sent, reason = FAILURES[failure]

    async def asked() -> bytes:
        async with sending(sent, hold=not sent) as (url, _):
            word = "SILENT" if silent else ""
            question = Question(PREFIXES + f"SELECT ?p ?x {{ :ai-act a ?p . SERVICE {word} <{url}> {{ ?s ?q ?x }} . ?p a ?k }}")
            return (await ask(Policy((url,), HERE, Limits(seconds=0.5)), oxigraph_endpoint, question, Limits()))[1]

    if silent:
        assert solutions(asyncio.run(asked()))
    else:
        with pytest.raises(ServiceError, match=reason):
            asyncio.run(asked())


def test_what_an_endpoint_sends_cannot_end_its_literal(oxigraph_endpoint: Endpoint) -> None:
    """Terms are written by our own serialiser."""
    value = "\"} } SERVICE <http://e/> { ?s ?p ?o '\\\n"

    async def asked() -> bytes:
        async with sending(reply(row(json.dumps({"type": "literal", "value": value})))) as (url, _):
            question = Question(f"SELECT ?x {{ SERVICE <{url}> {{ ?s ?q ?x }} }}")
            return (await ask(Policy((url,), HERE), oxigraph_endpoint, question, Limits()))[1]

    assert json.loads(asyncio.run(asked()))["results"]["bindings"][0]["x"]["value"] == value


def test_the_whole_question_keeps_its_time(oxigraph_endpoint: Endpoint) -> None:
    """What the endpoint took is taken from what is left, and the clause never gets more than the question has."""

    async def asked() -> None:
        async with sending(b"", hold=True) as (url, _):
            await ask(Policy((url,), HERE), oxigraph_endpoint, Question(f"SELECT ?x {{ SERVICE <{url}> {{ ?s ?q ?x }} }}"), Limits(seconds=0.4))

    with pytest.raises(HouseError, match=r"longer than 0\.\d+ s"):
        asyncio.run(asked())


def test_elements_of_a_group_are_told_apart() -> None:
    """By keyword and bracket, whatever stands in strings."""
    text = """SELECT * { ?a :b (1 2) ; :c [ :d '{' ] . OPTIONAL { ?a ?b ?c } FILTER NOT EXISTS { ?x ?y ?z } FILTER(?a) BIND(1 AS ?q)
    { ?a ?b ?c } UNION { ?d ?e ?f } UNION { } GRAPH ?g { } VALUES (?a ?b) { (1 2) } MINUS { } ?s :p ?o . SERVICE SILENT <http://e/> { } }"""
    tokens = tokens_of(text)
    kinds = [element.kind for element in elements_of(tokens, where_of(tokens, "SELECT"))]
    wanted = "triples OPTIONAL FILTER FILTER BIND group GRAPH VALUES MINUS triples SERVICE"
    assert kinds == wanted.split()


def test_a_clause_is_read_whatever_way_its_endpoint_is_written() -> None:
    """In full, by a prefix, under a base."""
    texts = [
        "SELECT * { SERVICE <http://e/s> {} }",
        "PREFIX e: <http://e/> SELECT * { service silent e:s {} }",
        "BASE <http://e/> SELECT * { SERVICE <s> {} }",
    ]
    found = [clauses_of(tokens_of(text))[0] for text in texts]
    assert [(clause.url, clause.is_silent) for clause in found] == [("http://e/s", False), ("http://e/s", True), ("http://e/s", False)]


@pytest.mark.parametrize(
    "text", ["SERVICE", "SELECT * { SERVICE", "SELECT * { SERVICE <http://e/>", "SELECT * { SERVICE SILENT }", "SELECT * { SERVICE <http://e/> { ?s"]
)
def test_a_broken_clause_asks_nobody(oxigraph_endpoint: Endpoint, text: str) -> None:
    """It is refused here or by the engine."""
    with pytest.raises(HouseError):
        federated(Policy(("http://e/",)), oxigraph_endpoint, Question(text))
