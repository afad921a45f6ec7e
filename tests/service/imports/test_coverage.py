"""Nothing in the notices is dropped silently: each property is mapped, another name, checked or left with a reason, and that is true."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import pytest

from notices import notice, notices
from painopiste.cellar import absolute, compact, map_notice, treatment_of
from painopiste.cellar.notice import SAME_AS, Aliases
from painopiste.cellar.treatments import KINDS, treatments
from painopiste.graph import Iris, Plain, plain_triples
from painopiste.imports import PARLIAMENT, Kept, Outcome, Shelf, coverage_of
from painopiste.parliament import read_answer, statements_of
from parliament import answer

IRIS = Iris("https://w3id.org/painopiste")
Take = Callable[..., Outcome]
# Aliases that are a part of what the fuller property says, or say it in other words.
IN_OTHER_WORDS = ("a part of", "the kind as a text", "as an ELI", "the names of the procedure")
# Read without being asked for by name: the names of things, and what only notices of works have.
READ_OTHERWISE = {"owl:sameAs", "rdf:type", "cdm:expression_title", "cdm:expression_uses_language"}


@cache
def asked() -> set[str]:
    """The properties that the mapping reads, by their compact names."""
    return {compact(prop) for name, content in notices().items() for prop in map_notice(name, content, IRIS).asked}


def test_what_is_read_is_said_to_be_mapped_or_checked() -> None:
    """The table knows everything that the mapping asks for."""
    assert {name for name in asked() if treatment_of(name).kind not in ("mapped", "checked")} == set()


def test_what_is_said_to_be_mapped_or_checked_is_read() -> None:
    """And claims nothing that the mapping does not do."""
    assert {name for name, found in treatments().items() if found.kind in ("mapped", "checked")} - asked() <= READ_OTHERWISE


def test_every_property_of_the_notices_is_decided(take: Take, shelf: Shelf) -> None:
    """None is unknown, and what is left has a reason."""
    take()
    coverage = coverage_of(shelf)
    assert coverage.undecided == ()
    assert [row.name for row in coverage.rows if row.treatment.kind == "left" and not row.treatment.reason] == []
    assert len(coverage.rows) > 150


def test_the_counts_are_those_of_the_notices(take: Take, shelf: Shelf) -> None:
    """Every triple is counted under one property."""
    take()
    triples = sum(sum(1 for _ in plain_triples(content)) for content in notices().values())
    coverage = coverage_of(shelf)
    assert sum(row.statements for row in coverage.rows) == triples
    assert sum(statements for _, statements in coverage.counts().values()) == triples
    assert {row.name: row.notices for row in coverage.rows}["cdm:dossier_title"] == 12


def fuller(name: str) -> set[str]:
    """The properties of which one is another name, whichever way it leads to them."""
    found = treatment_of(name)
    return {name} | {target for other in found.targets if found.kind == "alias" for target in fuller(other)}


@pytest.mark.parametrize("key", sorted(notices()))
def test_another_name_says_nothing_that_the_fuller_one_does_not(key: str) -> None:
    """Whoever leaves it out loses no fact."""
    triples = list(plain_triples(notices()[key]))
    aliases = Aliases((subject, value) for subject, prop, value in triples if prop == SAME_AS and isinstance(value, str))
    pairs: dict[str, set[tuple[str, str | Plain]]] = defaultdict(set)
    for subject, prop, value in triples:
        pairs[compact(prop)].add((aliases.key(subject), aliases.key(value) if isinstance(value, str) else value))
    events = {subject for subject, _ in pairs["cdm:event_legal_part_of_dossier"]}
    lost = {}
    for name, found in treatments().items():
        if found.kind == "alias" and name.startswith("cdm:") and not any(words in found.reason for words in IN_OTHER_WORDS):
            known = set().union(*(pairs[other] for other in fuller(name) - {name}))
            known |= {(value, subject) for subject, value in known if isinstance(value, str)}
            if more := {pair for pair in pairs[name] - known if pair[0] in events or "which are left" not in found.reason}:
                lost[name] = more
    assert lost == {}


def test_an_unknown_property_is_told_as_undecided(take: Take, shelf: Shelf) -> None:
    """So that somebody decides."""
    content = notice("2010_312").replace(b"dossier_type_reference", b"dossier_new_property")
    take(("new.rdf", content))
    assert [row.name for row in coverage_of(shelf).undecided] == ["cdm:dossier_new_property"]
    assert "undecided: 1 properties" in coverage_of(shelf).as_text()


def test_the_coverage_is_a_table_and_a_part_of_the_graph(take: Take, shelf: Shelf) -> None:
    """Both say the same."""
    take()
    coverage = coverage_of(shelf)
    rows = list(csv.DictReader(io.StringIO(coverage.as_csv())))
    counts = {one.value: value.value for one, prop, value in coverage.statements(IRIS) if prop.value.endswith("#triples")}
    assert len(rows) == len(counts) == len(coverage.rows)
    part = "https://w3id.org/painopiste/id/coverage/cellar/cdm-dossier_title"
    assert counts[part] == next(row["statements"] for row in rows if row["property"] == "cdm:dossier_title")
    becomes = {value.value for one, prop, value in coverage.statements(IRIS) if one.value == part and prop.value.endswith("#becomes")}
    assert absolute("skos:prefLabel") in becomes


def test_the_answers_of_the_parliament_are_covered_in_the_same_way(shelf: Shelf) -> None:
    """With the IRIs that are known of their properties; what is not known is undecided."""
    process = {**read_answer("x", answer("2016-0132"), "2016-0132"), "somethingNew": 1}
    told = statements_of("x", process, "00", IRIS, "2026-07-18T00:00:00Z")
    shelf.stage([Kept("2016-0132", "x", "00", "", "", told.statements, (), 0, told.properties)])
    shelf.place()
    coverage = coverage_of(shelf, PARLIAMENT)
    assert [row.name for row in coverage.undecided] == ["somethingNew"]
    assert {row.name: (row.statements, row.treatment.kind) for row in coverage.rows}["current_stage"] == (1, "left")
    part = "https://w3id.org/painopiste/id/coverage/parliament/activity_date"
    said = {(prop.value.rpartition("#")[2], value.value) for one, prop, value in coverage.statements(IRIS) if one.value == part}
    days = str(answer("2016-0132").count(b'"activity_date"'))
    assert {("property", absolute("eli-dl:activity_date")), ("triples", days), ("documents", "1")} <= said
    nameless = f"{part.rpartition('/')[0]}/politicalGroup"
    assert not [prop for one, prop, _ in coverage.statements(IRIS) if one.value == nameless and prop.value.endswith("#property")]


def test_the_table_is_sorted_and_its_targets_are_known() -> None:
    """A target of another name is a property of the table; a target of a mapped one is a term of a vocabulary of ours."""
    names = list(treatments())
    assert names == sorted(names)
    aliases = {name: found.targets for name, found in treatments().items() if found.kind == "alias"}
    assert {target for targets in aliases.values() for target in targets} <= set(names)
    assert {found.kind for found in treatments().values()} < set(KINDS)
