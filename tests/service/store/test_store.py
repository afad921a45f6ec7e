"""The store keeps named graphs apart, joins them in the default graph, and writes what it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from painopiste.errors import QueryError, QuerySyntaxError, RdfError
from painopiste.store import Dataset, Store, iri

TRIG = "<http://e/g1> { <http://e/a> <http://e/b> <http://e/c> } <http://e/g2> { <http://e/a> <http://e/b> <http://e/c>, <http://e/d> }"


def first(offered: tuple[str, ...]) -> str:
    """Take what is offered first."""
    return offered[0]


@pytest.fixture
def small(tmp_path: Path) -> Store:
    """Two named graphs that share a triple."""
    path = tmp_path / "a.trig"
    path.write_text(TRIG)
    store = Store()
    store.load(path)
    return store


def test_the_default_graph_is_the_union_without_doubles(small: Store) -> None:
    """A triple of two graphs is counted once."""
    assert [row["n"].value for row in small.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == ["2"]
    assert len(small) == 2


def test_named_graphs_are_kept(small: Store) -> None:
    """GRAPH sees each by its name."""
    assert small.graphs() == ["http://e/g1", "http://e/g2"]
    assert len(small.rows("SELECT * { GRAPH <http://e/g2> { ?s ?p ?o } }")) == 2


def test_what_a_graph_holds_is_said(small: Store) -> None:
    """Whichever graph it is; of some statements the others are left, in order."""
    subject, predicate = iri("http://e/a"), iri("http://e/b")
    new, said, newer = ((subject, predicate, iri(f"http://e/{name}")) for name in ("x", "d", "e"))
    assert small.unsaid([new, said, newer]) == [new, newer]


def test_a_dataset_of_the_protocol_narrows_the_default_graph(small: Store) -> None:
    """default-graph-uri=g1 sees only g1."""
    answer = small.answer("SELECT ?o { ?s ?p ?o }", lambda _: "text/csv", Dataset(("http://e/g1",)))
    assert answer.content.decode().split() == ["o", "http://e/c"]


def test_a_syntax_error_says_where(small: Store) -> None:
    """Line and column are those of the parser."""
    with pytest.raises(QuerySyntaxError) as caught:
        small.rows("SELECT *\n{ ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 10)
    assert "u{" not in str(caught.value)


def test_a_text_that_is_no_iri_is_refused() -> None:
    """Such a name would otherwise stop the engine."""
    with pytest.raises(QueryError, match="not an IRI"):
        iri("no iri >")


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_a_construct_is_written_in_each_graph_format(small: Store, media_type: str) -> None:
    """The answer names the format it is in."""
    answer = small.answer("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", lambda _: media_type)
    assert answer.media_type == media_type
    assert b"http://e/d" in answer.content


def test_an_ask_is_written_as_csv(small: Store) -> None:
    """One word."""
    assert small.answer("ASK {}", lambda _: "text/csv").content == b"true"


def test_a_dump_has_the_same_bytes_whatever_the_order_of_loading(tmp_path: Path) -> None:
    """Same content, same bytes."""
    dumps = []
    for parts in (("1", "2"), ("2", "1")):
        store = Store()
        for part in parts:
            path = tmp_path / f"{part}.nt"
            path.write_text(f"<http://e/{part}> <http://e/b> <http://e/c> .")
            store.load(path, f"http://e/g{part}")
        dumps.append(store.dump("application/n-quads"))
    assert dumps[0] == dumps[1]


def test_malformed_data_names_file_and_line(tmp_path: Path) -> None:
    """As when the checkout is read."""
    path = tmp_path / "bad.nq"
    path.write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n<http://e/a> oops\n")
    with pytest.raises(RdfError, match=r"bad\.nq, line 2"):
        Store().load(path)


def test_a_file_whose_name_tells_no_serialisation_is_refused(tmp_path: Path) -> None:
    """The error lists the endings that do."""
    path = tmp_path / "a.docx"
    path.write_text("")
    with pytest.raises(RdfError, match=r"\.ttl"):
        Store().load(path)
