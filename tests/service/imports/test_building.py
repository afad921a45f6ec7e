"""A build takes the imports in: checked, told where they come from, and never in the way of what was edited."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from notices import notice
from painopiste.app import create_app
from painopiste.build import build, opened
from painopiste.freshness import is_fresh
from painopiste.graph import Iris
from painopiste.imports import Kept, Shelf, import_notices
from painopiste.linking import Outcome, Visit, statements_of
from painopiste.manifest import SEARCH_FILE
from painopiste.parliament import read_answer
from painopiste.parliament import statements_of as told_of
from painopiste.queries import Catalogue
from painopiste.rules import broken, read_rules
from painopiste.search import Index
from painopiste.search import Shelf as SearchShelf
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store, quads_written
from parliament import answer

BASE = "https://w3id.org/painopiste"
IRIS = Iris(BASE)
GRAPH = f"{BASE}/graph/imported/cellar"
GONE = "https://example.org/gone"
VISITS = [Visit(GONE, "2026-11-24T12:00:00Z", Outcome.GONE, 404), Visit("https://example.org/here", "2026-11-23T12:00:00Z", Outcome.ALIVE, 200)]


def take(settings: Settings, *names: str) -> None:
    """Put notices on the shelf."""
    with Shelf.open(settings.shelf) as shelf:
        import_notices([(name, notice(name)) for name in names], shelf, IRIS, retrieved="2026-03-10")


@pytest.fixture(scope="module")
def small(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A checkout with the whole vocabulary and reference data and nothing else."""
    root = tmp_path_factory.mktemp("house")
    for name in ("ontology", "shapes", "queries", "data/reference", "data/persons"):
        shutil.copytree(settings.root / name, root / name)
    return Settings(root=root, build_dir=root / "build", imports_dir=root / "imports")


@pytest.fixture(scope="module")
def grown(small: Settings) -> Store:
    """The store of a build with two notices, an answer of the Parliament and two visits."""
    take(small, "2005_167", "1983_1036")
    with Shelf.open(small.parliament_shelf) as shelf:
        told = told_of("x", read_answer("x", answer("2025-0260"), "2025-0260"), "00", IRIS, "2026-07-18T00:00:00Z")
        shelf.stage([Kept("2025-0260", "x", "00", "", "", told.statements, (), 0, told.properties)])
        shelf.place()
    small.links.write_bytes(b"".join(quads_written(statements_of(VISITS, {GONE: [f"{GONE}#part"]}, IRIS))))
    (small.root / "data" / "persons" / "holder.ttl").write_text(
        f"<{BASE}/id/person/holder> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{GONE}#part> ."
    )
    checked, manifest = build(small)
    assert manifest is not None, checked.report.text(checked.graph.file_of)
    assert manifest.is_disjoint
    return opened(small)


def test_imported_things_are_in_the_build_with_their_notice(grown: Store) -> None:
    """Digest and day of every dossier's notice can be asked."""
    rows = grown.rows(
        f"SELECT ?d ?digest ?day {{ GRAPH <{GRAPH}> {{ ?d a <{BASE}/def#Dossier> ; <{BASE}/def#importedFrom> ?n ."
        f" ?n <http://purl.org/dc/terms/identifier> ?digest ; <{BASE}/def#retrieved> ?day }} }} ORDER BY ?d"
    )
    assert [row["d"].value.rpartition("/")[2] for row in rows] == ["1983-1036", "2005-0167"]
    assert all(row["digest"].value.startswith("sha256:") and row["day"].value == "2026-03-10" for row in rows)


def test_the_stage_of_an_imported_dossier_is_derived_by_the_same_rule(grown: Store) -> None:
    """The Return Directive was published."""
    state = f"<{BASE}/def#stateOf> <{BASE}/id/dossier/2005-0167> ; <{BASE}/def#stage> ?stage"
    assert [row["stage"].value for row in grown.rows(f"SELECT ?stage {{ ?state {state} }}")] == [f"{BASE}/id/stage/published"]


