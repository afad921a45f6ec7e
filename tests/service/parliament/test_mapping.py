"""What the Parliament's real answers say in our vocabulary."""

from __future__ import annotations

import csv
import json
from collections import Counter
from importlib import resources

import pytest

from painopiste.errors import NoticeError
from painopiste.graph import PREFIXES, Iris
from painopiste.parliament import Told, events, read_answer, statements_of, treatments
from painopiste.store import Store
from parliament import answer, document

IRIS = Iris("https://w3id.org/painopiste")
ANSWERS = ("2016-0132", "2024-2006", "2025-0260")
EP = "https://data.europarl.europa.eu/"


def told(process_id: str) -> Told:
    """What an answer says."""
    return statements_of("x", read_answer("x", answer(process_id), process_id), "00", IRIS, "2026-07-18T00:00:00Z")


def rows(found: Told, pattern: str) -> list[dict[str, str]]:
    """The rows of a pattern."""
    store, prefixes = Store(), "".join(f"PREFIX {name}: <{space}> " for name, space in {**PREFIXES, "def": IRIS.term("")}.items())
    store.add(list(found.statements), IRIS.graph("imported/ep"))
    return [{name: value.value for name, value in row.items()} for row in store.rows(f"{prefixes} SELECT * {{ {pattern} }}")]


@pytest.mark.parametrize("process_id", ANSWERS)
def test_every_property_is_decided_on(process_id: str) -> None:
    """And every value of those that are mapped becomes a statement."""
    found, process = told(process_id), json.loads(answer(process_id))["data"][0]
    assert found.undecided == ()
    assert len(rows(found, "?s eli-dl:consists_of ?event . ?event eli-dl:activity_date ?day")) == len(process["consists_of"])
    assert len(rows(found, "?s eli-dl:had_participation ?x . ?x a eli-dl:Participation")) == len(process.get("had_participation", []))
    assert len(rows(found, "?s eli-dl:process_title ?title")) == len(process["process_title"])


def test_eurodac_has_its_committees_rapporteurs_and_votes() -> None:
    """Under the Parliament's own IRIs; a participation without a role has none here either."""
    found = told("2016-0132")
    roles = Counter(row["role"].removeprefix(f"{EP}def/ep-roles/") for row in rows(found, "?x eli-dl:participation_role ?role"))
    assert roles == {"RAPPORTEUR_SHADOW": 6, "COMMITTEE_OPINION": 2, "RAPPORTEUR": 1, "RAPPORTEUR_OPINION": 1, "COMMITTEE_LEAD": 1}
    (lead,) = rows(found, f"?x eli-dl:participation_role <{EP}def/ep-roles/COMMITTEE_LEAD> ; eli-dl:had_participant_organization ?body")
    assert lead["body"] == f"{EP}org/LIBE"
    (vote,) = rows(found, f"?x a eli-dl:Decision ; eli-dl:decided_on_a_realization_of <{EP}eli/dl/doc/TA-9-2024-0183> ; eli-dl:activity_date ?day")
    assert vote["day"] == "2024-04-10"


def test_groups_are_codes_as_in_what_cellar_tells() -> None:
    """So that participants of both can be compared."""
    assert {row["group"] for row in rows(told("2016-0132"), "?x def:politicalGroup ?group")} >= {"S-D", "RENEW", "PPE"}


def test_the_stale_stage_is_left_and_no_dossier_is_made() -> None:
    """The answer still says first reading of what was published in 2024."""
    found = told("2016-0132")
    assert not rows(found, "?x eli-dl:current_stage ?stage")
    assert not rows(found, "?x a <https://w3id.org/painopiste/def#Dossier>")
    assert not rows(found, "?x a eli-dl:Process")
    assert treatments()["current_stage"].reason


def test_a_property_that_is_not_known_is_told() -> None:
    """So that somebody decides."""
    process = {**read_answer("x", answer("2025-0260"), "2025-0260"), "somethingNew": 1}
    assert statements_of("x", process, "00", IRIS, "2026-07-18T00:00:00Z").undecided == ("somethingNew",)


def test_a_class_that_is_not_known_is_told() -> None:
    """As a property is, and an item of an agenda has none."""
    process = read_answer("x", answer("2025-0260"), "2025-0260")
    activities = [{**activity, "type": "Hearing"} for activity in process["consists_of"]]
    assert statements_of("x", {**process, "consists_of": activities}, "00", IRIS, "2026-07-18T00:00:00Z").undecided == ("type Hearing",)
    assert not rows(told("2025-0260"), "?x a eli-dl:ForeseenActivity")


def names_in(item: object) -> set[str]:
    """The properties of a thing and its parts; of texts by language none."""
    if isinstance(item, list):
        return {name for one in item for name in names_in(one)}
    if not isinstance(item, dict) or "id" not in item:
        return set()
    return set(item) | {name for value in item.values() for name in names_in(value)}


def test_what_an_answer_on_a_document_has_is_left_for_a_reason() -> None:
    """Documents are not asked for; whoever does so finds each property in the table."""
    names = names_in(json.loads(document("a-9-2024-0163"))["data"])
    assert {"is_realized_by", "byteSize", "workHadParticipation"} < names
    assert names - set(treatments()) == set()
    assert [name for name in names if treatments()[name].kind == "left" and not treatments()[name].reason] == []


def test_the_table_is_sorted_and_says_what_becomes_of_each() -> None:
    """Mapped ones have a form and a term, but for the subject; no two have one IRI."""
    table = treatments()
    assert list(table) == sorted(table)
    assert {found.kind for found in table.values()} == {"mapped", "left"}
    assert [name for name, found in table.items() if found.kind == "mapped" and not (found.form and found.targets)] == ["id"]
    iris = [found.iri for found in table.values() if found.iri]
    assert len(iris) == len(set(iris))
    assert table["epNumber"].iri == f"{EP}def/epvoc#epNumber"


def test_kinds_are_equated_for_a_reason() -> None:
    """Tabling is of reports and amendments alike, and of the EU's kind no source says what it means."""
    assert len(events()) == 5
    assert "TABLING_PLENARY" not in events()
    with resources.files("painopiste.parliament").joinpath("kinds.csv").open(encoding="utf-8") as stream:
        assert [row["kind"] for row in csv.DictReader(stream) if not row["reason"]] == []


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"[]", b'{"data": []}', b'{"data": [{"type": "Process", "process_id": "2020-0001"}]}', answer("2016-0132")[:9000]],
)
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    """Cut, of another procedure, or something else."""
    with pytest.raises(NoticeError):
        read_answer("x", content, "2016-0132")


@pytest.mark.parametrize("broken", [{"id": 7}, {"id": "a b"}, {"process_title": "x"}, {"consists_of": [{"type": "Activity"}]}])
def test_a_value_of_another_form_is_refused(broken: dict[str, object]) -> None:
    """Told by name, never half taken in."""
    with pytest.raises(NoticeError):
        statements_of("x", {**read_answer("x", answer("2016-0132"), "2016-0132"), **broken}, "00", IRIS, "2026-07-18T00:00:00Z")
