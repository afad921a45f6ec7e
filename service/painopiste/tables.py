"""Answers of SELECT queries as tables for people who do not speak SPARQL: CSV (RFC 4180) or Parquet.

DuckDB, which writes Parquet, is imported when the first is written: it takes 13 MB.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from painopiste.errors import QueryError
from painopiste.graph import PREFIXES

PARQUET = "application/vnd.apache.parquet"
XSD = PREFIXES["xsd"]
Cell = dict[str, str]
Value = str | int | bool | date


@dataclass(frozen=True)
class Column:
    """The cells of one column, from top to bottom; None where a row has none."""

    name: str
    cells: tuple[Cell | None, ...]

    @property
    def texts(self) -> list[str | None]:
        """The cells as they are written."""
        return [cell["value"] or None if cell else None for cell in self.cells]

    @property
    def type(self) -> str:
        """The narrowest Parquet type that fits every cell; partial dates and ill-typed literals make a column of texts."""
        found = {cell.get("datatype", "") for cell in self.cells if cell and cell["value"]}
        kind = TYPES.get(found.pop(), "VARCHAR") if len(found) == 1 else "VARCHAR"
        return kind if all(fits(text, kind) for text in self.texts if text is not None) else "VARCHAR"

    @property
    def values(self) -> list[Value | None]:
        """The cells as values of the type."""
        read = READERS.get(self.type, str)
        return [None if text is None else read(text) for text in self.texts]


TYPES = {XSD + "date": "DATE", XSD + "integer": "BIGINT", XSD + "boolean": "BOOLEAN"}
BIGGEST = 2**63
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def whole_number(text: str) -> int:
    """A number of 64 bits, or ValueError."""
    if not -BIGGEST <= (number := int(text)) < BIGGEST:
        raise ValueError(text)
    return number


READERS: dict[str, Callable[[str], Value]] = {"DATE": date.fromisoformat, "BIGINT": whole_number, "BOOLEAN": TRUTHS.__getitem__}


def fits(text: str, kind: str) -> bool:
    """Whether a text can be read as a value of a Parquet type."""
    try:
        READERS.get(kind, str)(text)
    except (ValueError, KeyError):
        return False
    return True


def columns(results: bytes) -> list[Column]:
    """SPARQL JSON results, column by column, in the order of the projection; QueryError if there is none."""
    answer = json.loads(results)
    if not (names := answer["head"].get("vars")):
        raise QueryError("The answer has no columns, so it makes no table: only SELECT queries with variables do.")
    rows = answer["results"]["bindings"]
    return [Column(name, tuple(row.get(name) for row in rows)) for name in names]


def write_table(results: bytes, path: Path) -> None:
    """Write SPARQL JSON results to a file: Parquet if its name ends so, else CSV."""
    write = write_parquet if path.suffix == ".parquet" else write_csv
    write(columns(results), path)


def write_csv(table: list[Column], path: Path) -> None:
    """UTF-8, a head line, commas, CRLF, quotes where needed (RFC 4180)."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.name for column in table)
        writer.writerows(zip(*(column.texts for column in table), strict=True))


def write_parquet(table: list[Column], path: Path) -> None:
    """Typed columns, compressed; one thread, so that same content gives same bytes."""
    import duckdb

    projection = ", ".join(f"unnest(?::{column.type}[]) AS {quoted(column.name)}" for column in table)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"CREATE TABLE answer AS SELECT {projection}", [column.values for column in table])
        connection.table("answer").write_parquet(str(path), compression="zstd")


def quoted(name: str) -> str:
    """A column name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def as_parquet(results: bytes) -> bytes:
    """SPARQL JSON results as the bytes of a Parquet file."""
    with TemporaryDirectory(prefix="painopiste-") as folder:
        path = Path(folder) / "answer.parquet"
        write_table(results, path)
        return path.read_bytes()
