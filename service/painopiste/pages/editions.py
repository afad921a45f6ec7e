"""The years of the priorities' editions as marks on an axis of time; the day on which an edition was adopted is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from painopiste.pages.days import last_day
from painopiste.pages.life import Axis, Mark
from painopiste.pages.resource import Reader
from painopiste.queries import Row


async def edition_days(reader: Reader) -> list[tuple[Row, date]]:
    """The editions, each with the last day of its year."""
    return [(row, day) for row in await reader.rows("editions/list", lang=reader.language) if (day := last_day(row["date"]))]


def edition_marks(reader: Reader, axis: Axis, editions: Iterable[tuple[Row, date]]) -> Sequence[Mark]:
    """The beginnings of those years that are on the axis."""
    return [edition_mark(reader, axis, row, day.year) for row, day in editions if axis.first <= day.year <= axis.last]


def edition_mark(reader: Reader, axis: Axis, row: Row, year: int) -> Mark:
    """The year of an edition."""
    return Mark(axis.place(date(year, 1, 1)), str(year), row.get("label", str(year)), reader.href(row["edition"]))
