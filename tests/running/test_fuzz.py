"""Any bytes in any parameter: an answer or a problem that tells what is wrong, and the service goes on."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from running.service import Running

PROBLEM = "application/problem+json"
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("?:<>{}()[]\\\"'#.;,|/^*+-=!& \n\x00aAsSeElLcCtT0é"), max_size=80),
    st.sampled_from(["SELECT * { ?s ?p ?o } LIMIT 1", "ASK {}", "DESCRIBE <>", "LOAD <file:///etc/passwd>", "../../etc/passwd", "\r\nX-A: b"]),
)
NAMES = st.sampled_from(
    ["query", "default-graph-uri", "named-graph-uri", "timeout", "format", "update", "graph", "default", "q", "lang", "limit", "x"]
)
PATHS = st.sampled_from(["/sparql", "/rdf-graph-store", "/search", "/api/queries/dossiers/timeline", "/api/queries/nothing"])
ACCEPTS = st.one_of(
    st.sampled_from(["*/*", "text/html", "application/sparql-results+json;q=0.1, text/csv", "text/turtle;q=2", "a/b;c=d;q=", ",,,", "*" * 500]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
)
BRIEF = settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def client(service: Running) -> Iterator[httpx2.Client]:
    """A client of the service that follows nothing."""
    with httpx2.Client(base_url=service.url, timeout=40) as client:
        yield client


def is_proper(answer: httpx2.Response) -> bool:
    """Whether an answer is one that is documented: good, led elsewhere, or refused with a problem or a page."""
    if answer.status_code < 400:
        return True
    kind = answer.headers["content-type"].partition(";")[0]
    told = kind == "text/html" or (kind == PROBLEM and answer.json()["status"] == answer.status_code and answer.json()["detail"])
    return answer.status_code < 500 and bool(told) and "Traceback" not in answer.text


@BRIEF
@given(path=PATHS, pairs=st.lists(st.tuples(NAMES, TEXTS), max_size=4), accept=ACCEPTS, way=st.sampled_from(["GET", "POST", "HEAD"]))
def test_parameters(client: httpx2.Client, path: str, pairs: list[tuple[str, str]], accept: str, way: str) -> None:
    """In the query string or in a form."""
    given = {"params": httpx2.QueryParams(pairs)} if way != "POST" else {"data": dict(pairs)}
    answer = client.request(way, path, headers={"accept": accept}, **given)
    assert answer.status_code < 500 if way == "HEAD" else is_proper(answer)


@BRIEF
@given(
    raw=st.binary(max_size=60), kind=st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded; charset=utf-16", "text/x", ""])
)
def test_bodies(client: httpx2.Client, raw: bytes, kind: str) -> None:
    """Bytes that are no text, of a kind that they are not."""
    assert is_proper(client.post("/sparql", content=raw, headers={"content-type": kind}))


@BRIEF
@given(
    text=st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), min_size=1, max_size=50),
    kind=st.sampled_from(["id/", "data/", "graph/", "fi/", "", "download/"]),
)
def test_addresses(client: httpx2.Client, text: str, kind: str) -> None:
    """Names of things that nobody has named."""
    assert is_proper(client.get(httpx2.URL(f"{client.base_url}/{kind}").join("./" + quoted(text))))


def quoted(text: str) -> str:
    """A text with everything but letters percent-encoded."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


def test_the_service_goes_on(client: httpx2.Client) -> None:
    """After all of that the next good query is answered."""
    assert client.get("/sparql", params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}
