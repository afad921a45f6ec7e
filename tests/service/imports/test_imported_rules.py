"""The rules of what is imported: nothing is found in a small import that is right, and one change of it breaks just one rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from painopiste.rules import broken, read_rules
from painopiste.store import Store

BASE = "https://w3id.org/painopiste"
RULES = read_rules(Path(__file__).parents[3] / "shapes" / "imported")
PASSING = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX def: <https://w3id.org/painopiste/def#>
PREFIX dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH <https://w3id.org/painopiste/graph/imported/cellar> {
  <http://e/notice> a def:Notice ; dct:identifier "sha256" ; dct:source <http://e/source> .
  <http://e/dossier> a def:Dossier ; def:importedFrom <http://e/notice> ; dl:process_type <http://e/procedure> ; dl:process_title "Title"@en .
  <http://e/event> a dl:Activity ; def:importedFrom <http://e/notice> ; dl:forms_part_of <http://e/dossier> ;
    dl:had_activity_type <http://e/kind> ; dl:activity_date "2024-05-21"^^xsd:date .
}
GRAPH <https://w3id.org/painopiste/graph/reference> {
  <http://e/procedure> skos:prefLabel "procedure"@en .
  <http://e/kind> skos:prefLabel "kind"@en .
}
"""
BREAKING = [
    ("dossier-has-events", "dl:forms_part_of <http://e/dossier>", "dl:forms_part_of <http://e/other>"),
    ("dossier-procedure-known", '<http://e/procedure> skos:prefLabel "procedure"@en .', ""),
    ("dossier-procedure-known", "dl:process_type <http://e/procedure>", "dl:process_type <http://e/procedure> , <http://e/kind>"),
    ("dossier-titled", '; dl:process_title "Title"@en', ""),
    ("event-is-dated", ' ; dl:activity_date "2024-05-21"^^xsd:date', ""),
    ("event-is-dated", '"2024-05-21"^^xsd:date', '"2024"^^xsd:gYear'),
    ("event-is-dated", '"2024-05-21"^^xsd:date', '"2024-05-21"^^xsd:date , "2024-05-22"^^xsd:date'),
    ("event-kind-known", '<http://e/kind> skos:prefLabel "kind"@en .', ""),
    ("told-by-a-notice", 'dct:identifier "sha256" ; ', ""),
    ("told-by-a-notice", "a def:Notice ; ", ""),
    ("edited-stays", "<http://e/procedure> skos:prefLabel", "<http://e/event> a dl:Activity . <http://e/procedure> skos:prefLabel"),
    ("counterpart-is-no-dossier", "a def:Dossier ;", "a def:Dossier , def:Counterpart ;"),
]


def found(text: str, folder: Path) -> set[str]:
    """The rules that a dataset breaks, by the names of their files."""
    path = folder / "import.trig"
    path.write_text(text, encoding="utf-8")
    shapes = {result.source_shape for result in broken(Store.of(path), RULES, BASE).results}
    return {rule.name for rule in RULES if f"{BASE}/{rule.shape}" in shapes}


def test_a_right_import_breaks_no_rule(tmp_path: Path) -> None:
    """The case that each breaking one is a change of."""
    assert found(PASSING, tmp_path) == set()


@pytest.mark.parametrize(("rule", "right", "wrong"), BREAKING, ids=[f"{rule}-{number}" for number, (rule, _, _) in enumerate(BREAKING)])
def test_the_smallest_change_breaks_one_rule(tmp_path: Path, rule: str, right: str, wrong: str) -> None:
    """And no other."""
    assert right in PASSING
    assert found(PASSING.replace(right, wrong, 1), tmp_path) == {rule}


def test_every_rule_is_broken_once() -> None:
    """A rule without a breaking case might find nothing ever."""
    assert {rule for rule, _, _ in BREAKING} == {rule.name for rule in RULES}
