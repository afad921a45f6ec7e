"""JSON-LD that reads back to the same triples, under a context made from the ontology."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from painopiste.graph import Iris
from painopiste.release import as_jsonld, context_of, write_context
from painopiste.store import Store

IRIS = Iris("https://w3id.org/painopiste")
HARD = """
@prefix def: <https://w3id.org/painopiste/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
def:Dossier a owl:Class .
def:party a owl:ObjectProperty .
def:asOf a owl:DatatypeProperty ; rdfs:range xsd:date .
def:stageOrder a owl:DatatypeProperty ; rdfs:range xsd:integer .
<http://e/a> a def:Dossier , owl:Thing ;
    skos:prefLabel "One"@en , "Uno"@en , "Yksi"@fi ;
    dct:title "Plain" , "Ruled"@en , "1"^^xsd:integer ;
    def:asOf "2024-05-01"^^xsd:date , "2024"^^xsd:gYear , "soon" ;
    def:stageOrder "007"^^xsd:integer , 8 ;
    def:party <http://e/b> , "nobody" , [ eli:number "x:y" ] ;
    eli:number "dct:title" , "http://e/b" ;
    dct:list ( "a" <http://e/c> 3 ) ;
    dct:flag true , "1"^^xsd:boolean ;
    <http://e/unknown#p> "1.0"^^<http://e/own> .
"""


def hard(folder: Path) -> Store:
    """A store with what is easily lost on the way through JSON."""
    path, store = folder / "a.ttl", Store()
    path.write_text(HARD)
    store.load(path, "http://e/g")
    return store


@pytest.fixture(scope="module")
def written(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph as a file."""
    path = tmp_path_factory.mktemp("jsonld") / "painopiste.jsonld"
    path.write_bytes(as_jsonld(store, IRIS))
    return path


@pytest.fixture(scope="module")
def document(written: Path) -> dict[str, Any]:
    """What stands in that file."""
    read: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    return read


def canonical(content: bytes, form: ox.RdfFormat) -> ox.Dataset:
    """A document as a dataset with canonical blank nodes."""
    dataset = ox.Dataset(ox.parse(content, format=form))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_the_shipped_graph_reads_back_to_the_same_triples(store: Store, written: Path) -> None:
    """Every triple of the union, none more."""
    union = canonical(store.dump("application/n-triples"), ox.RdfFormat.N_TRIPLES)
    assert canonical(written.read_bytes(), ox.RdfFormat.JSON_LD) == union


def test_what_is_hard_reads_back_the_same_by_two_readers(tmp_path: Path) -> None:
    """Lists, mixed datatypes, odd lexical forms, texts that look like names, two labels in one language."""
    store, path = hard(tmp_path), tmp_path / "a.jsonld"
    path.write_bytes(as_jsonld(store, IRIS))
    triples = store.dump("application/n-triples")
    assert canonical(path.read_bytes(), ox.RdfFormat.JSON_LD) == canonical(triples, ox.RdfFormat.N_TRIPLES)
    assert isomorphic(rdflib.Graph().parse(path, format="json-ld"), rdflib.Graph().parse(data=triples, format="nt"))


def test_a_node_reads_like_a_record(document: dict[str, Any]) -> None:
    """Types and properties of ours go by their local names, labels are a map by language, links are bare IRIs."""
    node = next(node for node in document["@graph"] if node["id"] == "https://w3id.org/painopiste/id/commitment/2023-p5-c2")
    assert node["type"] == "Commitment"
    assert set(node["label"]) == {"fi", "sv", "en"}
    assert node["commitmentOf"] == "https://w3id.org/painopiste/id/priority/2023/law-enforcement"


def test_every_subject_is_one_node_in_the_order_of_names(document: dict[str, Any]) -> None:
    """Grouped and sorted."""
    names = [node["id"] for node in document["@graph"]]
    assert names == sorted(set(names))


def test_the_context_knows_every_term_of_the_ontology(store: Store) -> None:
    """Each class and property, links as @id, dates by their datatype, texts by language."""
    context = context_of(store, IRIS)
    kinds = "<http://www.w3.org/2002/07/owl#Class> <http://www.w3.org/2002/07/owl#ObjectProperty> <http://www.w3.org/2002/07/owl#DatatypeProperty>"
    terms = store.rows(f"SELECT DISTINCT ?term {{ VALUES ?kind {{ {kinds} }} ?term a ?kind }}")
    assert not [row for row in terms if str(getattr(row["term"], "value", "")).rpartition("#")[2] not in context]
    assert context["commitmentOf"] == {"@id": "def:commitmentOf", "@type": "@id"}
    assert context["asOf"] == {"@id": "def:asOf", "@type": "xsd:date"}
    assert context["label"] == {"@id": "http://www.w3.org/2004/02/skos/core#prefLabel", "@container": "@language"}


def test_no_term_has_the_name_of_a_prefix(store: Store) -> None:
    """One of them would be lost."""
    context = context_of(store, IRIS)
    prefixes = {name for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}
    local = {str(getattr(row["term"], "value", "")).rpartition("#")[2] for row in store.rows("SELECT DISTINCT ?term { ?term ?p ?o }")}
    assert not prefixes & {name for name in local if name in context and not str(context[name]).endswith(("#", "/"))}
    assert {"celex", "def", "dct", "eli", "skos", "void"} <= prefixes


def test_a_document_carries_the_published_context(document: dict[str, Any], store: Store, tmp_path: Path) -> None:
    """So that reading it needs no network."""
    write_context(store, IRIS, tmp_path / "context.jsonld")
    assert json.loads((tmp_path / "context.jsonld").read_text(encoding="utf-8")) == {"@context": document["@context"]}
