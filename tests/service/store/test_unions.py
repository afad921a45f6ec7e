"""A union that the engine computes as it goes answers as one that is stored beside the graphs, wherever no triple stands in two of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from painopiste.graph import Iris
from painopiste.manifest import GRAPH_FILE, manifest_of
from painopiste.queries import Catalogue, Query
from painopiste.settings import Settings
from painopiste.store import Dataset, Store

BASE = "https://w3id.org/painopiste"
QUESTIONS = [pytest.param(query, id=query.name) for query in Catalogue.read(Path(__file__).parents[3] / "queries")]
QUADS = """<http://e/a> <http://e/p> <http://e/b> <http://e/g1> .
<http://e/b> <http://e/p> <http://e/c> <http://e/g2> .
<http://e/c> <http://e/p> "from" <http://e/g2> .
<http://e/c> <http://e/p> <http://e/a> .
"""
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { <http://e/a> <http://e/p>+ ?o }",
    'SELECT ?from { ?from ?p "from" } # FROM <http://e/g1>',
    "SELECT * FROM <http://e/g1> { ?s ?p ?o }",
    "SELECT * FROM <http://e/g1> FROM <http://e/g2> { ?s ?p ?o }",
    "SELECT * FROM<http://e/g1>FROM NAMED<http://e/g2>{ ?s ?p ?o GRAPH ?g { ?o ?p ?x } }",
    "SELECT * FROM NAMED <http://e/g2> { ?s ?p ?o }",
    "PREFIX from: <http://e/> SELECT * { from:a from:p ?o }",
)


def solutions(store: Store, text: str) -> Counter[str]:
    """The solutions of a query, as often as they are there."""
    return Counter(map(str, store.rows(text)))


@pytest.fixture(scope="module")
def computed(built: Settings) -> Store:
    """The build of the shipped graph, which says that each of its triples stands in one graph."""
    manifest = manifest_of(built.build_dir)
    assert manifest is not None
    assert manifest.is_disjoint
    return Store.written(built.build_dir / GRAPH_FILE, is_disjoint=True)


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of quads in two named graphs and in none, each triple in one."""
    path = tmp_path_factory.mktemp("quads") / "a.nq"
    path.write_text(QUADS)
    return path


@pytest.mark.parametrize("text", QUERIES)
def test_either_union_has_the_same_solutions(quads: Path, text: str) -> None:
    """With dataset clauses and without."""
    assert solutions(Store.written(quads, is_disjoint=True), text) == solutions(Store.written(quads, is_disjoint=False), text)


def test_a_dataset_of_the_protocol_replaces_either_union(quads: Path) -> None:
    """Only the graph that was named is seen."""
    answers = [
        store.answer("SELECT ?o { ?s ?p ?o }", lambda _: "text/csv", Dataset(("http://e/g1",))).content
        for store in (Store.written(quads, is_disjoint=True), Store.written(quads, is_disjoint=False))
    ]
    assert answers == [b"o\r\nhttp://e/b\r\n"] * 2


def test_either_union_is_dumped_and_counted_alike(quads: Path) -> None:
    """All graphs with their names, one of them, and the triples of all."""
    computed, stored = Store.written(quads, is_disjoint=True), Store.written(quads, is_disjoint=False)
    assert len(computed) == len(stored) == 4
    for media_type, graph in (("application/n-quads", None), ("application/n-triples", None), ("application/n-quads", "http://e/g2")):
        assert computed.dump(media_type, graph) == stored.dump(media_type, graph)


def test_a_triple_in_two_graphs_is_noticed(tmp_path: Path) -> None:
    """Its union has to be stored, or it would be counted twice."""
    path = tmp_path / "a.nq"
    path.write_text(QUADS)
    assert Store.of(path).is_disjoint()
    path.write_text(f"{QUADS}<http://e/a> <http://e/p> <http://e/b> <http://e/g2> .\n")
    assert not Store.of(path).is_disjoint()
    assert len(Store.written(path, is_disjoint=False)) == 4


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_stored_query_has_the_same_rows_by_either_union(computed: Store, store: Store, query: Query) -> None:
    """On the shipped graph, with the example of each parameter."""
    bindings = query.bind({name: parameter.example for name, parameter in query.params.items()}, Iris(BASE).absolute)
    assert Counter(map(str, computed.rows(query.text, bindings))) == Counter(map(str, store.rows(query.text, bindings)))
