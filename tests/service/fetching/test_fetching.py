"""What services of the EU do when they are asked, and what we make of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engines.standin import Reply, StandIn
from painopiste.errors import BusyError, FetchError
from painopiste.fetching import AnswerCache, Fetcher, Manners, SparqlEndpoint, batches

BODY = b"<whole/>"
WHOLE = Reply(200, BODY, {"Content-Type": "application/xml", "ETag": '"1"'})
RESULTS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "http://e/x"}}]}}'


def ends(content: bytes) -> None:
    """ValueError of a body that does not end as it should."""
    if not content.endswith(b">"):
        raise ValueError("cut")


@pytest.fixture
def get(fetcher: Fetcher, service: StandIn) -> Callable[..., bytes]:
    """The body under /x after some replies."""
    return lambda *replies: fetcher.get(service.on("/x", *replies), "application/xml", ends).content


def test_we_say_who_we_are_and_what_we_want(get: Callable[..., bytes], service: StandIn) -> None:
    """With a contact, as the services ask."""
    assert get(WHOLE) == BODY
    headers = service.asked[0][2]
    assert (headers["User-Agent"], headers["Accept"]) == ("Tests (+tests@example.org)", "application/xml")


def test_see_other_is_followed(get: Callable[..., bytes], service: StandIn) -> None:
    """303 to another address, as CELLAR leads from an IRI to a document."""
    service.on("/y", WHOLE)
    assert get(Reply(303, headers={"Location": "{url}/y"})) == BODY


def test_redirects_without_end_are_given_up(get: Callable[..., bytes], service: StandIn) -> None:
    """After five, and not tried again."""
    with pytest.raises(FetchError, match="more than 5 times"):
        get(Reply(303, headers={"Location": "{url}/x"}))
    assert len(service.asked) == 6


def test_a_redirect_into_the_machine_is_refused(get: Callable[..., bytes]) -> None:
    """Only to addresses on the web."""
    with pytest.raises(FetchError, match="no address on the web"):
        get(Reply(303, headers={"Location": "file:///etc/passwd"}))


@pytest.mark.parametrize(
    ("status", "word"), [(300, "several documents"), (404, "nothing under"), (406, "format or language"), (403, "403 Forbidden")]
)
def test_what_will_not_change_is_not_asked_again(get: Callable[..., bytes], service: StandIn, status: int, word: str) -> None:
    """The reason says what it was."""
    with pytest.raises(FetchError, match=word) as raised:
        get(Reply(status, b"<a href='/y'>y</a>"))
    assert (raised.value.status, len(service.asked)) == (status, 1)


@pytest.mark.parametrize("reply", [Reply(202), Reply(200), Reply(429), Reply(503), WHOLE.__class__(200, BODY, cut=True), Reply(200, b"<whole")])
def test_what_may_change_is_asked_again(get: Callable[..., bytes], service: StandIn, waits: list[float], reply: Reply) -> None:
    """Not rendered yet, empty, busy, broken off half-way, cut without a sign."""
    assert get(reply, reply, WHOLE) == BODY
    assert (len(service.asked), len(waits)) == (3, 2)


def test_a_slow_answer_is_asked_for_again(get: Callable[..., bytes], service: StandIn) -> None:
    """After the time of one attempt."""
    assert get(Reply(silent=True), WHOLE) == BODY
    assert len(service.asked) == 2


def test_the_wait_is_that_which_the_service_asks_for(get: Callable[..., bytes], waits: list[float], manners: Manners) -> None:
    """In seconds or as a date."""
    manners.now = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert get(Reply(429, headers={"Retry-After": "7"}), Reply(503, headers={"Retry-After": "Tue, 24 Nov 2026 12:00:30 GMT"}), WHOLE) == BODY
    assert waits == [7, 30]


def test_the_wait_grows_and_has_a_bound(manners: Manners, waits: list[float], get: Callable[..., bytes]) -> None:
    """Without word from the service: random, up to twice as long each time."""
    manners.attempts, manners.longest_wait = 8, 4
    with pytest.raises(BusyError):
        get(Reply(503))
    assert len(waits) == 7
    assert all(wait <= min(4, 2**turn) for turn, wait in enumerate(waits))


def test_a_service_that_wants_hours_is_given_up(get: Callable[..., bytes], service: StandIn, waits: list[float]) -> None:
    """A later run may try again."""
    with pytest.raises(BusyError) as raised:
        get(Reply(429, headers={"Retry-After": "86400"}))
    assert (raised.value.retry_after, len(service.asked), waits) == (86400, 1, [])


def test_too_long_a_body_is_not_read(get: Callable[..., bytes]) -> None:
    """The limit is in bytes, after decompression."""
    with pytest.raises(FetchError, match="longer than 10000 bytes"):
        get(Reply(200, b">" * 20_000))


def test_nobody_at_home_is_told(fetcher: Fetcher, service: StandIn) -> None:
    """Nothing listens there."""
    with pytest.raises(BusyError, match="could not be made"):
        fetcher.get("http://127.0.0.1:1/x", "text/plain", ends)
    assert service.asked == []


def test_an_answer_is_kept_and_asked_for_by_its_tag(fetcher: Fetcher, service: StandIn, tmp_path: Path) -> None:
    """With moment and digest; 304 brings the same bytes."""
    url = service.on("/x", WHOLE)
    first, second = (fetcher.get(url, "application/xml", ends) for _ in range(2))
    assert (first.content, second.content) == (BODY, BODY)
    assert service.asked[1][2]["If-None-Match"] == '"1"'
    kept = AnswerCache(tmp_path / "answers").find(url, "application/xml")
    assert kept is not None
    assert (kept.digest, kept.media_type) == (hashlib.sha256(BODY).hexdigest(), "application/xml")


def test_a_damaged_answer_in_the_cache_is_not_used(fetcher: Fetcher, service: StandIn, tmp_path: Path) -> None:
    """Its digest does not fit, so it is fetched whole."""
    url = service.on("/x", WHOLE)
    fetcher.get(url, "application/xml", ends)
    next((tmp_path / "answers").glob("*.body")).write_bytes(b"<oth>")
    assert fetcher.get(url, "application/xml", ends).content == BODY
    assert "If-None-Match" not in service.asked[1][2]


def test_a_host_is_let_rest_between_requests(manners: Manners, waits: list[float]) -> None:
    """Another host need not wait for it."""
    manners.pause, manners.clock = 2, lambda: 100.0
    for host in ("one", "other", "one"):
        manners.take_turn(host)
    assert waits == [2]


def test_a_query_is_posted_as_a_form_and_its_answer_kept(service: StandIn, manners: Manners, tmp_path: Path) -> None:
    """A busy endpoint is asked again as it says."""
    url = service.on("/sparql", Reply(429, headers={"Retry-After": "3"}), Reply(200, RESULTS[:50]), Reply(200, RESULTS))
    manners.sleep = (waited := []).append
    assert SparqlEndpoint(url, manners, AnswerCache(tmp_path)).rows("SELECT ?x {}") == [{"x": "http://e/x"}]
    assert {method for method, _, _ in service.asked} == {"POST"}
    assert (waited[0], service.asked[0][2]["User-Agent"]) == (3, "Tests (+tests@example.org)")
    assert AnswerCache(tmp_path).find(url, "SELECT ?x {}").content == RESULTS


@pytest.mark.parametrize(("status", "kind"), [(400, FetchError), (404, FetchError), (403, FetchError), (500, BusyError), (503, BusyError)])
def test_a_refusal_of_an_endpoint_is_told(service: StandIn, manners: Manners, tmp_path: Path, status: int, kind: type[FetchError]) -> None:
    """Only what may pass is tried again."""
    with pytest.raises(FetchError) as raised:
        SparqlEndpoint(service.on("/sparql", Reply(status, b"no")), manners, AnswerCache(tmp_path)).rows("SELECT ?x {}")
    assert type(raised.value) is kind
    assert len(service.asked) == (3 if kind is BusyError else 1)


def test_identifiers_go_in_parts() -> None:
    """Forty in a query."""
    assert [len(batch) for batch in batches([str(n) for n in range(95)])] == [40, 40, 15]
