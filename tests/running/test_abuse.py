"""Bad input: every answer says what is wrong, nothing stops the service, nothing stays behind."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from urllib.parse import quote

import httpx2
import pytest

from running.abuse import ATTEMPTS, DEEP, HEAVY, Attempt, fault_of
from running.service import Running, proportional_bytes, until
from running.wire import ENDED, connected, exchanged, rest_of, status_of

ASK = {"query": "ASK { ?s ?p ?o }"}
GROWTH = 96 << 20
"""Bytes that allocators of some processes may keep; a leak of two hundred bad queries would be more."""
PROMPT = 2.0


@pytest.fixture(scope="module")
def client(short: Running) -> Iterator[httpx2.Client]:
    """A client of the service with short limits."""
    with httpx2.Client(base_url=short.url, timeout=30) as client:
        yield client


def is_well(client: httpx2.Client) -> bool:
    """Whether a good query is answered at once."""
    begun = time.monotonic()
    answer = client.post("/sparql", data={"query": f"ASK {{ ?s ?p ?o FILTER({time.monotonic_ns()} > 0) }}"})
    return bool(answer.json()["boolean"]) and time.monotonic() - begun < PROMPT


@pytest.mark.parametrize("name", ATTEMPTS)
def test_bad_input_is_told_as_a_problem(client: httpx2.Client, name: str) -> None:
    """With the status that says whose fault it is, and nothing of the inside."""
    assert fault_of(ATTEMPTS[name], ATTEMPTS[name].within(0.5).send(client)) == ""


def test_two_hundred_bad_inputs_one_after_another_leave_nothing_behind(short: Running, client: httpx2.Client) -> None:
    """Memory is back at its level, and the next good query is answered at once."""
    processes, before = len(short.processes()), proportional_bytes(short.processes())
    attempts = [attempt.within(0.2) for attempt in islice(cycle(ATTEMPTS.values()), 200)]
    assert [fault for attempt in attempts if (fault := fault_of(attempt, attempt.send(client)))] == []
    assert is_well(client)
    until(lambda: len(short.processes()) <= processes + 4, "processes are as many as before, but for some slow ones")
    assert proportional_bytes(short.processes()) < before + GROWTH
    assert "Traceback" not in short.said()


def test_bad_inputs_at_once_are_all_told(short: Running) -> None:
    """Some find no place any more and are told so, with the time of the next try."""

    def tried(attempt: Attempt) -> str:
        with httpx2.Client(base_url=short.url, timeout=60) as client:
            response = attempt.send(client)
        is_full = response.status_code == 503 and int(response.headers.get("retry-after", 0)) > 0
        return "" if is_full else fault_of(attempt, response)

    attempts = [attempt.within(0.5) for attempt in [*ATTEMPTS.values(), *HEAVY.values(), *DEEP.values()]]
    with ThreadPoolExecutor(32) as pool:
        assert Counter(pool.map(tried, attempts)) == {"": len(attempts)}
    with httpx2.Client(base_url=short.url, timeout=30) as client:
        assert is_well(client)


BROKEN = {
    "a line that is not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "a NUL in the address": b"GET /sparql?query=\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "half a megabyte of address": b"GET /" + b"a" * 500_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "three hundred headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(300)) + b"\r\n",
    "a header of half a megabyte": b"GET /sparql?query=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + b"y" * 500_000 + b"\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nASK{}",
    "a length that is none": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nASK{}",
    "a header folded into another": b"GET /sparql?query=x HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\tSet-Cookie: a=b\r\nConnection: close\r\n\r\n",
    "a way out of the downloads": b"GET /download/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "a body in chunks that are none": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n"
    b"Connection: close\r\n\r\nzz\r\nASK{}\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_http_is_a_fault_of_the_client(short: Running, client: httpx2.Client, name: str) -> None:
    """Answered by the server itself or by the application, never by silence or a fault of ours."""
    answer = exchanged(short.port, BROKEN[name])
    assert 400 <= status_of(answer) < 500
    assert b"root:" not in answer
    assert b"set-cookie" not in answer.lower()
    assert is_well(client)


def test_a_client_that_sends_a_byte_a_second_is_told_that_its_time_is_up(short: Running) -> None:
    """As long as an answer may take, its question may take."""
    with connected(short.port) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 500\r\n\r\nA")
        assert status_of(connection.recv(1000)) == 408


def test_clients_that_do_nothing_keep_nobody_away(short: Running, client: httpx2.Client) -> None:
    """Not a thousand of them, be they silent or in the midst of a header."""
    silent = [connected(short.port) for _ in range(700)]
    halfway = [connected(short.port) for _ in range(300)]
    for connection in halfway:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nX-Slow: ")
    assert is_well(client)
    for connection in (*silent, *halfway):
        connection.close()


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_an_answer_that_proves_too_long_is_never_cut_without_a_sign(client: httpx2.Client, coding: str) -> None:
    """Where the compressor has kept all of it, there is still a problem to tell; where a byte has gone, the connection is broken off."""
    asked = {
        "params": {"query": "SELECT (100 AS ?n) { ?s ?p ?o }"},
        "headers": {"accept": "text/csv", "accept-encoding": coding, "origin": "https://e"},
    }
    if coding in ("identity", "gzip"):
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get("/sparql", **asked)
    else:
        answer = client.get("/sparql", **asked)
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
        assert answer.headers["access-control-allow-origin"] == "*"


def test_a_client_that_does_not_read_is_broken_off(short: Running, client: httpx2.Client) -> None:
    """Its worker is free when the time is up, and what it reads later is not whole."""
    with connected(short.port) as connection:
        query = quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s ?x ?y }")
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(lambda: not running_queries(client), "the query has ended")
        assert not rest_of(connection).endswith(ENDED)


def running_queries(client: httpx2.Client) -> float:
    """How many queries of clients run, as /metrics tells."""
    lines = client.get("/metrics").text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("painopiste_queries_running{"))


def test_clients_that_vanish_free_their_workers(service: Running) -> None:
    """Long before the time is up."""
    query = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    with httpx2.Client(base_url=service.url, timeout=30) as client:
        connections = [connected(service.port) for _ in range(4)]
        for connection in connections:
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(lambda: running_queries(client) > 0, "a query runs")
        for connection in connections:
            connection.close()
        until(lambda: running_queries(client) == 0, "no query runs")
        assert is_well(client)


@pytest.mark.parametrize(
    "text", ["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }"]
)
def test_a_graph_that_is_not_here_is_empty_and_fetched_from_nowhere(client: httpx2.Client, text: str) -> None:
    """FROM reaches the graphs of the store alone."""
    assert client.post("/sparql", data={"query": text}).json()["results"]["bindings"] == []


def test_nothing_of_a_parameter_becomes_a_header(client: httpx2.Client) -> None:
    """Line ends in parameters stay parameters."""
    for path in ("/sparql?query=ASK%7B%7D&format=x%0d%0aSet-Cookie:a=b", "/fi/queries/dossiers/by-priority?priority=%0d%0aSet-Cookie:a=b"):
        assert "set-cookie" not in client.get(path).headers


def light(number: int) -> str:
    """A query that looks one thing up, another one each time."""
    return f"SELECT ?t {{ <https://w3id.org/painopiste/id/dossier/ai-act> a ?t FILTER({number} > -1) }}"


def test_light_queries_are_answered_while_sixty_four_heavy_ones_run(service: Running) -> None:
    """Of the same and of other addresses; the heavy ones are ended or told that there is no room."""

    def heavy(number: int) -> int:
        transport = httpx2.HTTPTransport(local_address=f"127.0.1.{number % 16 + 1}")
        with httpx2.Client(transport=transport, base_url=service.url, timeout=90) as client:
            text = f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER({number} > -1) }}"
            return client.post("/sparql", data={"query": text, "timeout": "6"}).status_code

    with ThreadPoolExecutor(64) as pool, httpx2.Client(base_url=service.url, timeout=30) as client:
        ending = pool.map(heavy, range(64))
        until(lambda: running_queries(client) >= 4, "heavy queries run")
        seconds, answers = [], []
        for number in range(60):
            begun = time.monotonic()
            answers.append(len(client.post("/sparql", data={"query": light(number)}).json()["results"]["bindings"]))
            seconds.append(time.monotonic() - begun)
        assert len(set(answers)) == 1
        assert answers[0] > 0
        assert sorted(seconds)[57] < 10
        assert set(ending) == {503}
