"""A store on disk answers as one in memory does, in workers of its own, and a damaged file is told."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from painopiste.build import write_files
from painopiste.errors import BuildError, RdfError
from painopiste.manifest import manifest_of
from painopiste.settings import Settings
from painopiste.store import DiskStore, Loaded, Store, in_memory, load_folder

TRIG = "<http://e/g1> { <http://e/a> <http://e/b> <http://e/c>, _:x . } <http://e/g2> { <http://e/a> <http://e/b> <http://e/c>, <http://e/d> }"
TURTLE = "<http://e/e> <http://e/b> _:x ."
QUERIES = ["SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A file with named graphs that share a triple, and one without any."""
    (tmp_path / "a.trig").write_text(TRIG)
    (tmp_path / "b.ttl").write_text(TURTLE)
    return [tmp_path / "a.trig", tmp_path / "b.ttl"]


def test_it_answers_as_a_store_in_memory(files: list[Path], tmp_path: Path) -> None:
    """The union has each triple once, and the blank nodes of two files are two; so it is when it has been copied into memory."""
    assert load_folder(tmp_path / "store", files) == Loaded(4, is_disjoint=False)
    store = DiskStore(tmp_path / "store")
    store.open()
    copy = in_memory(tmp_path / "store", is_disjoint=False)
    expected = [Store.of(*files).rows(query) for query in QUERIES]
    assert [store.rows(query) for query in QUERIES] == [copy.rows(query) for query in QUERIES] == expected


def test_a_store_that_cannot_be_read_is_not_copied_in_part(tmp_path: Path) -> None:
    """The error names it."""
    with pytest.raises(BuildError, match="store: cannot be read into memory"):
        in_memory(tmp_path / "store", is_disjoint=True)


@pytest.mark.parametrize("names", [("apart.trig",), ("b.ttl",), ("apart.trig", "b.ttl"), ("apart.trig", "again.nq")])
def test_the_union_is_computed_where_no_triple_stands_in_two_graphs(tmp_path: Path, names: tuple[str, ...]) -> None:
    """It takes no room then, also with triples of no graph; blank nodes of two files with one name are two."""
    (tmp_path / "apart.trig").write_text(TRIG.replace("<http://e/c>, <http://e/d>", "<http://e/d>"))
    (tmp_path / "b.ttl").write_text(TURTLE)
    (tmp_path / "again.nq").write_text("_:x <http://e/b> <http://e/c> <http://e/g2> .\n_:x <http://e/b> <http://e/c> .\n" * 2)
    paths = [tmp_path / name for name in names]
    whole = Store.of(*paths)
    loaded = load_folder(tmp_path / "store", paths)
    store = DiskStore(tmp_path / "store", loaded.is_disjoint)
    store.open()
    assert loaded == Loaded(len(whole), is_disjoint="again.nq" not in names)
    assert [store.rows(query) for query in QUERIES] == [whole.rows(query) for query in QUERIES]


def test_a_damaged_file_is_told_with_its_line(tmp_path: Path) -> None:
    """In a file with named graphs and in one without."""
    for name in ("a.nq", "a.nt"):
        (tmp_path / name).write_text("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> <http://e/b> .\n")
        with pytest.raises(RdfError) as caught:
            load_folder(tmp_path / f"of-{name}", [tmp_path / name])
        assert (caught.value.path, caught.value.line) == (tmp_path / name, 2)


@pytest.mark.parametrize(("most", "on_disk"), [(4, False), (3, True)])
def test_size_decides_where_a_graph_is_held(files: list[Path], tmp_path: Path, most: int, on_disk: bool) -> None:
    """As many triples as the setting allows are held in memory, and one more on disk."""
    settings = Settings(build_dir=tmp_path / "build", memory_triples=most)
    write_files(settings, files)
    manifest = manifest_of(settings.build_dir)
    assert manifest is not None
    assert (manifest.on_disk, manifest.triples) == (on_disk, 4)
    assert (settings.build_dir / "store").exists() == on_disk
    if on_disk:
        assert len(ox.Store.read_only(str(settings.build_dir / "store"))) == 8
