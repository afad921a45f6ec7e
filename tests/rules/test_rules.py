"""The rules: each finds the smallest file that breaks it and nothing else in it, and the shipped graph keeps all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from painopiste.graph import PREFIXES, Iris
from painopiste.rules import Rule, broken, read_rules
from painopiste.rules import faults as faults_of
from painopiste.store import Store

CASES = Path(__file__).parent
RULES = read_rules(CASES.parents[1] / "shapes" / "rules")
BASE = "https://w3id.org/painopiste"
NOTE, SH = PREFIXES["skos"] + "note", PREFIXES["sh"]
EACH = [pytest.param(rule, id=rule.name) for rule in RULES]
BREAKING = [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in sorted(CASES.glob("*/breaking*.ttl"))]
Faults = Callable[[Path], list[tuple[str, str]]]


@pytest.fixture
def faults() -> Faults:
    """What all rules together find in a file, as shapes and focus nodes."""

    def found(path: Path) -> list[tuple[str, str]]:
        store = Store()
        store.load(path)
        return [(result.source_shape, result.focus_node) for result in broken(store, RULES, BASE).results]

    return found


@pytest.mark.parametrize("path", BREAKING)
def test_a_breaking_file_breaks_exactly_its_rule(path: Path, faults: Faults) -> None:
    """One fault, found by the rule that the folder is named for, and by no other."""
    assert [shape for shape, _ in faults(path)] == [f"{BASE}/{rule.shape}" for rule in RULES if rule.name == path.parent.name]


@pytest.mark.parametrize("rule", EACH)
def test_a_passing_file_breaks_no_rule(rule: Rule, faults: Faults) -> None:
    """What is right, what cannot be known and what is declared an exception are let be."""
    assert faults(CASES / rule.name / "passing.ttl") == []


def test_every_rule_has_a_breaking_case_and_every_case_a_rule() -> None:
    """A rule that is renamed or dropped takes its cases with it."""
    assert sorted(path.parent.name for path in CASES.glob("*/breaking.ttl")) == [rule.name for rule in RULES]
    assert {path.parent.name for path in CASES.glob("*/*.ttl")} == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", EACH)
def test_a_message_says_what_is_wanted_in_both_languages(rule: Rule) -> None:
    """A sentence in Finnish and in English, of different words."""
    assert all(len(rule.message[language]) > 60 and rule.message[language].endswith(".") for language in ("fi", "en"))
    assert rule.message["fi"] != rule.message["en"]


def test_no_two_rules_share_a_shape() -> None:
    """A line of the report leads to one rule."""
    assert len({rule.shape for rule in RULES}) == len(RULES)


def test_every_declared_exception_departs_from_a_rule_and_says_why(store: Store) -> None:
    """One that is no longer needed would hide the next fault."""
    declared = store.rows(f"SELECT ?focus ?shape ?note {{ ?focus <{BASE}/def#exceptionTo> ?shape ; <{NOTE}> ?note }}")
    excepted = {(row["focus"].value, row["shape"].value) for row in declared}
    found = {(fault.focus_node, fault.source_shape) for rule in RULES for fault in faults_of(store, rule, Iris(BASE))}
    assert len(excepted) > 5
    assert excepted <= found


def test_the_shipped_graph_describes_every_rule(store: Store) -> None:
    """The shape that a report names can be looked up, with its message and the query that finds its faults."""
    described = store.rows(f"SELECT ?shape {{ ?shape <{SH}select> ?text ; <{SH}severity> ?grave ; <{SH}message> ?message }}")
    assert {row["shape"].value for row in described} >= {f"{BASE}/{rule.shape}" for rule in RULES}


def test_the_shipped_graph_keeps_every_rule(store: Store) -> None:
    """What departs from a rule is declared in the data, or is an error to mend."""
    assert [result.line(None) for result in broken(store, RULES, BASE).of("Violation")] == []
