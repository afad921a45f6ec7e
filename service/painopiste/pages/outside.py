"""The views of what came from outside, for the page on quality: what was taken in, and the last check of links outward."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, local_name
from painopiste.queries import Row

SOURCES = ("cellar", "ep")
OUTCOMES = ("alive", "gone", "unsure", "not-asked")
MOST_SHOWN, MOST_HOLDERS = 200, 5
"""Gone links, and things that hold one, that the page shows; the stored query has all."""


@dataclass(frozen=True)
class Counted:
    """How many there are of something, and the days of the first and the last of them (xsd:date), empty if that is not known."""

    name: str
    count: int
    first: str
    last: str


@dataclass(frozen=True)
class GoneLink:
    """An address that is gone: its HTTP status, the day of the visit, and the things that link there, of which some are shown."""

    address: str
    status: str
    day: str
    holders: tuple[Link, ...]
    more: int


@dataclass(frozen=True)
class OutsideView:
    """What was taken in by source, the outcomes of the last check of links, and the links that are gone."""

    taken: tuple[Counted, ...]
    outcomes: tuple[Counted, ...]
    gone: tuple[GoneLink, ...]

    @property
    def checked(self) -> Counted:
        """All visits together."""
        days = [day for each in self.outcomes for day in (each.first, each.last) if day]
        return Counted("checked", sum(each.count for each in self.outcomes), min(days, default=""), max(days, default=""))

    @property
    def unshown(self) -> int:
        """How many links are gone that the page does not show."""
        return sum(each.count for each in self.outcomes if each.name == "gone") - len(self.gone)


async def outside_view(reader: Reader) -> OutsideView:
    """What came from outside, for a reader."""
    gone = await reader.rows("quality/link-checks", outcome="gone", lang=reader.language)
    links = [gone_link(reader, list(rows)) for _, rows in groupby(gone, key=lambda row: row["address"])]
    return OutsideView(
        taken=counted(await reader.rows("pages/taken-in"), "graph", SOURCES),
        outcomes=counted(await reader.rows("pages/link-outcomes"), "outcome", OUTCOMES),
        gone=tuple(links[:MOST_SHOWN]),
    )


def counted(rows: list[Row], key: str, names: tuple[str, ...]) -> tuple[Counted, ...]:
    """The counts that there are, in the order of their names."""
    found = {name: counted_of(name, row) for row in rows if (name := local_name(row[key]))}
    return tuple(found[name] for name in names if name in found)


def counted_of(name: str, row: Row) -> Counted:
    """A count with its days."""
    return Counted(name, int(row["count"]), row.get("first", "")[:10], row.get("last", "")[:10])


def gone_link(reader: Reader, rows: list[Row]) -> GoneLink:
    """A link that is gone, as the rows on its holders tell it."""
    holders = [Link(Text(row.get("label") or local_name(row["thing"])), reader.href(row["thing"])) for row in rows if "thing" in row]
    shown, first = tuple(holders[:MOST_HOLDERS]), rows[0]
    return GoneLink(first["address"], first.get("status", ""), first["checked"][:10], shown, len(holders) - len(shown))
