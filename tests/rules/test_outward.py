"""No kind of link outward is beyond the rules: a digit changed in any of them is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from painopiste.rules import broken, read_rules
from painopiste.store import Store

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/painopiste"
RULES = read_rules(ROOT / "shapes" / "rules")
REGISTERS = r"^https?://(publications|data|eur-lex|oeil|data\.europarl)\.(europarl\.)?europa\.eu/"
LINKS = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?subject ?property ?value { VALUES ?property { owl:sameAs foaf:page rdfs:seeAlso } ?subject ?property ?value FILTER(isIRI(?value)) }
"""
TRIPLE = re.compile(r"<(?P<subject>[^>]+)> <(?P<property>[^>]+)> (?:<(?P<value>[^>]+)>|.*) \.")
# What nothing here tells of: a page by the document's own number, of a policy without CELEX; a procedure that a dossier without reference may become.
UNTOLD = {
    ("page", "https://eur-lex.europa.eu/legal-content/EN/ALL/?uri=COM:0:0:FIN"),
    ("page", "https://eur-lex.europa.eu/legal-content/EN/ALL/?uri=CELEX%0A0DC0"),
    ("seeAlso", "http://publications.europa.eu/resource/procedure/0_0"),
}
Link = tuple[str, str, str]


def kind_of(link: Link) -> tuple[str, str]:
    """The property and the form of a link, whatever its numbers and the code of a committee."""
    _, name, value = link
    form = re.sub(r"/org/[A-Z]+$", "/org/X", re.sub(r"\d+", "0", value))
    return re.split(r"[/#]", name)[-1], re.sub(r"(?<=_0)[AB]$|(?<=-0)[AB]$", "", form)


def changed(iri: str) -> str:
    """An IRI with another last digit, or another code."""
    if digits := list(re.finditer(r"\d", iri.partition("#")[0])):
        place = digits[-1].start()
        return f"{iri[:place]}{(int(iri[place]) + 1) % 10}{iri[place + 1 :]}"
    return iri[:-1] + ("A" if iri[-1] != "A" else "B")


@pytest.fixture(scope="module")
def lines(store: Store) -> list[str]:
    """The shipped graph, a triple a line."""
    return store.dump("application/n-triples").decode().splitlines()


@pytest.fixture(scope="module")
def samples(store: Store) -> dict[tuple[str, str], Link]:
    """One link of each kind to a register of the EU."""
    links = [(row["subject"].value, row["property"].value, row["value"].value) for row in store.rows(LINKS)]
    return {kind_of(link): link for link in sorted(links) if re.match(REGISTERS, link[2])}


def reported(lines: list[str], link: Link, tmp_path: Path) -> set[str]:
    """The shapes that are broken when the value of a link is another, in what the graph says of its subject and of what that is part of."""
    subject, name, value = link
    whole = {match["value"] for line in lines for match in [TRIPLE.match(line)] if match and match["subject"] == subject}
    near = [line for line in lines for match in [TRIPLE.match(line)] if match and match["subject"] in whole | {subject}]
    path = tmp_path / "near.nt"
    path.write_text("\n".join(near).replace(f"<{subject}> <{name}> <{value}>", f"<{subject}> <{name}> <{changed(value)}>"), encoding="utf-8")
    return {
        result.source_shape.removeprefix(f"{BASE}/shape#") for result in broken(Store.of(path), RULES, BASE).results if result.value == changed(value)
    }


def test_a_wrong_link_of_every_kind_is_reported(lines: list[str], samples: dict[tuple[str, str], Link], tmp_path: Path) -> None:
    """By a rule that names the wrong value; kinds of which the graph has nothing to compare are listed, and looked up online."""
    unheard = {kind for kind, link in samples.items() if not reported(lines, link, tmp_path)}
    assert len(samples) > 15
    assert unheard == UNTOLD


@pytest.mark.parametrize("act", ["http://data.europa.eu/eli/reg/2024/1689/oj", "http://data.europa.eu/eli/dir/2008/115/oj"])
def test_a_wrong_eli_is_reported(act: str, lines: list[str], tmp_path: Path) -> None:
    """An act's own IRI agrees with its CELEX number."""
    path = tmp_path / "act.nt"
    said = "\n".join(line for line in lines if line.startswith(f"<{act}> ")).replace(f"<{act}>", f"<{act.replace('/oj', '9/oj')}>")
    path.write_text(said, encoding="utf-8")
    assert f"{BASE}/shape#LegalAct-eli-agrees-with-celex" in {result.source_shape for result in broken(Store.of(path), RULES, BASE).results}


def test_the_shipped_graph_has_only_links_that_are_well_formed(store: Store) -> None:
    """Every IRI of a register of the EU, in whatever place."""
    wanted = [rule for rule in RULES if rule.name.startswith("outward-")]
    assert [(result.focus_node, result.value) for result in broken(store, wanted, BASE).results] == []
