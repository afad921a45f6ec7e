"""Edited and imported statements side by side, on real notices and the real graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notices import END, about, fact, notice
from painopiste.checking import load_files
from painopiste.comparing import Comparison, Verdict, compare, is_severe, write_comparisons
from painopiste.graph import Iris, read_rdf
from painopiste.imports import Shelf, import_notices
from painopiste.settings import Settings
from painopiste.store import Store
from painopiste.validation import validate

BASE = "https://w3id.org/painopiste"
IRIS = Iris(BASE)
EVENT = "http://publications.europa.eu/resource/authority/event/"
DIFFERING = Comparison("http://e/a", "http://e/p", "", Verdict.DIFFERS, "Violation", ("1",), ("2",), "http://e/b")


@pytest.fixture(scope="module")
def found(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> list[Comparison]:
    """What is found of five procedures that both sides know; of one the notice has another reference than in reality, of others it tells more."""
    with Shelf.open(tmp_path_factory.mktemp("compare") / "cellar.sqlite") as shelf:
        names = ("2005_167", "2010_312", "2013_91", "2018_330A", "2020_279")
        notices = {name: notice(name).replace(b"2010/0312/NLE", b"2010/0312/CNS") for name in names}
        notices["2020_279"] = more(notices["2020_279"], "celex/32024R1351", force("false"), entry("2024-06-12"))
        notices["2013_91"] = more(notices["2013_91"], "celex/32016R0794", force("true"))
        import_notices(notices.items(), shelf, IRIS, retrieved="2026-03-10")
        return compare(load_files(settings), shelf, IRIS, settings.as_of)


def more(told: bytes, work: str, *facts: str) -> bytes:
    """A notice that also tells something of a work."""
    return told.replace(END.encode(), about(work, *facts).encode())


def force(flag: str) -> str:
    """Whether a work is in force, as CELLAR tells it of acts; none of its notices of procedures at hand does."""
    return fact("resource_legal_in-force", flag, "boolean")


def entry(day: str) -> str:
    """When a work enters into force."""
    return fact("resource_legal_date_entry-into-force", day, "date")


def of(found: list[Comparison], slug: str, verdict: Verdict) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Kinds of event with the days of both sides, of one edited thing."""
    chosen = [each for each in found if each.thing == f"{BASE}/id/{slug}" and each.verdict == verdict]
    return {(each.detail.removeprefix(EVENT) or each.prop.rpartition("#")[2], each.ours, each.theirs) for each in chosen}


def test_the_day_of_an_event_that_both_tell_agrees(found: list[Comparison]) -> None:
    """The signature and the publication of the Europol Regulation."""
    day, published = ("2016-05-11",), ("2016-05-24",)
    assert {("SIGN_byEP_CONSIL", day, day), ("PUB_OJ", published, published)} <= of(found, "dossier/europol-regulation", Verdict.AGREES)


def test_two_references_for_one_procedure_differ_severely(found: list[Comparison]) -> None:
    """The procedure of the Schengen evaluation of 2013 under a kind that it does not have."""
    severe = {(each.prop.rpartition("#")[2], each.ours, each.theirs) for each in found if each.severity == "Violation"}
    assert ("process_id", ("2010/0312(NLE)",), ("2010/0312(CNS)",)) in severe
    assert is_severe(found)


def test_an_event_that_leads_to_a_stage_and_is_missing_here_is_a_warning(found: list[Comparison]) -> None:
    """The opinion of the Parliament at first reading on Europol, with the notice that tells of it."""
    missing = [each for each in found if each.detail == EVENT + "OPI_R1_byEP" and each.thing.endswith("europol-regulation")]
    assert [(each.verdict, each.severity, each.theirs) for each in missing] == [(Verdict.MISSING_HERE, "Warning", ("2014-02-25",))]
    assert missing[0].notices == (f"{BASE}/id/notice/cellar/2013-0091",)


def test_a_record_without_a_dossier_is_compared_by_the_act_that_came_of_the_procedure(found: list[Comparison]) -> None:
    """The Return Directive has a record of its own, and CELLAR its procedure."""
    assert ("PUB_OJ", (), ("2008-12-24",)) in of(found, "act/return-directive", Verdict.MISSING_HERE)


def test_whether_and_when_an_act_is_in_force_is_compared_where_its_notice_tells(found: list[Comparison]) -> None:
    """The regulation on asylum management is in force since 11 June 2024; of the Europol Regulation the edited graph does not say it."""
    told = {(each.thing.partition("/reg/")[2], each.prop.rpartition("#")[2], each.verdict, each.severity, each.ours, each.theirs) for each in found}
    eli = "http://data.europa.eu/eli/ontology#InForce-"
    assert {each for each in told if "force" in each[1]} == {
        ("2024/1351/oj", "first_date_entry_in_force", Verdict.DIFFERS, "Warning", ("2024-06-11",), ("2024-06-12",)),
        ("2024/1351/oj", "in_force", Verdict.DIFFERS, "Warning", (f"{eli}inForce",), (f"{eli}notInForce",)),
        ("2016/794/oj", "in_force", Verdict.MISSING_HERE, "Info", (), (f"{eli}inForce",)),
    }


def test_every_comparison_names_both_sides_and_an_agreement_is_no_fault(found: list[Comparison]) -> None:
    """What one says alone has no value of the other."""
    assert {each.severity for each in found if each.verdict == Verdict.AGREES} == {"Info"}
    assert all(bool(each.ours) == (each.verdict != Verdict.MISSING_HERE) for each in found)
    assert all(bool(each.theirs) == (each.verdict != Verdict.MISSING_THERE) for each in found)


def test_a_report_in_rdf_has_every_comparison(found: list[Comparison], settings: Settings, tmp_path: Path) -> None:
    """Each under a name of its own, and as its shapes want it."""
    path = tmp_path / "report.ttl"
    path.write_text(write_comparisons(found, "turtle", IRIS), encoding="utf-8")
    assert validate(read_rdf(path), read_rdf(settings.root / "shapes" / "comparison.ttl")).results == ()
    rows = Store.of(path).rows(f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?c a <{BASE}/def#Comparison> ; <{BASE}/def#verdict> ?v }}")
    assert rows[0]["n"].value == str(len(set(found)))


def test_texts_and_tables_name_the_difference() -> None:
    """In every form that a person reads; what would be markup is not."""
    tricky = Comparison("http://e/a", "http://e/p", "", Verdict.DIFFERS, "Violation", ("<b>",), ("2",), "http://e/b")
    text = write_comparisons([DIFFERING], "text", IRIS)
    assert text == "Violation: <http://e/a> differs: p: here 1; in <http://e/b> 2\ndiffers Violation: 1"
    assert json.loads(write_comparisons([DIFFERING], "json", IRIS))["counts"] == {"differs Violation": 1}
    assert write_comparisons([DIFFERING], "csv", IRIS).splitlines()[1] == "Violation,differs,http://e/a,http://e/p,,1,2,http://e/b,,"
    assert "<td>&lt;b&gt;</td>" in write_comparisons([tricky], "html", IRIS)
    assert write_comparisons([], "text", IRIS) == "nothing to compare"
