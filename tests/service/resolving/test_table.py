"""A table comes back in its own dialect with what its column was resolved to; what is no such table is refused with the row."""

from __future__ import annotations

import csv
import io

import pytest

from painopiste.errors import TableError
from painopiste.resolving import Resolver, resolved_table
from painopiste.resolving.table import COLUMNS, MOST_ROWS

AI_ACT = "https://w3id.org/painopiste/id/dossier/ai-act"
TABLE = 'reference,note\n2021/0106(COD),"AI, and more"\n2008/115/EC,returns\nnothing,here\n'


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """A table by heading."""
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_columns_are_appended_and_nothing_else_changes(resolver: Resolver) -> None:
    """The cells that came stand where they stood."""
    found = rows(resolved_table(TABLE, "reference", resolver.resolve))
    assert [list(row)[:2] for row in found] == [["reference", "note"]] * 3
    assert list(found[0])[2:] == list(COLUMNS)
    assert [row["note"] for row in found] == ["AI, and more", "returns", "here"]
    assert [row["painopiste_status"] for row in found] == ["found", "ambiguous", "unknown"]


def test_only_what_is_found_has_an_iri(resolver: Resolver) -> None:
    """Of an ambiguous text the candidates are told in a column of their own."""
    found = rows(resolved_table(TABLE, "reference", resolver.resolve))
    assert [row["painopiste_iri"] for row in found] == [AI_ACT, "", ""]
    assert [row["painopiste_candidates"] for row in found] == ["", "http://data.europa.eu/eli/dir/2008/115/oj", ""]
    assert found[0]["painopiste_eu_iris"].split() == [
        "http://publications.europa.eu/resource/procedure/2021_106",
        "https://data.europarl.europa.eu/eli/dl/proc/2021-0106",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_dialect_is_kept(delimiter: str, mark: str, resolver: Resolver) -> None:
    """Semicolons, tabs, the mark of a spreadsheet and its line ends."""
    text = f"{mark}a{delimiter}b\r\n1{delimiter}2021/0106(COD)\r\n"
    found = resolved_table(text, "b", resolver.resolve)
    assert found.startswith(f"{mark}a{delimiter}b{delimiter}painopiste_status")
    assert found.endswith("\r\n")
    assert rows(found.removeprefix("\ufeff"), delimiter)[0]["painopiste_iri"] == AI_ACT


def test_a_single_column_needs_no_name(resolver: Resolver) -> None:
    """There is nothing to choose."""
    assert rows(resolved_table("id\nCOD(2021)0106\n", "", resolver.resolve))[0]["painopiste_iri"] == AI_ACT


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("", "a", "empty"),
        ("a,b\n1,2\n", "c", "“c” is not in the heading"),
        ("a,b\n1,2\n", "", "Name one"),
        ("a,a\n1,2\n", "a", "twice"),
        ("a,b\n1,2\n1,2,3\n", "a", "Row 3 has 3 cells"),
        ('a,b\n1,"2\n', "a", "no CSV"),
        ("a,painopiste_iri\n1,2\n", "a", "already"),
    ],
)
def test_what_is_no_such_table_is_refused_with_the_reason(text: str, column: str, told: str, resolver: Resolver) -> None:
    """And with what to do."""
    with pytest.raises(TableError, match=told):
        resolved_table(text, column, resolver.resolve)


def test_a_table_with_too_many_rows_is_refused(resolver: Resolver) -> None:
    """By the status for what is too large."""
    with pytest.raises(TableError) as raised:
        resolved_table("a\n" + "x\n" * (MOST_ROWS + 1), "a", resolver.resolve)
    assert raised.value.status == 413
