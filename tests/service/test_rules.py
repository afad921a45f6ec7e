"""Reading rules and what they report."""

from __future__ import annotations

from pathlib import Path

import pytest

from painopiste.errors import BuildError
from painopiste.rules import Rule, broken, read_rules
from painopiste.store import Store
from painopiste.validation import Result

BASE = "http://e"
TURTLE = '<http://e/a> <http://e/p> "1" . <http://e/b> <http://e/p> <http://e/v> .'
HEAD = """#+ shape: shape#A-b
#+ label: {label}
#+ severity: {severity}
#+ message: {message}
SELECT ?focus ?value (<http://e/p> AS ?path) {{ ?focus <http://e/p> ?value }}
"""
RIGHT = {"label": "{en: A rule, fi: Sääntö}", "severity": "Warning", "message": "{en: Wanted, fi: Toivottu}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one rule in it."""
    (tmp_path / "b.rq").write_text(HEAD.format(**RIGHT), encoding="utf-8")
    return tmp_path


def store_of(folder: Path, turtle: str) -> Store:
    """A store with some triples."""
    path, store = folder / "data.ttl", Store()
    path.write_text(turtle, encoding="utf-8")
    store.load(path)
    return store


def test_a_rule_is_known_by_its_file_and_its_head(folder: Path) -> None:
    """The name is the file's, the rest stands behind the mark."""
    assert read_rules(folder) == (
        Rule("b", "shape#A-b", {"fi": "Sääntö", "en": "A rule"}, "Warning", {"fi": "Toivottu", "en": "Wanted"}, HEAD.format(**RIGHT)),
    )


def test_each_row_is_a_result_under_the_absolute_shape(folder: Path) -> None:
    """IRIs and literals alike are told as text, sorted by focus node."""
    found = broken(store_of(folder, TURTLE), read_rules(folder), BASE).results
    message = {"fi": "Toivottu", "en": "Wanted"}
    assert found == (
        Result("http://e/a", "http://e/shape#A-b", "Warning", message, "http://e/p", "1"),
        Result("http://e/b", "http://e/shape#A-b", "Warning", message, "http://e/p", "http://e/v"),
    )


def test_a_declared_exception_is_let_be(folder: Path) -> None:
    """It counts for the resource that declares it and for that shape only."""
    declared = "<http://e/a> <http://e/def#exceptionTo> <http://e/shape#A-b> . <http://e/b> <http://e/def#exceptionTo> <http://e/shape#Other> ."
    found = broken(store_of(folder, TURTLE + declared), read_rules(folder), BASE).results
    assert [result.focus_node for result in found] == ["http://e/b"]


@pytest.mark.parametrize(
    "changed",
    [{"severity": "Grave"}, {"label": "A rule"}, {"severity": "[Info]"}, {"message": "{en: Wanted}"}, {"message": "Wanted"}, {"message": "{en: ["}],
)
def test_a_bad_head_is_refused_with_the_name_of_the_file(folder: Path, changed: dict[str, str]) -> None:
    """An unknown severity, a language that is missing, or no YAML at all."""
    (folder / "b.rq").write_text(HEAD.format(**{**RIGHT, **changed}), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_rules(folder)
    assert caught.value.path == folder / "b.rq"


def test_a_rule_without_a_head_is_refused(folder: Path) -> None:
    """A bare query has no shape to report under."""
    (folder / "b.rq").write_text("SELECT ?focus {}", encoding="utf-8")
    with pytest.raises(BuildError):
        read_rules(folder)
