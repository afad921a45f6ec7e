"""The canonical hash depends on what is said, not on how it was written or loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from painopiste.store import Store

ONE = '<http://e/a> <http://e/p> _:x <http://e/g> .\n_:x <http://e/q> _:y <http://e/g> .\n_:y <http://e/q> "1" <http://e/h> .\n'
OTHER = '_:m <http://e/q> "1" <http://e/h> .\n_:n <http://e/q> _:m <http://e/g> .\n<http://e/a> <http://e/p> _:n <http://e/g> .\n'


def loaded(folder: Path, text: str) -> Store:
    """A store with some N-Quads."""
    path, store = folder / "a.nq", Store()
    path.write_text(text)
    store.load(path)
    return store


def test_names_of_blank_nodes_and_order_do_not_matter(tmp_path: Path) -> None:
    """The same dataset, written twice."""
    stores = [loaded(tmp_path, text) for text in (ONE, OTHER)]
    assert len({store.canonical_hash() for store in stores}) == 1
    assert len({store.dump("application/n-quads") for store in stores}) == 1
    assert len({store.dump("text/turtle") for store in stores}) == 1


def test_one_statement_more_is_another_hash(tmp_path: Path) -> None:
    """Also if it only joins the same things in another graph."""
    assert loaded(tmp_path, ONE).canonical_hash() != loaded(tmp_path, ONE.replace("/h>", "/g>")).canonical_hash()


def test_a_graph_may_be_left_out(tmp_path: Path) -> None:
    """So that the description can hold the hash of all the rest."""
    more = loaded(tmp_path, ONE + "<http://e/d> <http://e/p> <http://e/a> <http://e/description> .\n")
    assert more.canonical_hash("http://e/description") == loaded(tmp_path, ONE).canonical_hash()


def test_an_empty_store_has_the_hash_of_nothing() -> None:
    """No lines at all."""
    assert Store().canonical_hash() == hashlib.sha256(b"").hexdigest()


def test_the_hash_of_the_shipped_graph_is_that_of_rdfc_1_0(store: Store) -> None:
    """Canonicalising the whole dataset and not only what has blank nodes gives the same."""
    dataset = ox.Dataset(ox.parse(store.dump("application/n-quads"), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    assert store.canonical_hash() == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_turtle_of_all_graphs_says_each_triple_once(tmp_path: Path) -> None:
    """A triple that stands in two graphs is one triple of their union."""
    twice = "".join(f"<http://e/a> <http://e/p> <http://e/b> <http://e/{name}> .\n" for name in ("g", "h"))
    assert loaded(tmp_path, twice).dump("application/n-triples") == b"<http://e/a> <http://e/p> <http://e/b> .\n"
