"""The shipped graph: conforms, is formatted, and hangs together."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from painopiste.checking import Checked, source_texts
from painopiste.graph import GraphFiles
from painopiste.model import ProcedureReference
from painopiste.settings import Settings
from painopiste.store import Store

BASE = "https://w3id.org/painopiste"
PREFIXES = f"""
PREFIX def: <{BASE}/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli-dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def values(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a query as plain texts."""
    return [tuple(term.value for term in row.values()) for row in store.rows(PREFIXES + query)]


def test_the_shipped_graph_conforms(checked: Checked) -> None:
    """Nothing in it is a violation of any shape, and every quotation stands in its source."""
    assert [result.line(None) for result in checked.report.of("Violation")] == []


def test_turtle_is_formatted(settings: Settings) -> None:
    """turtlefmt would change no file."""
    command = [str(Path(sys.executable).with_name("turtlefmt")), "--check", *(str(settings.root / name) for name in ("data", "ontology", "shapes"))]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_each_quotation_is_the_text_between_its_offsets(settings: Settings, store: Store) -> None:
    """text[start:end] == exact for every span, by the positions that the graph states."""
    text = source_texts(settings)[f"{BASE}/id/edition/2023/fi/text"]
    rows = values(store, "SELECT ?start ?end ?exact { ?s oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }")
    assert len(rows) > 100
    assert [row for row in rows if text.quote(int(row[0]), int(row[1])) != row[2]] == []


def test_the_stored_text_is_the_one_whose_digest_the_graph_names(settings: Settings, store: Store) -> None:
    """The file is byte for byte the text that was annotated."""
    text = source_texts(settings)[f"{BASE}/id/edition/2023/fi/text"]
    assert values(store, "SELECT ?d { ?t a def:SourceText ; dct:identifier ?d }") == [(f"sha256:{text.sha256}",)]


def test_every_iri_of_ours_that_is_pointed_to_is_described(store: Store) -> None:
    """No link of the graph leads to a thing of ours that has no label."""
    query = f'SELECT DISTINCT ?o {{ ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "{BASE}/id/")) FILTER NOT EXISTS {{ ?o skos:prefLabel ?l }} ' + (
        "FILTER NOT EXISTS { ?o a oa:TextQuoteSelector } FILTER NOT EXISTS { ?o a oa:TextPositionSelector } FILTER NOT EXISTS { ?o a def:TextSpan } }"
    )
    assert values(store, query) == []


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_thing_with_a_label_has_one_in(store: Store, language: str) -> None:
    """A label in fi and en; sv may be missing, and validation warns of it."""
    query = f'SELECT DISTINCT ?s {{ ?s skos:prefLabel ?l FILTER NOT EXISTS {{ ?s skos:prefLabel ?m FILTER(LANG(?m) = "{language}") }} '
    ours = f'FILTER(STRSTARTS(STR(?s), "{BASE}")) }}'
    assert values(store, query + ours) == []


def test_every_evidence_link_stands_beside_its_plain_triple(store: Store) -> None:
    """What an evidence link claims is stated, and every statement that something concerns something has evidence."""
    without_triple = "SELECT ?e { ?e a def:EvidenceLink ; rdf:subject ?s ; rdf:object ?o FILTER NOT EXISTS { ?s def:concerns ?o } }"
    link = "?e a def:EvidenceLink ; rdf:subject ?s ; rdf:predicate def:concerns ; rdf:object ?o"
    without_evidence = f"SELECT ?s ?o {{ ?s def:concerns ?o FILTER NOT EXISTS {{ {link} }} }}"
    assert values(store, without_triple) == []
    assert values(store, without_evidence) == []


def test_every_commitment_has_evidence(store: Store) -> None:
    """Each of the 22 commitments concerns something."""
    assert values(store, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a def:Commitment ; def:concerns ?o }") == [("22",)]


def test_procedures_carry_the_identifiers_that_follow_from_their_reference(store: Store) -> None:
    """owl:sameAs is the CELLAR procedure and, for files that were not split, the process of the Parliament."""
    wrong = []
    for dossier, reference in values(store, "SELECT ?d ?r { ?d eli-dl:process_id ?r }"):
        parsed = ProcedureReference.parse(reference)
        same = {row[0] for row in values(store, f"SELECT ?x {{ <{dossier}> owl:sameAs ?x }}")}
        if same != {parsed.cellar_iri} | (set() if parsed.part else {parsed.parliament_iri}):
            wrong.append((dossier, same))
    assert wrong == []


@pytest.mark.parametrize("predicate", ["eli-dl:process_id", "<http://data.europa.eu/eli/ontology#id_local>"])
def test_no_two_things_claim_the_same_identifier(store: Store, predicate: str) -> None:
    """One thing of the graph for each procedure and each CELEX number."""
    assert values(store, f"SELECT ?id {{ ?a {predicate} ?id . ?b {predicate} ?id FILTER(STR(?a) < STR(?b)) }}") == []


def test_same_as_never_joins_two_things_of_ours(store: Store) -> None:
    """Closing owl:sameAs leaves each thing of ours alone."""
    assert values(store, "SELECT ?a ?b { ?a (owl:sameAs|^owl:sameAs)+ ?b . ?a a ?x . ?b a ?y FILTER(STR(?a) < STR(?b)) }") == []


def test_a_decision_on_an_agreement_does_not_bear_its_title(store: Store) -> None:
    """The official title of an agreement is that of the agreement, not of the Council's decision to sign or conclude it."""
    kind = "<http://data.europa.eu/eli/ontology#type_document>"
    decision = "<http://publications.europa.eu/resource/authority/resource-type/DEC>"
    query = f"SELECT ?act {{ ?agreement a def:Agreement ; dct:title ?title . ?act a def:LegalAct ; dct:title ?title ; {kind} {decision} }}"
    assert values(store, query) == []


def test_a_remark_of_doubt_points_at_a_statement_that_is_there(store: Store) -> None:
    """Who asks how sure a statement is finds the remark by subject, property and, where there are several, value."""
    doubt = f"?r a def:Remark ; def:confidence <{BASE}/id/confidence/unconfirmed> ; rdf:subject ?s ; rdf:predicate ?p"
    without_statement = f"SELECT ?r {{ {doubt} OPTIONAL {{ ?r rdf:object ?o }} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"
    assert values(store, without_statement) == []


def test_a_gap_is_no_longer_one_once_the_value_is_there(store: Store) -> None:
    """What was looked for and not found is not in the graph."""
    assert values(store, "SELECT ?r { ?r a def:Gap ; rdf:subject ?s ; rdf:predicate ?p . ?s ?p ?o }") == []


def test_a_record_with_a_remark_of_its_own_is_not_said_to_be_wholly_seen(store: Store) -> None:
    """A record is `seen` only where every value of it was read in a source."""
    seen = f"?thing def:confidence <{BASE}/id/confidence/seen>"
    own = 'FILTER(STRSTARTS(STR(?r), CONCAT(STR(?thing), "/remark/")))'
    assert values(store, f"SELECT DISTINCT ?thing {{ ?r a def:Remark ; rdf:subject ?s . {seen} . {own} }}") == []


def test_each_file_has_a_line_on_what_it_holds(settings: Settings) -> None:
    """Below the prefixes stands one comment that says what the file is about."""
    without = [path for name, path in GraphFiles(settings.root) if name != "shapes" and not re.search(r"^# \S", path.read_text(), re.MULTILINE)]
    assert without == []


def test_no_microthesaurus_bears_the_name_of_a_concept(store: Store) -> None:
    """In EuroVoc 1216 is Guinea; the microthesaurus with that number has another IRI."""
    schemes = {scheme for (scheme,) in values(store, "SELECT ?s { ?s a skos:ConceptScheme FILTER(STRSTARTS(STR(?s), 'http://eurovoc.europa.eu/')) }")}
    assert schemes == {"http://eurovoc.europa.eu/100141"}
    assert (
        values(
            store, "SELECT ?s { ?c skos:inScheme <http://eurovoc.europa.eu/100141> ; dct:isPartOf ?s FILTER NOT EXISTS { ?s a skos:ConceptScheme } }"
        )
        == []
    )
