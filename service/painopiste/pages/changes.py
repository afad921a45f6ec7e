"""What happened lately to everything in the graph, and what lies ahead; the same as a feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from painopiste.pages.choices import Item, Narrowed, narrowed
from painopiste.pages.happenings import Happening, happenings_of
from painopiste.pages.names import value_names
from painopiste.pages.paging import Page, page_of
from painopiste.pages.resource import Reader
from painopiste.pages.ties import all_ties

FIELDS = ("priority",)
SHOWN, AHEAD, IN_FEED = 50, 30, 100


@dataclass(frozen=True)
class ChangesView:
    """What the page of changes shows: what happened, the newest first, and what lies ahead, the nearest first."""

    page: Page[Happening]
    ahead: tuple[Happening, ...]
    narrowed: Narrowed[Happening]
    day: date


async def changes_view(reader: Reader, asked: Mapping[str, str]) -> ChangesView:
    """What a request asks for."""
    found, priorities = await happened(reader, asked), await priorities_of_things(reader)
    ahead = [each for each in await lying_ahead(reader) if has_priority(each, asked.get("priority", ""), priorities)]
    return ChangesView(page_of(found.things, asked, FIELDS, SHOWN), tuple(ahead[:AHEAD]), found, reader.context.as_of)


async def feed_of(reader: Reader, asked: Mapping[str, str]) -> Sequence[Happening]:
    """What stands in the feed, the newest first."""
    return (await happened(reader, asked)).things[:IN_FEED]


async def happened(reader: Reader, asked: Mapping[str, str]) -> Narrowed[Happening]:
    """What happened, narrowed to what a request asks for."""
    priorities = await priorities_of_things(reader)
    newest = await reader.context.served.once(f"happened/{reader.language}", lambda: ask_happened(reader))
    items = [Item(each, {"priority": priorities.get(each.thing.href, frozenset())}) for each in newest]
    return narrowed(items, FIELDS, asked, await value_names(reader))


async def ask_happened(reader: Reader) -> Sequence[Happening]:
    """The newest events up to the day of the release, the newest first; one of two things at once is told of the first."""
    rows = await reader.rows("pages/happened", day=reader.context.as_of.isoformat(), lang=reader.language)
    return list(reversed(happenings_of(reader, {row["event"]: row for row in reversed(rows)}.values())))


async def lying_ahead(reader: Reader) -> Sequence[Happening]:
    """The events after the day of the release, the nearest first."""
    rows = await reader.rows("dossiers/foreseen-events", day=reader.context.as_of.isoformat(), lang=reader.language)
    return happenings_of(reader, {row["event"]: row for row in reversed(rows)}.values())


async def priorities_of_things(reader: Reader) -> Mapping[str, frozenset[str]]:
    """The priorities that each thing serves, by the address of its page."""
    found: dict[str, set[str]] = {}
    for tie in await all_ties(reader):
        found.setdefault(tie.link.href, set()).add(tie.priority)
    return {href: frozenset(priorities) for href, priorities in found.items()}


def has_priority(happening: Happening, priority: str, priorities: Mapping[str, frozenset[str]]) -> bool:
    """Whether an event belongs to a thing that serves a priority, if one is asked for."""
    return not priority or priority in priorities.get(happening.thing.href, ())
