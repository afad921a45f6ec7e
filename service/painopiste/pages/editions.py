"""The years of the priorities' editions on an axis of time; the day on which an edition was adopted is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from painopiste.pages.days import last_day
from painopiste.pages.life import Axis, Life, Mark, Step, days_of, life_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import local_name, name_of
from painopiste.queries import Row

FIRST_OF_MANY = 2021
"""The year from which on an edition of every year is known: these stand on the axis of every single life."""


async def edition_days(reader: Reader) -> list[tuple[Row, date]]:
    """The editions, each with the last day of its year."""
    return [(row, day) for row in await reader.rows("editions/list", lang=reader.language) if (day := last_day(row["date"]))]


def edition_marks(reader: Reader, axis: Axis, editions: Iterable[tuple[Row, date]]) -> Sequence[Mark]:
    """The beginnings of those years that are on the axis."""
    return tuple(edition_mark(reader, axis, row, day.year) for row, day in editions if axis.first <= day.year <= axis.last)


def edition_mark(reader: Reader, axis: Axis, row: Row, year: int) -> Mark:
    """The year of an edition."""
    return Mark(axis.place(date(year, 1, 1)), str(year), row.get("label", str(year)), reader.href(row["edition"]))


async def life_with_editions(reader: Reader, rows: Sequence[Row], steps: Sequence[Step], until: date) -> Life | None:
    """The life that events and steps tell, with the years of the editions on the same axis; None without events."""
    days = days_of(rows)
    if not days:
        return None
    editions = await edition_days(reader)
    starts = [date(day.year, 1, 1) for _, day in editions if day.year >= FIRST_OF_MANY]
    axis, leading = Axis.over([*days, until, *starts]), {step.event for step in steps}
    return life_of(axis, steps, until, (event_mark(axis, row, leading) for row in rows), edition_marks(reader, axis, editions))


def event_mark(axis: Axis, row: Row, leading: Collection[str]) -> Mark:
    """An event as a dot that leads to its line in the list; those that lead to a stage stand out."""
    day = last_day(row["date"]) or date(axis.first, 1, 1)
    return Mark(axis.place(day), row["date"], name_of(row, "kind"), "#event-" + local_name(row["event"]), row["event"] in leading)