def test_imported_events_have_labels(grown: Store) -> None:
    """Of their kind and procedure, in all languages."""
    event = f"{BASE}/id/dossier/2005-0167/event/2005-09-01-adp-bycom"
    labels = grown.rows(f"SELECT ?l {{ <{event}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }}")
    assert len(labels) == 3
    assert all(row["l"].value.endswith("(2005/0167(COD))") for row in labels)


def test_a_build_is_stale_when_more_was_imported(small: Settings, grown: Store) -> None:
    """The shelf is among its inputs."""
    assert len(grown) > 0
    assert is_fresh(small)
    with Shelf.open(small.shelf) as shelf:
        before = shelf.fingerprint()
    take(small, "2008_69")
    try:
        assert not is_fresh(small)
    finally:
        small.shelf.unlink()
        take(small, "2005_167", "1983_1036")
    with Shelf.open(small.shelf) as shelf:
        assert shelf.fingerprint() == before


@pytest.mark.parametrize(
    ("quads", "shape"),
    [
        (f"<{BASE}/id/x> a <{BASE}/def#Counterpart> , <{BASE}/def#Dossier> .", "Counterpart-is-no-dossier"),
        (f"GRAPH <{GRAPH}> {{ <{BASE}/id/x> a <{BASE}/def#Dossier> . }}", "Imported-told-by-a-notice"),
        (f"<{BASE}/id/n> a <{BASE}/def#Notice> .", "Imported-told-by-a-notice"),
        (
            f"GRAPH <{GRAPH}> {{ <http://e/a> a <http://e/C> ; <{BASE}/def#importedFrom> <http://e/n> . <http://e/n> a <{BASE}/def#Notice> }}"
            f" GRAPH <{BASE}/graph/acts> {{ <http://e/a> a <http://e/D> . }}",
            "Imported-edited-stays",
        ),
    ],
)
def test_what_would_make_the_graph_wrong_is_a_violation(small: Settings, tmp_path: Path, quads: str, shape: str) -> None:
    """Each fault of an importer that a build must not let through."""
    path = tmp_path / "wrong.trig"
    path.write_text(quads)
    report = broken(Store.of(path), read_rules(small.root / "shapes" / "imported"), BASE)
    assert shape in {result.source_shape.rpartition("#")[2] for result in report.of("Violation")}


@pytest.fixture(scope="module")
def visitor(small: Settings, grown: Store) -> TestClient:
    """A client of the application over the build with imports."""
    index = SearchShelf(Index.open(small.build_dir / SEARCH_FILE))
    return TestClient(create_app(small, LocalBackend(grown), Served("imported", len(grown)), index))


@pytest.mark.parametrize(("language", "words"), [("fi", "Tuotu CELLARista"), ("sv", "Importerad från CELLAR"), ("en", "Imported from CELLAR")])
def test_a_page_of_something_imported_says_so_with_notice_day_and_digest(visitor: TestClient, language: str, words: str) -> None:
    """In the reader's language, with a link to the notice and to CELLAR."""
    text = visitor.get(f"/{language}/dossier/2005-0167").text
    assert words in text
    assert f'href="/{language}/notice/cellar/2005-0167"' in text
    assert "http://publications.europa.eu/resource/procedure/2005_167" in text
    assert "sha256:" in text


def test_a_title_that_the_reader_has_no_language_for_is_told_in_the_nearest_and_marked(visitor: TestClient) -> None:
    """The notice has six titles, none in Finnish; in English the page is headed by its title and does not tell it twice."""
    finnish, english = (visitor.get(f"/{language}/dossier/1983-1036").text for language in ("fi", "en"))
    assert "Menettely 1983/1036(CNS)</" in finnish
    (title,) = re.findall(r'<p class="official">.*?<span lang="en" class="other">(.+?)</span></p>', finnish)
    assert title in re.findall(r"<h1.*?</h1>", english)[0]
    assert 'class="official"' not in english


