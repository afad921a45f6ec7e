"""What the Parliament told and the last check of links, taken in beside the edited graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, URIRef

from painopiste.checking import Checked, check_imported
from painopiste.comparing import Comparison, Verdict
from painopiste.freshness import fingerprint
from painopiste.graph import Iris, read_rdf
from painopiste.imports import Kept, Shelf
from painopiste.intake import compared, take_in
from painopiste.linking import Outcome, Visit, statements_of
from painopiste.parliament import events, read_answer
from painopiste.parliament import statements_of as told_of
from painopiste.settings import Settings
from painopiste.store import Store, quads_written
from painopiste.validation import validate
from parliament import answer

IRIS = Iris("https://w3id.org/painopiste")
EURODAC, ANSWERS = IRIS.thing("dossier/eurodac-2024"), ("2016-0132", "2024-2006", "2025-0260")
GONE = Visit("http://e/gone", "2026-11-24T12:00:00Z", Outcome.GONE, 404)


@pytest.fixture(scope="module")
def asked(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with three real answers of the Parliament on the shelf and one visit, and no notice of CELLAR."""
    found = settings.model_copy(update={"imports_dir": tmp_path_factory.mktemp("asked")})
    with Shelf.open(found.parliament_shelf) as shelf:
        for key in ANSWERS:
            told = told_of(key, read_answer(key, answer(key), key), "00", IRIS, "2026-07-18T00:00:00Z")
            shelf.stage([Kept(key, key, "00", "", "", told.statements, (), 0, told.properties)])
        shelf.place()
    found.links.write_bytes(b"".join(quads_written(statements_of([GONE], {}, IRIS))))
    return found


@pytest.fixture(scope="module")
def found(asked: Settings, store: Store) -> list[Comparison]:
    """How the edited graph and the answers compare."""
    return compared(asked, store, IRIS)


def test_days_committees_and_groups_are_compared(found: list[Comparison]) -> None:
    """Eurodac: the day of signing is missing here, the committee responsible and the rapporteur's group agree."""
    told = {(each.detail.rpartition("/")[2], each.verdict, each.theirs) for each in found if each.thing == EURODAC}
    assert ("SIGN_byEP_CONSIL", Verdict.MISSING_HERE, ("2024-05-14",)) in told
    assert ("COMMITTEE_LEAD", Verdict.AGREES, ("https://data.europarl.europa.eu/org/LIBE",)) in told
    assert ("RAPPORTEUR", Verdict.AGREES, ("ECR",)) in told
    assert {notice for each in found for notice in each.notices} == {IRIS.thing("notice/parliament/2016-0132")}


def test_a_day_that_differs_is_told(asked: Settings, tmp_path: Path) -> None:
    """An edited signing on another day than the Parliament's."""
    path = tmp_path / "edited.ttl"
    path.write_text(
        f"@prefix e: <http://data.europa.eu/eli/eli-draft-legislation-ontology#> . @prefix x: <http://www.w3.org/2001/XMLSchema#> ."
        f"<{EURODAC}> a <http://e/C> ; <http://www.w3.org/2002/07/owl#sameAs> <http://publications.europa.eu/resource/procedure/2016_132> ."
        f'<http://e/event> e:forms_part_of <{EURODAC}> ; e:activity_date "2024-05-15"^^x:date ;'
        f"e:had_activity_type <http://publications.europa.eu/resource/authority/event/SIGN_byEP_CONSIL> ."
    )
    (differs,) = [each for each in compared(asked, Store.of(path), IRIS) if each.verdict is Verdict.DIFFERS]
    assert (differs.ours, differs.theirs) == (("2024-05-15",), ("2024-05-14",))


@pytest.fixture(scope="module")
def grown(asked: Settings, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of a build that took it all in."""
    path = tmp_path_factory.mktemp("grown") / "graph.nq"
    path.write_bytes(store.dump("application/n-quads"))
    grown = Store.of(path)
    take_in(asked, grown, IRIS)
    return grown


def test_the_comparison_in_a_build_keeps_its_shapes(grown: Store, found: list[Comparison], settings: Settings, tmp_path: Path) -> None:
    """Each comparison is looked at, and one with a verdict of its own is found."""
    path, shapes = tmp_path / "comparison.nt", read_rdf(settings.root / "shapes" / "comparison.ttl")
    path.write_bytes(grown.dump("application/n-triples", IRIS.graph("imported/comparison")))
    told = read_rdf(path)
    assert len(set(told.subjects(RDF.type, URIRef(IRIS.term("Comparison"))))) == len(set(found)) > 0
    assert [str(result) for result in validate(told, shapes).results] == []
    path.write_text(path.read_text().replace("/id/verdict/agrees>", "/id/verdict/perhaps>"))
    agreeing = sum(each.verdict is Verdict.AGREES for each in set(found))
    assert [result.source_shape.rpartition("#")[2] for result in validate(read_rdf(path), shapes).results] == ["Comparison-verdict"] * agreeing


def test_what_was_told_and_checked_stands_in_graphs_of_its_own(asked: Settings, grown: Store, checked: Checked) -> None:
    """No triple in two graphs, and no rule on imported things broken by real answers."""
    assert {IRIS.graph(name) for name in ("imported/ep", "imported/comparison", "links")} <= set(grown.graphs())
    assert grown.is_disjoint()
    before = {result.focus_node for result in checked.report.results}
    assert {result.focus_node for result in check_imported(asked, checked, grown).report.results} == before


def test_each_of_them_is_an_input_of_a_build(asked: Settings, settings: Settings) -> None:
    """Another check of links makes a build stale."""
    with_both, kept = fingerprint(asked), asked.links.read_bytes()
    asked.links.write_bytes(kept.replace(b"404", b"410"))
    other = fingerprint(asked)
    asked.links.write_bytes(kept)
    assert len({with_both, other, fingerprint(settings)}) == 3
    assert fingerprint(asked) == with_both


def test_kinds_that_are_compared_are_of_the_table(store: Store) -> None:
    """Each has its label in the reference data."""
    authority = "http://publications.europa.eu/resource/authority/event/"
    for code in events().values():
        assert store.rows(f"SELECT ?l {{ <{authority}{code}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }}"), code
