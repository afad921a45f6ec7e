"""Whatever another server sends, a part of an answer is never passed on as the whole."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.answers import JSON, TRIPLES, ask
from engines.scripted import sending
from painopiste.errors import AnswerLimitError, BackendUnavailableError, HouseError, QueryError, QuerySyntaxError, QueryTimeoutError
from painopiste.remote import Endpoint, RemoteBackend
from painopiste.store import Dataset
from painopiste.store.asking import Limits, Question

ROW = b'{"n":{"type":"literal","value":"1"}}'
TABLE = b'{"head":{"vars":["n"]},"results":{"bindings":[' + ROW + b"]}}"
TRIPLE = b"<http://e/a> <http://e/b> <http://e/c> .\n"
SELECT, CONSTRUCT = "SELECT ?n { ?n ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


def response(body: bytes, media_type: str = JSON, status: str = "200 OK", length: int | None = -1, *headers: str) -> bytes:
    """An HTTP response; a length of -1 is that of the body, none leaves the end to the connection."""
    size = [] if length is None else [f"Content-Length: {len(body) if length == -1 else length}"]
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", "Connection: close", *size, *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer_to(sent: bytes, question: str | Question = SELECT, limits: Limits | None = None, hold: bool = False) -> bytes:
    """What becomes of the bytes of a server."""

    async def asked() -> bytes:
        async with sending(sent, hold) as (url, _):
            whole = question if isinstance(question, Question) else Question(question, graph_type=TRIPLES)
            return await ask(Endpoint(url), whole, limits or Limits(seconds=10))

    return asyncio.run(asked())


def test_a_whole_answer_is_passed_on() -> None:
    """What the others are cut from."""
    assert b'"1"' in answer_to(response(TABLE))
    assert answer_to(response(TRIPLE, TRIPLES), CONSTRUCT) == TRIPLE


@pytest.mark.parametrize("length", [-1, None, len(TABLE)])
@pytest.mark.parametrize("cut", range(1, len(TABLE), 5))
def test_a_table_cut_anywhere_is_an_error(cut: int, length: int | None) -> None:
    """Whether HTTP tells the length, tells a wrong one, or leaves the end to the connection."""
    with pytest.raises(BackendUnavailableError) as caught:
        answer_to(response(TABLE[:cut], length=length))
    assert caught.value.status == 502


def test_triples_without_a_length_are_an_error() -> None:
    """Between two lines, a lost connection would look like the end."""
    with pytest.raises(BackendUnavailableError, match="is it an endpoint"):
        answer_to(response(TRIPLE, TRIPLES, length=None), CONSTRUCT)


@pytest.mark.parametrize(("sent", "question"), [(TABLE * 3000, SELECT), (TRIPLE * 5000, CONSTRUCT)])
def test_a_long_answer_that_stops_is_an_error(sent: bytes, question: str) -> None:
    """Also when many of its parts have been passed on."""
    media_type = JSON if question == SELECT else TRIPLES
    with pytest.raises(BackendUnavailableError):
        answer_to(response(sent, media_type, length=len(sent) + 100), question)


def test_a_chunked_answer_without_its_last_chunk_is_an_error() -> None:
    """Though each line of it is whole."""
    sent = response(b"%x\r\n%s\r\n" % (len(TRIPLE), TRIPLE), TRIPLES, "200 OK", None, "Transfer-Encoding: chunked")
    with pytest.raises(BackendUnavailableError, match="broke before"):
        answer_to(sent, CONSTRUCT)


def test_words_glued_to_an_answer_are_an_error() -> None:
    """As Oxigraph does when its time is up."""
    for body, media_type, question in ((TABLE[:-2], JSON, SELECT), (TRIPLE, TRIPLES, CONSTRUCT)):
        with pytest.raises(BackendUnavailableError, match="not whole"):
            answer_to(response(body + b"The SPARQL operation has been cancelled", media_type), question)


def test_partial_content_is_an_error() -> None:
    """Newer Virtuosos say so by the status."""
    with pytest.raises(QueryTimeoutError):
        answer_to(response(TABLE, status="206 Partial Content"))


def test_an_sql_state_is_an_error() -> None:
    """Whichever it is."""
    with pytest.raises(BackendUnavailableError, match="only a part of the answer: RC"):
        answer_to(response(TABLE, JSON, "200 OK", -1, "X-SQL-State: S1XYZ", "X-SQL-Message: RC..."))


@pytest.mark.parametrize("header", ["Server: Virtuoso/07.20", "X-SPARQL-default-graph: http://e/g"])
def test_a_graph_of_virtuoso_needs_its_witness(header: str) -> None:
    """Here the same triples come again instead of a table that could show a cut."""
    with pytest.raises(BackendUnavailableError, match="is it an endpoint"):
        answer_to(response(TRIPLE, TRIPLES, "200 OK", -1, header), CONSTRUCT)


@pytest.mark.parametrize(
    ("status", "body", "error", "words"),
    [
        ("400 Bad Request", b"error at 2:7: expected }", QuerySyntaxError, "error at 2:7"),
        ("400 Bad Request", b"", QuerySyntaxError, "no reason"),
        ("413 Too Long", b"", QueryError, "longer than the store takes"),
        ("401 Unauthorized", b"who are you", BackendUnavailableError, "status 401. who are you"),
        ("302 Found", b"", BackendUnavailableError, "status 302"),
        ("429 Too Many", b"", BackendUnavailableError, "busy"),
        ("500 Oops", b"out of memory", BackendUnavailableError, "out of memory"),
        ("503 Busy", b"later", BackendUnavailableError, "busy; try again in a while. later"),
        ("504 Gateway Timeout", b"", QueryTimeoutError, "took too long"),
    ],
)
def test_a_status_is_an_error_of_ours(status: str, body: bytes, error: type[HouseError], words: str) -> None:
    """With what the engine says."""
    with pytest.raises(error, match=words):
        answer_to(response(body, "text/plain", status, -1, "Location: http://127.0.0.1:1/"))


@pytest.mark.parametrize("key", ["exception", "message", "error"])
def test_a_reason_in_json_is_told(key: str) -> None:
    """As QLever and others send it; of a page of HTML nothing is told."""
    with pytest.raises(QuerySyntaxError, match="line 3, column 4"):
        answer_to(response(b'{"%s": "at line 3, column 4"}' % key.encode(), "application/json", "400 Bad Request"))
    with pytest.raises(QuerySyntaxError, match="no reason"):
        answer_to(response(b"<html>secret</html>", "text/html", "400 Bad Request"))


@pytest.mark.parametrize("media_type", ["text/html", "", "text/csv", "application/n-triples"])
def test_an_answer_of_another_type_is_an_error(media_type: str) -> None:
    """A sign-in page with status 200 is no answer."""
    with pytest.raises(BackendUnavailableError, match="is it an endpoint"):
        answer_to(response(TABLE, media_type))


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1", b"nonsense\r\n\r\n"])
def test_no_answer_at_all_is_an_error(sent: bytes) -> None:
    """Virtuoso closes the connection on a query that is posted as the body."""
    with pytest.raises(BackendUnavailableError, match="broke before"):
        answer_to(sent)


@pytest.mark.parametrize("sent", [b"", response(TABLE[:30], length=len(TABLE)), response(TRIPLE * 4000, TRIPLES, length=10**6)])
def test_silence_is_an_error_when_the_time_is_up(sent: bytes) -> None:
    """Before the head, within the body, and when parts have been passed on."""
    question = CONSTRUCT if TRIPLE in sent else SELECT
    with pytest.raises(QueryTimeoutError, match=r"0\.3 s"):
        answer_to(sent, question, Limits(seconds=0.3), hold=True)


def test_a_body_without_end_is_an_error() -> None:
    """One value that is longer than the answer may be is not read to its end."""
    with pytest.raises(AnswerLimitError, match="sent more than 400000 bytes"):
        answer_to(response(TABLE[:-20] + b"x" * 500_000, length=10**9), limits=Limits(seconds=10, bytes=100_000))


def test_a_reader_that_stops_reading_holds_the_answer_back() -> None:
    """No more than a few parts wait in memory; after the deadline there are no more."""

    async def slow() -> int:
        body = TRIPLE * 200_000
        async with sending(response(body, TRIPLES)) as (url, _):
            backend = RemoteBackend(Endpoint(url))
            answer = await backend.ask(Question(CONSTRUCT, graph_type=TRIPLES), Limits(seconds=0.5))
            await asyncio.sleep(0.7)
            read = 0
            try:
                async for part in answer:
                    read += len(part)
            except QueryTimeoutError:
                return read
            finally:
                await backend.close()
        return -1

    assert 0 < asyncio.run(slow()) < 2_000_000


def test_the_request_is_a_form() -> None:
    """With the dataset, the times and the type that shows a cut; and with nothing that invites compression."""

    async def asked() -> tuple[bytes, dict[str, list[str]]]:
        async with sending(response(TABLE)) as (url, heard):
            endpoint = Endpoint(url, parameters={"timeout": "{milliseconds}", "t": "{seconds}s"}, headers={"Authorization": "Basic eA=="})
            await ask(endpoint, Question("SELECT * { ?s ?p 'ä&' }", Dataset(("http://e/1", "http://e/2"), ("http://e/3",))), Limits(seconds=7))
            head, _, body = heard.requests[0].partition(b"\r\n\r\n")
            return head.lower(), parse_qs(body.decode())

    head, fields = asyncio.run(asked())
    assert head.startswith(b"post /sparql http/1.1")
    for line in (b"content-type: application/x-www-form-urlencoded", b"accept-encoding: identity", b"authorization: basic ea=="):
        assert line in head
    assert b"accept: application/sparql-results+json;q=1" in head
    assert fields.pop("query") == ["SELECT * { ?s ?p 'ä&' }"]
    assert fields == {"default-graph-uri": ["http://e/1", "http://e/2"], "named-graph-uri": ["http://e/3"], "timeout": ["7000"], "t": ["7s"]}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([JSON, "application/sparql-results+xml"]))
def test_no_bytes_break_the_program(body: bytes, media_type: str) -> None:
    """They are an answer or an error of ours."""
    try:
        answer = answer_to(response(body, media_type))
    except HouseError:
        return
    assert answer
