"""Links outward: which there are, by rule, and by request to a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from engines.standin import Reply, StandIn, standin
from painopiste.checking import load_files
from painopiste.cli import main
from painopiste.fetching import Manners
from painopiste.graph import Iris
from painopiste.linking import Outcome, Visit, Visitor, broken_links, outward, statements_of
from painopiste.rules import read_rules
from painopiste.settings import Settings
from painopiste.store import Store, iri, quads_written

BASE = "https://w3id.org/painopiste"
ROBOTS = Reply(200, b"User-agent: *\nDisallow: /private/\n", {"Content-Type": "text/plain"})


@pytest.fixture
def web() -> Iterator[StandIn]:
    """A host with a robots.txt."""
    with standin() as told:
        told.on("/robots.txt", ROBOTS)
        yield told


@pytest.fixture
def waits() -> list[float]:
    """How long was waited, each time."""
    return []


@pytest.fixture
def visit(waits: list[float]) -> Iterator[Callable[[str], Visit]]:
    """A visit with two attempts and no pause."""
    with Visitor.open(Manners("Tests (+tests@example.org)", seconds=0.4, attempts=2, pause=0, sleep=waits.append)) as visitor:
        yield visitor.visit


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(200, b"x"), Outcome.ALIVE),
        (Reply(300, b"x"), Outcome.ALIVE),
        (Reply(404), Outcome.GONE),
        (Reply(410), Outcome.GONE),
        (Reply(202), Outcome.UNSURE),
        (Reply(401), Outcome.UNSURE),
        (Reply(500), Outcome.UNSURE),
        (Reply(503), Outcome.UNSURE),
        (Reply(silent=True), Outcome.UNSURE),
    ],
)
def test_a_status_tells_what_is_sure(web: StandIn, visit: Callable[[str], Visit], reply: Reply, outcome: Outcome) -> None:
    """Only 404 and 410 say that something is gone."""
    found = visit(web.on("/x", reply))
    assert (found.outcome, found.status) == (outcome, 0 if reply.silent else reply.status)


def test_a_good_answer_to_head_is_enough(web: StandIn, visit: Callable[[str], Visit]) -> None:
    """The rules for robots are read once for a host."""
    for path in ("/x", "/y"):
        visit(web.on(path, Reply(200, b"x")))
    assert [(method, path) for method, path, _ in web.asked] == [("GET", "/robots.txt"), ("HEAD", "/x"), ("HEAD", "/y")]


def test_get_is_tried_where_head_is_not_liked(web: StandIn, visit: Callable[[str], Visit]) -> None:
    """405 to HEAD says nothing of the page."""
    found = visit(web.on("/x", Reply(405), Reply(200, b"x")))
    assert (found.outcome, [method for method, path, _ in web.asked if path == "/x"]) == (Outcome.ALIVE, ["HEAD", "GET"])


def test_redirects_are_followed_to_their_end(web: StandIn, visit: Callable[[str], Visit]) -> None:
    """What counts is whether there is something there; a circle is not settled."""
    web.on("/gone", Reply(404))
    assert visit(web.on("/x", Reply(303, headers={"Location": "{url}/gone"}))).outcome is Outcome.GONE
    assert "more than 5 times" in visit(web.on("/y", Reply(301, headers={"Location": "{url}/y"}))).reason


def test_a_busy_host_is_asked_again_as_it_says(web: StandIn, visit: Callable[[str], Visit], waits: list[float]) -> None:
    """429 with Retry-After."""
    assert visit(web.on("/x", Reply(429, headers={"Retry-After": "9"}), Reply(200, b"x"))).outcome is Outcome.ALIVE
    assert waits == [9]


def test_robots_that_are_not_wanted_stay_away(web: StandIn, visit: Callable[[str], Visit]) -> None:
    """Also from hosts that are known to answer no programs."""
    assert visit(web.on("/private/x", Reply(200, b"x"))).reason == "robots.txt asks not to"
    assert visit("https://eur-lex.europa.eu/procedure/EN/2021_106").reason == "the host answers no programs"
    assert web.paths() == ["/robots.txt"]


def test_a_host_that_is_away_is_unsure(visit: Callable[[str], Visit]) -> None:
    """It may be back tomorrow."""
    assert visit("http://127.0.0.1:1/x").outcome is Outcome.UNSURE


def test_visits_are_data(tmp_path: Path) -> None:
    """When, with which status, and of what; one for each address."""
    visits = [
        Visit("http://e/x", "2026-11-24T12:00:00Z", Outcome.GONE, 404),
        Visit("http://e/y", "2026-11-24T12:00:01Z", Outcome.UNSURE, 0, "no answer"),
    ]
    (tmp_path / "links.nq").write_bytes(b"".join(quads_written(statements_of(visits, Iris(BASE)))))
    store = Store.of(tmp_path / "links.nq")
    status = "OPTIONAL { ?x <http://www.w3.org/2011/http#statusCodeValue> ?status }"
    query = "SELECT * { ?x a <http://www.w3.org/ns/prov#Activity> ; <http://www.w3.org/ns/prov#used> ?url " + status + " }"
    assert {(row["url"].value, row["status"].value if "status" in row else "") for row in store.rows(query)} == {
        ("http://e/x", "404"),
        ("http://e/y", ""),
    }
    assert store.graphs() == [f"{BASE}/graph/links"]


def test_the_links_of_the_graph_keep_the_rules_and_a_wrong_one_is_found(settings: Settings) -> None:
    """A procedure with zeros before its number is no name of CELLAR's."""
    store, rules = load_files(settings), read_rules(settings.root / "shapes" / "rules")
    assert broken_links(store, rules, BASE).conforms
    found = outward(store, BASE)
    assert "http://publications.europa.eu/resource/procedure/2021_106" in found
    assert not [url for url in found if url.startswith(BASE) or "#" in url]
    wrong = "http://publications.europa.eu/resource/procedure/2021_0106"
    store.add([(iri(f"{BASE}/id/dossier/ai-act"), iri("http://www.w3.org/2002/07/owl#sameAs"), iri(wrong))], f"{BASE}/graph/dossiers")
    assert wrong in {result.value for result in broken_links(store, rules, BASE).of("Violation")}


def test_the_command_checks_by_rule_and_asks_nobody() -> None:
    """Requests are made only on demand; sockets to other hosts are blocked here."""
    result = CliRunner().invoke(main, ["links"])
    assert (result.exit_code, "0 break a rule" in result.stdout) == (0, True)


def test_online_keeps_the_results_and_a_gone_link_has_the_code_1(web: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder of imports, for a build to take in."""
    web.on("/alive", Reply(200, b"x"))
    for name, value in {"IMPORTS_DIR": str(tmp_path), "FETCH_PAUSE": "0"}.items():
        monkeypatch.setenv(f"PAINOPISTE_{name}", value)
    monkeypatch.setattr("painopiste.linking.outward", lambda *_: [f"{web.url}/alive", f"{web.url}/gone"])
    result = CliRunner().invoke(main, ["links", "--online"])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 alive, 1 gone")
    assert f"gone 404 {web.url}/gone" in result.stdout
    assert len(Store.of(tmp_path / "links.nq").rows("SELECT ?x { ?x <http://www.w3.org/ns/prov#used> ?y }")) == 2
