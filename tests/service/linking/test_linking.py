"""Links outward: which there are, by rule, and by request to a stand-in."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from engines.standin import Reply, StandIn, standin
from painopiste.checking import load_files
from painopiste.cli import main
from painopiste.fetching import Manners
from painopiste.graph import Iris
from painopiste.linking import Journal, Outcome, Visit, Visitor, broken_links, outward, statements_of, visit_all
from painopiste.rules import read_rules
from painopiste.settings import Settings
from painopiste.store import Store, iri, quads_written
from running.service import until

BASE = "https://w3id.org/painopiste"
ROBOTS = Reply(200, b"User-agent: *\nDisallow: /private/\n", {"Content-Type": "text/plain"})


@pytest.fixture
def web() -> Iterator[StandIn]:
    """A host with a robots.txt."""
    with standin() as told:
        told.on("/robots.txt", ROBOTS)
        yield told


class Clock:
    """Seconds that pass by sleeping alone."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        """The time."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds
        self.slept.append(seconds)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still but for waits."""
    return Clock()


@pytest.fixture
def visit(clock: Clock) -> Iterator[Callable[[str], Visit]]:
    """A visit with two attempts and no pause."""
    manners = Manners("Tests (+tests@example.org)", seconds=0.4, attempts=2, pause=0, sleep=clock.sleep, clock=clock.now)
    with Visitor.open(manners) as visitor:
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
    """What counts is whether there is something there; a circle is not settled, nor is a host that is away, though this one answered."""
    web.on("/gone", Reply(404))
    assert visit(web.on("/x", Reply(303, headers={"Location": "{url}/gone"}))).outcome is Outcome.GONE
    away = visit(web.on("/z", Reply(301, headers={"Location": "http://127.0.0.1:1/x"})))
    assert (away.outcome, away.status) == (Outcome.UNSURE, 301)
    assert "more than 5 times" in visit(web.on("/y", Reply(301, headers={"Location": "{url}/y"}))).reason


def test_a_busy_host_is_asked_again_as_it_says(web: StandIn, visit: Callable[[str], Visit], clock: Clock) -> None:
    """429 with Retry-After."""
    assert visit(web.on("/x", Reply(429, headers={"Retry-After": "9"}), Reply(200, b"x"))).outcome is Outcome.ALIVE
    assert clock.slept == [9]


def test_robots_that_are_not_wanted_stay_away(web: StandIn, visit: Callable[[str], Visit]) -> None:
    """Also from hosts that are known to answer no programs."""
    assert visit(web.on("/private/x", Reply(200, b"x"))).reason == "robots.txt asks not to"
    assert visit("https://eur-lex.europa.eu/procedure/EN/2021_106").reason == "the host answers no programs"
    assert web.paths() == ["/robots.txt"]


def test_what_a_host_asks_for_holds_for_all_its_addresses(web: StandIn, clock: Clock) -> None:
    """After Retry-After the next one waits, too; and where the wait is too long nothing more is asked."""
    manners = Manners("Tests", seconds=0.4, attempts=1, longest_wait=10, pause=0, sleep=clock.sleep, clock=clock.now)
    busy, other = (web.on(f"/{name}", Reply(200, b"x")) for name in ("busy", "other"))
    with Visitor.open(manners) as visitor:
        web.on("/busy", Reply(429, headers={"Retry-After": "9"}))
        assert [visitor.visit(url).outcome for url in (busy, other)] == [Outcome.UNSURE, Outcome.ALIVE]
        assert clock.slept == [9]
        web.on("/busy", Reply(429, headers={"Retry-After": "3600"}))
        asked = [visitor.visit(url) for url in (busy, other)]
    assert [visit.reason for visit in asked] == ["busy", "asks to be let alone for 3600 s"]
    assert web.paths() == ["/robots.txt", "/busy", "/other", "/busy"]


def test_requests_to_a_host_keep_their_distance_whoever_makes_them() -> None:
    """Twenty threads ask at the same moment: each has a turn of its own."""
    waits: list[float] = []
    manners = Manners("Tests", pause=2, sleep=waits.append, clock=lambda: 0.0)
    threads = [threading.Thread(target=manners.take_turn, args=("host",)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [2.0 * number for number in range(1, 20)]


def test_hosts_are_visited_side_by_side_and_the_addresses_of_one_after_each_other() -> None:
    """Each visit waits for one of the other host; none could end if the hosts waited for each other."""
    both, seen = threading.Barrier(2, timeout=30), list[str]()

    def visit(url: str) -> Visit:
        both.wait()
        seen.append(url)
        return Visit(url, "2026-11-24T12:00:00Z", Outcome.ALIVE, 200)

    urls = [f"http://{host}/{number}" for host in ("a", "b") for number in range(3)]
    assert sorted(found.url for found in visit_all(urls, visit)) == urls
    assert [url for url in seen if "/a/" in url] == urls[:3]


def test_a_host_that_gives_no_answer_is_not_asked_for_ever() -> None:
    """Three addresses in a row are enough; an answer in between counts, whatever it says."""
    asked, silent = list[str](), Visit("", "2026-11-24T12:00:00Z", Outcome.UNSURE, 0, "no answer")

    def visit(url: str) -> Visit:
        asked.append(url)
        return replace(silent, url=url, status=503 if url.endswith("/2") else 0)

    urls = [f"http://a/{number}" for number in range(8)]
    found = list(visit_all(urls, visit))
    assert (asked, [each.url for each in found]) == (urls[:6], urls)
    assert {each.reason for each in found[6:]} == {"not asked: the host gave no answer about 3 others"}
    assert {each.outcome for each in found} == {Outcome.UNSURE}


def test_what_goes_wrong_in_a_visit_ends_the_round() -> None:
    """As it would without threads."""

    def visit(url: str) -> Visit:
        raise LookupError(url)

    with pytest.raises(LookupError, match="http://a/1"):
        list(visit_all(["http://a/1", "http://a/2"], visit))


def test_a_journal_counts_for_a_day_and_bears_a_cut_line(tmp_path: Path) -> None:
    """Whatever else stands in the file."""
    journal, now = Journal(tmp_path / "visits"), datetime(2026, 11, 24, 12, tzinfo=UTC)
    visits = [Visit(f"http://e/{day}", f"2026-11-{day}T12:00:01Z", Outcome.UNSURE, 0, "Häiriö") for day in (22, 23, 24)]
    for visit in visits:
        journal.add(visit)
    with (tmp_path / "visits").open("a") as stream:
        stream.write('[]\n{"url": "http://e/x", "outco')
    assert journal.visits(now) == {visit.url: visit for visit in visits[1:]}
    journal.end()
    assert journal.visits(now) == {}


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_check_that_is_broken_off_goes_on_where_it_stopped(web: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """By Ctrl-C or by a kill, while a host is silent: what was seen is kept, and the check before stays until this one is whole."""
    addresses = [web.on(f"/{number}", Reply(200, b"x")) for number in range(3)]
    web.on("/2", Reply(silent=True))
    for folder in ("ontology", "shapes/rules", "data/notes"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data" / "notes" / "x.ttl").write_text("".join(f"<http://127.0.0.1:1/x> <http://127.0.0.1:1/p> <{url}> .\n" for url in addresses))
    given = {"ROOT": tmp_path, "IMPORTS_DIR": tmp_path / "imports", "FETCH_PAUSE": 0, "FETCH_SECONDS": 20}
    for setting, value in given.items():
        monkeypatch.setenv(f"PAINOPISTE_{setting}", str(value))
    process = subprocess.Popen([Path(sys.executable).with_name("painopiste"), "links", "--online"], stderr=subprocess.PIPE, text=True)
    until(lambda: "/2" in web.paths() and len(journal_of(tmp_path)) == 2, "two visits are kept and the third waits")
    process.send_signal(getattr(signal, name))
    said = process.communicate(timeout=30)[1]
    assert (process.returncode, "goes on there" in said) == ((130, True) if name == "SIGINT" else (-signal.SIGKILL, False))
    assert not (tmp_path / "imports" / "links.nq").exists()
    web.on("/2", Reply(200, b"x"))
    before = len(web.asked)
    result = CliRunner().invoke(main, ["links", "--online"])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "3 alive")
    assert set(web.paths()[before:]) == {"/robots.txt", "/2"}
    assert not (tmp_path / "imports" / "links.visits.jsonl").exists()


def journal_of(root: Path) -> list[str]:
    """The lines that a check has written so far."""
    path = root / "imports" / "links.visits.jsonl"
    return path.read_text().splitlines() if path.exists() else []


def test_a_host_that_is_away_is_unsure(visit: Callable[[str], Visit]) -> None:
    """It may be back tomorrow."""
    assert visit("http://127.0.0.1:1/x").outcome is Outcome.UNSURE


def test_visits_are_data(tmp_path: Path) -> None:
    """When, with which status, and of what; one for each address."""
    visits = [
        Visit("http://e/x", "2026-11-24T12:00:00Z", Outcome.GONE, 404),
        Visit("http://e/y", "2026-11-24T12:00:01Z", Outcome.UNSURE, 0, "no answer"),
    ]
    (tmp_path / "links.nq").write_bytes(b"".join(quads_written(statements_of(visits, {"http://e/x": ["http://e/x#part"]}, Iris(BASE)))))
    store = Store.of(tmp_path / "links.nq")
    status = "OPTIONAL { ?x <http://www.w3.org/2011/http#statusCodeValue> ?status }"
    query = "SELECT * { ?x a <http://www.w3.org/ns/prov#Activity> ; <http://www.w3.org/ns/prov#used> ?url " + status + " }"
    assert {(row["url"].value, row["status"].value if "status" in row else "") for row in store.rows(query)} == {
        ("http://e/x", "404"),
        ("http://e/y", ""),
    }
    assert store.graphs() == [f"{BASE}/graph/links"]
    (link,) = store.rows(f"SELECT ?link {{ ?x <{BASE}/def#checkedLink> ?link }}")
    assert link["link"].value == "http://e/x#part"


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
    monkeypatch.setattr("painopiste.linking.outward", lambda *_: {f"{web.url}/{name}": [f"{web.url}/{name}"] for name in ("alive", "gone")})
    result = CliRunner().invoke(main, ["links", "--online"])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 alive, 1 gone")
    assert f"gone 404 {web.url}/gone" in result.stdout
    assert len(Store.of(tmp_path / "links.nq").rows("SELECT ?x { ?x <http://www.w3.org/ns/prov#used> ?y }")) == 2
