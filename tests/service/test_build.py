"""A build is deterministic, all or nothing, and known to be fresh or stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from painopiste.build import build, opened, write
from painopiste.checking import check_files, read_dataset
from painopiste.errors import BuildError, RdfError
from painopiste.freshness import is_fresh
from painopiste.manifest import manifest_of
from painopiste.settings import Settings
from painopiste.store import Store
from painopiste.validation import Report

DOSSIER = "data/dossiers/ai-act.ttl"


@pytest.fixture
def small(settings: Settings, tmp_path: Path) -> Settings:
    """A small checkout: ontology, shapes and queries, one dossier, no text."""
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(settings.root / name, tmp_path / "house" / name)
    target = tmp_path / "house" / DOSSIER
    target.parent.mkdir(parents=True)
    shutil.copy(settings.root / "data" / "persons" / "brando-benifei.ttl", target)
    return Settings(root=tmp_path / "house", build_dir=tmp_path / "build")


def test_two_builds_in_two_folders_have_the_same_bytes(settings: Settings, store: Store, tmp_path: Path) -> None:
    """Same input, same output, whatever the folder."""
    report = Report(())
    hashes = {write(settings.model_copy(update={"build_dir": tmp_path / name}), store, report).graph for name in ("a", "b")}
    assert len(hashes) == 1


def test_a_build_is_fresh_until_an_input_changes(small: Settings) -> None:
    """The manifest fixes every input."""
    _, manifest = build(small)
    assert manifest is not None
    assert is_fresh(small)
    path = small.root / DOSSIER
    path.write_text(path.read_text() + "\n# more\n")
    assert not is_fresh(small)


def test_malformed_turtle_stops_the_build_and_leaves_the_old_one(small: Settings) -> None:
    """Nothing is half-built."""
    _, manifest = build(small)
    (small.root / DOSSIER).write_text("<http://e/a> <http://e/b> .")
    with pytest.raises(RdfError, match=r"ai-act\.ttl, line 1"):
        build(small)
    assert manifest_of(small.build_dir) == manifest


def test_a_violation_stops_the_build_and_names_file_subject_and_shape(small: Settings) -> None:
    """The report says which file to mend."""
    text = "<https://w3id.org/painopiste/id/dossier/x> a <https://w3id.org/painopiste/def#Dossier> ."
    (small.root / DOSSIER).write_text(text)
    checked, manifest = build(small)
    told = checked.report.text(checked.graph.file_of)
    assert manifest is None
    assert "ai-act.ttl: <https://w3id.org/painopiste/id/dossier/x> breaks <https://w3id.org/painopiste/shape#" in told


def test_what_was_built_is_what_is_opened(small: Settings) -> None:
    """No triple is lost on the way through the file."""
    _, manifest = build(small)
    assert manifest is not None
    assert len(opened(small)) == manifest.triples


def test_no_triple_stands_in_two_named_graphs(store: Store) -> None:
    """So that an engine that joins graphs without removing doubles shows each as often as the embedded store: once."""
    assert [row["n"].value for row in store.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }")] == [str(len(store))]


def test_a_folder_with_other_things_is_not_overwritten(small: Settings) -> None:
    """A wrong PAINOPISTE_BUILD_DIR destroys nothing."""
    small.build_dir.mkdir()
    (small.build_dir / "letters.txt").write_text("dear")
    with pytest.raises(BuildError, match="no build"):
        build(small)
    assert (small.build_dir / "letters.txt").read_text() == "dear"


def test_a_dataset_keeps_its_named_graphs(tmp_path: Path) -> None:
    """N-Quads and TriG bring their own, Turtle goes to the default graph."""
    (tmp_path / "a.nq").write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n")
    (tmp_path / "b.ttl").write_text("<http://e/a> <http://e/b> <http://e/d> .\n")
    store = read_dataset([tmp_path / "a.nq", tmp_path / "b.ttl"])
    assert store.graphs() == ["http://e/g"]
    assert len(store) == 2


@pytest.mark.parametrize("name", ["passing", "iri-without-position", "quotation-two-quotes"])
def test_a_malformed_span_is_told_once(settings: Settings, name: str) -> None:
    """Its quotation is looked up only if the span is well-formed, so each breaking case breaks what it names."""
    report = check_files(settings, [settings.root / "tests" / "shapes" / "text-span" / f"{name}.ttl"], []).report
    assert len(report.of("Violation")) == (0 if name == "passing" else 1)
