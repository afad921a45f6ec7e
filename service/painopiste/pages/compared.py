"""The view of edited and imported statements side by side."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.paging import Page, page_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, local_name, name_of

SEPARATOR = " | "
"""What stands between the values of a side in the answer of the query."""
TOO_LONG = 200
"""Letters of a value, of which no more is shown in a table."""


@dataclass(frozen=True)
class Compared:
    """One thing in which both sides do not say the same; empty where a side says nothing."""

    severity: str
    verdict: str
    thing: Link
    other: Link
    prop: Link
    detail: str
    edited: tuple[Link, ...]
    imported: tuple[Link, ...]
    sources: tuple[str, ...]
    notice: str


@dataclass(frozen=True)
class ComparedView:
    """How many comparisons have each verdict and severity, and a page of those that do not agree."""

    counts: tuple[tuple[str, str, str], ...]
    page: Page[Compared]


async def compared_view(reader: Reader, asked: dict[str, str]) -> ComparedView:
    """The comparison for a reader."""
    counts = await reader.rows("pages/comparison-counts", lang=reader.language)
    rows = await reader.rows("pages/comparison", lang=reader.language)
    told = page_of(rows, asked).told(lambda row: compared_of(reader, row))
    return ComparedView(tuple((name_of(row, "verdict"), local_name(row["severity"]), row["count"]) for row in counts), told)


def compared_of(reader: Reader, row: dict[str, str]) -> Compared:
    """One comparison as a row tells it."""
    return Compared(
        severity=local_name(row["severity"]),
        verdict=name_of(row, "verdict"),
        thing=Link(Text(row.get("label", local_name(row["thing"]))), reader.href(row["thing"])),
        other=Link(Text(local_name(row["other"])), reader.href(row["other"])),
        prop=reader.term(row["property"]),
        detail=row.get("detailLabel", local_name(row["detail"]) if "detail" in row else ""),
        edited=values_of(reader, row.get("edited", "")),
        imported=values_of(reader, row.get("imported", "")),
        sources=tuple(row["sources"].split()) if "edited" in row else (),
        notice=reader.href(row["toldBy"]) if "toldBy" in row else "",
    )


def values_of(reader: Reader, told: str) -> tuple[Link, ...]:
    """What a side says, as the query joins it: things as links, texts as they are but for the ends of long ones."""
    values = (reader.value(value, "", {}) for value in told.split(SEPARATOR) if value)
    return tuple(value if value.href else Link(Text(shortened(value.text.text))) for value in values)


def shortened(text: str) -> str:
    """The beginning of a long text, with a sign that there is more.

    >>> shortened("a" * 201) == "a" * 200 + "…", shortened("a" * 200) == "a" * 200
    (True, True)
    """
    return text if len(text) <= TOO_LONG else f"{text[:TOO_LONG]}…"
