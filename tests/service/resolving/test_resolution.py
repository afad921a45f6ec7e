"""Whatever people have at hand leads to the right thing, or is told as ambiguous or unknown."""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painopiste.resolving import Resolver, Status
from painopiste.resolving.spellings import readings
from painopiste.store import Store

BASE = "https://w3id.org/painopiste"
FORMS = list(csv.DictReader(Path(__file__).with_name("forms.csv").read_text(encoding="utf-8").splitlines()))
FORMS_ASKED_FOR = 150
IDENTIFIERS = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX eli-dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX def: <https://w3id.org/painopiste/def#>
SELECT DISTINCT ?thing ?identifier WHERE {
  VALUES ?kind { def:Dossier def:LegalAct def:Proposal def:Document }
  ?thing a ?kind ; eli-dl:process_id|eli:id_local|owl:sameAs ?identifier .
}
"""


def test_the_table_holds_enough_forms_of_each_outcome() -> None:
    """No form stands twice, and each outcome is asked for."""
    assert len(FORMS) >= FORMS_ASKED_FOR
    assert max(Counter(row["form"] for row in FORMS).values()) == 1
    assert {row["status"] for row in FORMS} == set(Status)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["form"]) for row in FORMS])
def test_a_form_leads_where_the_table_says(row: dict[str, str], resolver: Resolver) -> None:
    """To one thing; to all that it may mean; to nothing."""
    found = resolver.resolve(row["form"])
    iris = sorted(match.entry.iri.removeprefix(f"{BASE}/") for match in found.matches)
    assert (found.status, " ".join(iris), {match.relation for match in found.matches}) == (
        row["status"],
        row["iris"],
        {row["relation"]} if row["relation"] else set(),
    )


def test_every_identifier_in_the_graph_leads_to_its_bearer(store: Store, resolver: Resolver) -> None:
    """Procedure references, CELEX numbers and IRIs of the EU as the graph has them, some 800."""
    rows = [(row["thing"].value, row["identifier"].value) for row in store.rows(IDENTIFIERS)]
    found = {identifier: resolver.resolve(identifier) for _, identifier in rows}
    lost = [(thing, identifier) for thing, identifier in rows if not (match := found[identifier].match) or match.entry.iri != thing]
    assert len(rows) > 800
    assert lost == []


def test_the_eus_own_iris_stand_beside_ours(resolver: Resolver) -> None:
    """Those the graph has, and for a version those of the version."""
    dossier = resolver.resolve("COD(2021)0106").match
    version = resolver.resolve("02024R1689-20260727").match
    assert dossier
    assert version
    assert dossier.eu_iris == ("http://publications.europa.eu/resource/procedure/2021_106", "https://data.europarl.europa.eu/eli/dl/proc/2021-0106")
    assert version.eu_iris == (
        "http://data.europa.eu/eli/reg/2024/1689/oj",
        "http://publications.europa.eu/resource/celex/32024R1689",
        "http://publications.europa.eu/resource/celex/02024R1689-20260727",
    )


def test_an_act_names_its_dossier_and_a_dossier_its_acts(resolver: Resolver) -> None:
    """What belongs to a thing is told with its role."""
    act, dossier = resolver.resolve("32024R1689").match, resolver.resolve("2021/0106(COD)").match
    assert act
    assert dossier
    assert ("act of", f"{BASE}/id/dossier/ai-act") in [(role, other.iri) for role, other in act.related]
    assert {("proposal", f"{BASE}/id/proposal/com-2021-206"), ("act", act.entry.iri)} <= {(role, other.iri) for role, other in dossier.related}


def test_an_unknown_identifier_still_has_the_eus_iris(resolver: Resolver) -> None:
    """They follow from the identifier by rule."""
    found = resolver.resolve("2023/0001(COD)")
    assert found.status is Status.UNKNOWN
    assert [reading.eu_iris for reading in found.readings] == [
        ("http://publications.europa.eu/resource/procedure/2023_1", "https://data.europarl.europa.eu/eli/dl/proc/2023-0001")
    ]


def test_every_meaning_of_an_ambiguous_number_is_told(resolver: Resolver) -> None:
    """2008/115/EC may be a directive, a decision, a framework decision or a recommendation."""
    found = resolver.resolve("2008/115/EC")
    assert [reading.text for reading in found.readings] == ["32008L0115", "32008D0115", "32008F0115", "32008H0115"]
    assert found.match is None


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789/()_-. ,:CODEULRApseinhttp:/."), max_size=80))
def test_any_text_is_read_in_no_time(text: str) -> None:
    """No spelling makes the reader go over a text again and again."""
    begun = time.perf_counter()
    readings(text)
    assert time.perf_counter() - begun < 0.2


@pytest.mark.parametrize("part", ["a ", "the of and ", "OJ L 1", "2021/", "eli/reg/", "1/", "COM(", "(EU, ", "regulation ", "http://", "é"])
def test_a_long_repetitive_text_is_read_in_no_time(part: str, resolver: Resolver) -> None:
    """As long as a text may be."""
    begun = time.perf_counter()
    assert resolver.resolve((part * 500)[:500]).status is not Status.FOUND
    assert time.perf_counter() - begun < 0.5
