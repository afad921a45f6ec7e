"""Imported statements beside edited ones: one name a thing, nothing twice, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from notices import notice
from painopiste.graph import PREFIXES, Iris
from painopiste.imports import Aligner, Edited, Outcome, Shelf, import_notices
from painopiste.store import Statement, Store

BASE = "https://w3id.org/painopiste"
IRIS = Iris(BASE)
HEAD = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items()) + f"@prefix def: <{BASE}/def#> .\n@prefix id: <{BASE}/id/> .\n"
ACT, DUBLIN = "http://data.europa.eu/eli/reg/2024/1351/oj", "http://data.europa.eu/eli/reg/2013/604/oj"
AMM = f"{BASE}/id/dossier/2020-0279"
EDITED = f"""
<{BASE}/id/dossier/ammr> a def:Dossier ; skos:prefLabel "Ours"@en ; owl:sameAs procedure:2020_279 .
<{ACT}> a def:LegalAct ; skos:prefLabel "Our name"@en ; owl:sameAs celex:32024R1351 .
<{BASE}/id/organisation/dg-home> a def:Organisation ; def:authorityConcept <http://publications.europa.eu/resource/authority/corporate-body/HOME> .
<{BASE}/id/treaty-article/tfeu-78> a def:TreatyArticle ; skos:prefLabel "Our article"@en .
"""
Take = Callable[..., Outcome]


def edited(tmp_path: Path, turtle: str = EDITED) -> Edited:
    """The names of an edited graph."""
    path = tmp_path / "edited.ttl"
    path.write_text(HEAD + turtle)
    return Edited.of(Store.of(path), IRIS)


@pytest.fixture
def aligned(take: Take, shelf: Shelf, tmp_path: Path) -> dict[Statement, str]:
    """The notice on asylum and migration management beside an edited dossier, each statement with its graph."""
    take(("a.rdf", notice("2020_279")))
    return dict(Aligner(shelf, edited(tmp_path), IRIS).aligned())


def texts(statements: dict[Statement, str], subject: str) -> set[tuple[str, str]]:
    """The statements about a thing, by the local name of the property and the text of the value."""
    return {(name.value.rpartition("#")[2].rpartition("/")[2], value.value) for one, name, value in statements if one.value == subject}


def test_a_dossier_that_is_edited_stands_beside_it_as_a_counterpart(aligned: dict[Statement, str]) -> None:
    """It is no dossier, so nothing counts it twice; and it claims no identity that the edited one has."""
    facts = texts(aligned, AMM)
    assert {value for name, value in facts if name == "type"} == {f"{BASE}/def#Counterpart"}
    assert ("counterpartOf", f"{BASE}/id/dossier/ammr") in facts
    assert "sameAs" not in {name for name, _ in facts}
    assert ("seeAlso", "http://publications.europa.eu/resource/procedure/2020_279") in facts


def test_the_events_of_a_counterpart_are_no_events_of_ours(aligned: dict[Statement, str]) -> None:
    """They are activities with date and kind, and part of the counterpart."""
    facts = texts(aligned, f"{AMM}/event/2024-05-22-pub-oj")
    assert {value for name, value in facts if name == "type"} == {PREFIXES["eli-dl"] + "Activity"}
    assert {("activity_date", "2024-05-22"), ("forms_part_of", AMM)} <= facts


def test_counterparts_stand_in_a_graph_of_their_own(aligned: dict[Statement, str]) -> None:
    """So they can be asked, or left out, as one."""
    beside = {graph for (subject, _, _), graph in aligned.items() if subject.value.startswith(AMM)}
    others = {graph for (subject, _, _), graph in aligned.items() if not subject.value.startswith(AMM)}
    assert (beside, others) == ({f"{BASE}/graph/imported/cellar-counterparts"}, {f"{BASE}/graph/imported/cellar"})


def test_an_edited_thing_keeps_its_description_and_gains_relations(aligned: dict[Statement, str]) -> None:
    """What acts do to each other is what a graph grows by."""
    facts = texts(aligned, ACT)
    assert {name for name, _ in facts} == {"amends", "repeals", "adopts", "cites"}
    assert ("repeals", DUBLIN) in facts
    assert texts(aligned, f"{BASE}/id/treaty-article/tfeu-78") == set()


def test_what_leads_to_an_edited_thing_leads_to_its_name(aligned: dict[Statement, str]) -> None:
    """A body is found by its concept in the authority table."""
    part = f"{AMM}/participation/resp-corp-home"
    assert ("had_participant_organization", f"{BASE}/id/organisation/dg-home") in texts(aligned, part)
    assert not [one for one, _, _ in aligned if one.value == f"{BASE}/id/organisation/corporate-body-home"]


def test_without_an_edited_dossier_the_imported_one_is_a_dossier(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    """With its events and its identity."""
    take(("a.rdf", notice("2020_279")))
    statements = dict(Aligner(shelf, edited(tmp_path, ""), IRIS).aligned())
    facts = texts(statements, AMM)
    assert ("type", f"{BASE}/def#Dossier") in facts
    assert ("sameAs", "http://publications.europa.eu/resource/procedure/2020_279") in facts
    assert set(statements.values()) == {f"{BASE}/graph/imported/cellar"}


def test_an_act_that_one_notice_names_by_eli_and_another_by_celex_is_one(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    """The ELI is its name, in whatever order they come, and it has one label a language."""
    other = notice("2010_312").replace(b"32013R1053", b"32013R0604")
    take(("a.rdf", notice("2020_279")), ("b.rdf", other))
    statements = dict(Aligner(shelf, edited(tmp_path, ""), IRIS).aligned())
    assert ("created_a_realization_of", DUBLIN) in texts(statements, f"{BASE}/id/dossier/2010-0312")
    assert not [one for one, _, _ in statements if one.value == f"{BASE}/id/act/32013r0604"]
    assert sorted(value for name, value in texts(statements, DUBLIN) if name == "prefLabel") == [
        "Asetus 32013R0604",
        "Förordning 32013R0604",
        "Regulation 32013R0604",
    ]


def test_no_statement_is_given_twice(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    """Whatever several notices tell alike."""
    take()
    statements = [statement for statement, _ in Aligner(shelf, edited(tmp_path), IRIS).aligned()]
    assert len(statements) == len(set(statements)) > 5000


def test_a_work_is_of_one_kind(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    """A proposal that another notice takes for a document is a proposal."""
    take()
    kinds: dict[str, set[str]] = {}
    for (subject, name, value), _ in Aligner(shelf, edited(tmp_path), IRIS).aligned():
        if name.value.endswith("#type") and value.value.startswith(f"{BASE}/def#"):
            kinds.setdefault(subject.value, set()).add(value.value.rpartition("#")[2])
    assert {name for name, found in kinds.items() if len(found & {"Proposal", "LegalAct", "Document"}) > 1} == set()


def test_the_same_notices_give_the_same_statements_in_any_order(take: Take, tmp_path: Path) -> None:
    """Names and values are chosen by what they are."""
    take()
    with Shelf.open(tmp_path / "other.sqlite") as other:
        import_notices([("x.rdf", notice(key)) for key in ("2020_279", "2018_330A", "2013_91")], other, IRIS)
        first = list(Aligner(other, edited(tmp_path), IRIS).aligned())
    with Shelf.open(tmp_path / "third.sqlite") as third:
        import_notices([("x.rdf", notice(key)) for key in ("2013_91", "2020_279", "2018_330A")], third, IRIS)
        assert list(Aligner(third, edited(tmp_path), IRIS).aligned()) == first
