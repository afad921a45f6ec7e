"""The answer of a query as a table for people who do not speak SPARQL: CSV (RFC 4180) or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from painopiste.graph import PREFIXES
from painopiste.queries import Query
from painopiste.store import Store

JSON = "application/sparql-results+json"
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
        """The narrowest Parquet type that fits every cell; partial dates make a column of texts."""
        found = {cell.get("datatype", "") for cell in self.cells if cell and cell["value"]}
        return TYPES.get(found.pop(), "VARCHAR") if len(found) == 1 else "VARCHAR"

    @property
    def values(self) -> list[Value | None]:
        """The cells as values of the type."""
        read = READERS.get(self.type, str)
        return [None if text is None else read(text) for text in self.texts]


TYPES = {XSD + "date": "DATE", XSD + "integer": "BIGINT", XSD + "boolean": "BOOLEAN"}
READERS: dict[str, Callable[[str], Value]] = {"DATE": date.fromisoformat, "BIGINT": int, "BOOLEAN": lambda text: text == "true"}


def columns(store: Store, query: Query) -> list[Column]:
    """What a query answers, column by column, in the order of its projection."""
    answer = json.loads(store.answer(query.text, lambda _: JSON).content)
    rows = answer["results"]["bindings"]
    return [Column(name, tuple(row.get(name) for row in rows)) for name in answer["head"]["vars"]]


def write_table(store: Store, query: Query, path: Path) -> None:
    """Write the answer of a query to a file: Parquet if its name ends so, else CSV."""
    write = write_parquet if path.suffix == ".parquet" else write_csv
    write(columns(store, query), path)


def write_csv(table: list[Column], path: Path) -> None:
    """UTF-8, a head line, commas, CRLF, quotes where needed (RFC 4180)."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.name for column in table)
        writer.writerows(zip(*(column.texts for column in table), strict=True))


def write_parquet(table: list[Column], path: Path) -> None:
    """Typed columns, compressed; one thread, so that same content gives same bytes."""
    projection = ", ".join(f'unnest(?::{column.type}[]) AS "{column.name}"' for column in table)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"CREATE TABLE answer AS SELECT {projection}", [column.values for column in table])
        connection.table("answer").write_parquet(str(path), compression="zstd")
