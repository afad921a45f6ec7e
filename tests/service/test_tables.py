"""Tables: one row a thing, columns that say what they hold, the same cells as CSV and as Parquet."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from painopiste.errors import QueryError
from painopiste.queries import Catalogue, Query
from painopiste.store import JSON_RESULTS, Store
from painopiste.tables import Column, as_parquet, write_table

CATALOGUE = Catalogue.read(Path(__file__).parents[2] / "queries")
TABLES = [pytest.param(query, id=name) for name, query in CATALOGUE.queries.items() if name.startswith("tables/")]
CLASSES = {
    "acts": "LegalAct",
    "commitments": "Commitment",
    "dossiers": "Dossier",
    "events": "Event",
    "evidence": "EvidenceLink",
    "partnerships": "Partnership",
    "priorities": "Priority",
}
HEAD = "#+ summary: {en: A}\n#+ description: {en: B}\n#+ tags: [x]\n#+ internal: true\n"
TYPED = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?text ?day ?partial ?number ?mixed ?truth ?never {
  VALUES (?text ?day ?partial ?number ?mixed ?truth) {
    ("a,\\"b\\"\\nä" "2024-05-01"^^xsd:date "2024-05-01"^^xsd:date 7 7 true)
    (UNDEF UNDEF "2024"^^xsd:gYear UNDEF "7" UNDEF)
  }
}"""


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def typed(tmp_path: Path) -> Query:
    """A query whose columns are of all kinds."""
    path = tmp_path / "typed.rq"
    path.write_text(HEAD + TYPED, encoding="utf-8")
    return Query.read(path, "typed")


def test_there_is_a_table_for_each_kind_of_record() -> None:
    """None without a query, none more."""
    assert {name for name in CATALOGUE.queries if name.startswith("tables/")} == {f"tables/{name}" for name in CLASSES}


def table_file(store: Store, query: Query, path: Path) -> None:
    """Write what a query answers as a table."""
    write_table(store.answer(query.text, lambda _: JSON_RESULTS).content, path)


@pytest.mark.parametrize("query", TABLES)
def test_a_row_is_a_thing(store: Store, query: Query, tmp_path: Path) -> None:
    """As many rows as the class has instances, each thing once."""
    table_file(store, query, tmp_path / "a.csv")
    things = [row["iri"] for row in read_csv(tmp_path / "a.csv")]
    kind = f"https://w3id.org/painopiste/def#{CLASSES[query.name.removeprefix('tables/')]}"
    wanted = {str(getattr(row["thing"], "value", "")) for row in store.rows(f"SELECT ?thing {{ ?thing a <{kind}> }}")}
    assert len(things) == len(set(things))
    assert set(things) == wanted


@pytest.mark.parametrize("query", TABLES)
def test_no_column_is_empty_and_labels_come_in_three_languages(store: Store, query: Query, tmp_path: Path) -> None:
    """A label column in one language has its sisters in the others."""
    table_file(store, query, tmp_path / "a.csv")
    rows = read_csv(tmp_path / "a.csv")
    names = list(rows[0])
    assert not [name for name in names if not any(row[name] for row in rows)]
    swedish = {name.removesuffix("_sv") for name in names if name.endswith("_sv")}
    assert swedish
    assert all({f"{name}_fi", f"{name}_sv", f"{name}_en"} <= set(names) for name in swedish)


@pytest.mark.parametrize("query", TABLES)
def test_parquet_holds_the_cells_of_the_csv(store: Store, query: Query, tmp_path: Path) -> None:
    """Same columns, same rows, same order."""
    for ending in ("csv", "parquet"):
        table_file(store, query, tmp_path / f"a.{ending}")
    table = duckdb.read_parquet(str(tmp_path / "a.parquet"))
    cells = [["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in row] for row in table.fetchall()]
    rows = read_csv(tmp_path / "a.csv")
    assert table.columns == list(rows[0])
    assert cells == [list(row.values()) for row in rows]


def test_values_in_a_cell_are_sorted(store: Store, tmp_path: Path) -> None:
    """The order of what is joined never depends on the engine."""
    table_file(store, CATALOGUE["tables/dossiers"], tmp_path / "a.csv")
    joined = [row["sources"].split(" | ") for row in read_csv(tmp_path / "a.csv")]
    assert any(len(values) > 1 for values in joined)
    assert all(values == sorted(set(values)) for values in joined)


def test_parquet_types_are_as_narrow_as_every_value_allows(store: Store, typed: Query, tmp_path: Path) -> None:
    """Full dates only make a date column, whole numbers only an integer one; all else is text."""
    table_file(store, typed, tmp_path / "a.parquet")
    table = duckdb.read_parquet(str(tmp_path / "a.parquet"))
    assert [str(kind) for kind in table.types] == ["VARCHAR", "DATE", "VARCHAR", "BIGINT", "VARCHAR", "BOOLEAN", "VARCHAR"]
    assert table.fetchall() == [('a,"b"\nä', date(2024, 5, 1), "2024-05-01", 7, "7", True, None), (None, None, "2024", None, "7", None, None)]


def test_csv_is_as_rfc_4180_says(store: Store, typed: Query, tmp_path: Path) -> None:
    """CRLF, quotes doubled, nothing where there is no value."""
    table_file(store, typed, tmp_path / "a.csv")
    lines = ("text,day,partial,number,mixed,truth,never", '"a,""b""\nä",2024-05-01,2024-05-01,7,7,true,', ",,2024,,7,,", "")
    assert (tmp_path / "a.csv").read_bytes().decode() == "\r\n".join(lines)


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    """An empty graph gives empty tables, not errors."""
    for ending in ("csv", "parquet"):
        table_file(Store(), CATALOGUE["tables/events"], tmp_path / f"a.{ending}")
    assert duckdb.read_parquet(str(tmp_path / "a.parquet")).fetchall() == []
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("iri,date,")


@pytest.mark.parametrize(
    ("kind", "text"), [("date", "2024-13-01"), ("date", "-0044-03-15"), ("integer", str(2**63)), ("integer", "x"), ("boolean", "yes")]
)
def test_values_that_do_not_fit_their_type_make_a_column_of_texts(kind: str, text: str) -> None:
    """An ill-typed literal, or one too large, is kept as it is written."""
    column = Column("a", ({"value": text, "datatype": f"http://www.w3.org/2001/XMLSchema#{kind}"}, None))
    assert (column.type, column.values) == ("VARCHAR", [text, None])


@pytest.mark.parametrize("results", [b'{"head": {"vars": []}, "results": {"bindings": [{}]}}', b'{"head": {}, "boolean": true}'])
def test_what_has_no_columns_is_no_table(results: bytes) -> None:
    """SELECT * {} and ASK."""
    with pytest.raises(QueryError, match="no columns"):
        as_parquet(results)
