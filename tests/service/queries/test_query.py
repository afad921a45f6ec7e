"""Heads of stored queries and the binding of their parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from painopiste.errors import BuildError, ParameterError, UnknownQueryError
from painopiste.graph import Iris
from painopiste.queries import Catalogue, Query
from painopiste.settings import Settings

IRIS = Iris("https://w3id.org/painopiste")
HEAD = """#+ summary: {en: A}
#+ description: {en: B}
#+ tags: [x]
#+ params:
#+   day: {type: date, required: true, example: "2023-01-01"}
#+   lang: {type: lang, default: en, example: fi}
SELECT ?day ?lang { }
"""


@pytest.fixture
def query(tmp_path: Path) -> Query:
    """A query with a required day and a language."""
    path = tmp_path / "a.rq"
    path.write_text(HEAD)
    return Query.read(path, "a")


def test_defaults_are_bound(query: Query) -> None:
    """A parameter that is not given has its default."""
    assert query.bind({"day": "2023-01-01"}, IRIS.absolute)["lang"].value == "en"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "needs day"),
        ({"day": "yesterday"}, "2023-01-01"),
        ({"day": "2023-01-01", "lang": "de"}, "lang"),
        ({"day": "2023-01-01", "x": "1"}, "day, lang"),
    ],
)
def test_a_wrong_parameter_is_told_with_what_would_be_right(query: Query, values: dict[str, str], told: str) -> None:
    """Missing, malformed, out of range, unknown."""
    with pytest.raises(ParameterError, match=told):
        query.bind(values, IRIS.absolute)


def test_a_head_that_is_not_yaml_names_its_file(tmp_path: Path) -> None:
    """The catalogue cannot be read with it."""
    path = tmp_path / "bad.rq"
    path.write_text("#+ summary: [\nASK {}")
    with pytest.raises(BuildError, match=r"bad\.rq"):
        Query.read(path, "bad")


def test_an_unknown_query_names_the_nearest_ones(settings: Settings) -> None:
    """A slip of the pen is mended by reading the message."""
    with pytest.raises(UnknownQueryError, match="dossiers/timeline"):
        Catalogue.read(settings.root / "queries")["dossiers/timelin"]


def test_a_query_is_found_without_its_theme(settings: Settings) -> None:
    """The file name alone will do at the command line."""
    assert Catalogue.read(settings.root / "queries")["timeline"].name == "dossiers/timeline"
