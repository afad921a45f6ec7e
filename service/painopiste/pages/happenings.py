"""What happened to things, and what lies ahead of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from painopiste.pages.days import last_day
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, local_name, text_of
from painopiste.queries import Row


@dataclass(frozen=True)
class Happening:
    """An event in the life of a thing: its date as it is known, the day by which it is ordered, and the address of its line on the thing's page."""

    iri: str
    told: str
    day: date
    thing: Link
    kind: str
    link: str
    description: Text


def happening_of(reader: Reader, row: Row) -> Happening | None:
    """The event that a row tells, if its date is one."""
    day = last_day(row["date"])
    if day is None:
        return None
    thing = Link(text_of(row, "label", reader.language) if "label" in row else Text(local_name(row["thing"])), reader.href(row["thing"]))
    link = f"{thing.href}#event-{local_name(row['event'])}"
    return Happening(row["event"], row["date"], day, thing, row.get("kindLabel", ""), link, text_of(row, "description", reader.language))


def happenings_of(reader: Reader, rows: Iterable[Row]) -> list[Happening]:
    """The events that rows tell, the oldest first."""
    found = (happening_of(reader, row) for row in rows)
    return sorted((each for each in found if each), key=lambda each: (each.day, each.thing.text.text, each.iri))


def parted(happenings: Sequence[Happening], day: date) -> tuple[list[Happening], list[Happening]]:
    """What happened up to a day, the newest first, and what lies ahead, the nearest first."""
    return [each for each in reversed(happenings) if each.day <= day], [each for each in happenings if each.day > day]
