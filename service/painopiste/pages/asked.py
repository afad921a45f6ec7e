"""The view of a stored query: what it is asked with, and its answer as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from painopiste.errors import ParameterError
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, text_of
from painopiste.queries import Query, Row

LABEL = "Label"
"""The end of the name of a column that tells the labels of another."""


@dataclass(frozen=True)
class AskedView:
    """The parameters that were given, the columns and cells of the answer, and what is wrong with the parameters."""

    given: Mapping[str, str]
    columns: tuple[str, ...] = ()
    table: tuple[tuple[Link, ...], ...] = ()
    fault: str = ""

    @property
    def encoded(self) -> str:
        """The parameters as addresses have them."""
        return urlencode(self.given)


async def asked_view(reader: Reader, query: Query, asked: Mapping[str, str]) -> AskedView:
    """The answer of a query, once it can be asked."""
    given = {key: value for key, value in asked.items() if key in query.params and value}
    if "lang" in query.params:
        given.setdefault("lang", reader.language)
    if not asked and any(item.required for item in query.params.values()):
        return AskedView(given)
    try:
        rows = await reader.rows(query.name, **given)
    except ParameterError as error:
        return AskedView(given, fault=str(error))
    columns = tuple(columns_of(rows, query.params))
    return AskedView(given, columns, tuple(tuple(cell(reader, row, name) for name in columns) for row in rows))


def columns_of(rows: Sequence[Row], given: Iterable[str]) -> list[str]:
    """The columns that are shown: neither parameters, nor labels of what stands in another column.

    >>> columns_of([{"basis": "https://…", "basisLabel": "named", "basisLabel@": "en", "lang": "en"}], ["lang"])
    ['basis']
    """
    names = dict.fromkeys(name for row in rows for name in row if "@" not in name and name not in given)
    return [name for name in names if not (name.endswith(LABEL) and name.removesuffix(LABEL) in names)]


def cell(reader: Reader, row: Row, name: str) -> Link:
    """A value: a thing by its label if the row tells one, else by its IRI, which is written without the base; a literal with its language."""
    value = row.get(name, "")
    if not value.startswith(("http://", "https://")) or " " in value:
        return Link(text_of(row, name, reader.language))
    label = text_of(row, name + LABEL, reader.language)
    return Link(label if label.text else Text(value.removeprefix(reader.iris.base + "/id/")), reader.href(value))