def test_a_value_without_a_label_is_told_by_its_code(visitor: TestClient, grown: Store) -> None:
    """The bodies of notices that no table at hand names; the address is that of the EU's table."""
    rows = grown.rows(f"SELECT ?body ?code {{ ?body <{BASE}/def#authorityConcept> ?code FILTER NOT EXISTS {{ ?code a ?class }} }}")
    told = {row["code"].value: visitor.get(f"/en/{IRIS.path(row['body'].value)}").text for row in rows}
    assert told
    assert all(f'<a href="{code}"><span>{code.rpartition("/")[2]}</span></a>' in text for code, text in told.items())


def test_the_list_of_dossiers_shows_imported_ones_when_they_are_asked_for(visitor: TestClient) -> None:
    """And marks them."""
    assert "/en/dossier/2005-0167" not in visitor.get("/en/dossiers").text
    shown = visitor.get("/en/dossiers?imported=1").text
    assert "/en/dossier/2005-0167" in shown
    assert "imported · 2005/0167(COD)" in shown
    assert 'hreflang="fi" href="http://testserver/fi/dossiers?imported=1"' in shown


def test_the_first_page_tells_imported_from_edited(visitor: TestClient) -> None:
    """By class."""
    text = visitor.get("/en").text
    assert '<span>dossier</span></a> <span class="quiet">2 imported</span>' in text
    assert "<span>notice</span></a> 3</li>" in text


def test_the_graph_of_imports_can_be_had_under_its_name(visitor: TestClient) -> None:
    """Though it has a slash."""
    assert "2005-0167" in visitor.get("/graph/imported/cellar", headers={"Accept": "text/turtle"}).text
    assert visitor.get("/en/graph/imported/cellar").status_code == 200


def test_the_comparison_has_a_page(visitor: TestClient) -> None:
    """Linked from the page of quality."""
    assert "/en/quality/compare" in visitor.get("/en/quality").text
    assert visitor.get("/en/quality/compare").status_code == 200


def test_a_gone_link_is_asked_for_with_its_holder(grown: Store, small: Settings) -> None:
    """Also where the link has a fragment; an address without holder stands alone."""
    query = Catalogue.read(small.root / "queries")["quality/link-checks"]
    rows = grown.rows(query.text, query.bind({}, IRIS.absolute))
    told = [tuple(row[name].value if name in row else "" for name in ("outcome", "address", "status", "checked", "thing")) for row in rows]
    assert told == [
        ("alive", "https://example.org/here", "200", "2026-11-23T12:00:00Z", ""),
        ("gone", GONE, "404", "2026-11-24T12:00:00Z", f"{BASE}/id/person/holder"),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Tarkistettuja osoitteita: 2 (", "23.11.2026", "Ei enää ole (404 tai 410)", "Euroopan parlamentin avoimen datan vastaukset")),
        ("sv", ("Kontrollerade adresser: 2 (", "24.11.2026", "Finns inte längre (404 eller 410)", "Svar från Europaparlamentets öppna data")),
        ("en", ("Addresses checked: 2 (", "24 November 2026", "Gone (404 or 410)", "Answers of the European Parliament")),
    ],
)
def test_the_page_of_quality_tells_what_came_from_outside(visitor: TestClient, language: str, words: tuple[str, ...]) -> None:
    """How many notices and answers, when links were checked with which outcomes, and what is gone with its holders."""
    text = visitor.get(f"/{language}/quality").text
    assert [word for word in words if word not in text] == []
    assert f'<a href="{GONE}" rel="nofollow">{GONE}</a>' in text
    assert f'<a href="/{language}/person/holder">' in text
    assert [text.partition(f"graph/imported/{name}")[2].partition("<td>")[2].partition("<")[0] for name in ("cellar", "ep")] == ["2", "1"]
