"""The view of a priority: its text, its commitments, what serves it, what happened since, and its topics in other years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from painopiste.pages.days import last_day
from painopiste.pages.dossiers import Line, all_dossiers, axis_of, line_of
from painopiste.pages.edition import Part, parts_of
from painopiste.pages.editions import edition_days, edition_marks
from painopiste.pages.happenings import Happening, happenings_of, parted
from painopiste.pages.life import Axis, Mark
from painopiste.pages.names import short
from painopiste.pages.resource import Reader
from painopiste.pages.ties import Tie, all_ties, by_kind
from painopiste.pages.values import Link, Text, text_of
from painopiste.queries import Row

SHOWN_EVENTS = 15


@dataclass(frozen=True)
class Point:
    """A bullet in which a topic stands."""

    number: str
    link: Link


@dataclass(frozen=True)
class Year:
    """What an edition says on a topic; an edition of which not everything is known may say more."""

    edition: Link
    is_complete: bool
    points: tuple[Point, ...]


@dataclass(frozen=True)
class TopicYears:
    """A topic through the editions."""

    topic: Link
    years: tuple[Year, ...]


@dataclass(frozen=True)
class Served:
    """Things of one kind that serve the priority, the strongest tie first."""

    kind: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Since:
    """What happened to the dossiers of a priority from a day on: how much, the newest of it, and what lies ahead."""

    day: str
    count: int
    newest: tuple[Happening, ...]
    ahead: tuple[Happening, ...]


@dataclass(frozen=True)
class PriorityView:
    """What a priority's page shows beside the statements."""

    part: Part | None
    dossiers: tuple[Line, ...]
    axis: Axis
    editions: Sequence[Mark]
    served: tuple[Served, ...]
    since: Since | None
    topics: tuple[TopicYears, ...]


async def priority_view(reader: Reader, iri: str) -> PriorityView:
    """Everything about a priority."""
    parts = await parts_of(reader, iri)
    kinds = by_kind(tie for tie in await all_ties(reader) if tie.priority == short(reader.iris, iri))
    lines, axis = await lives_of(reader, kinds.pop("Dossier", []))
    return PriorityView(
        part=next(iter(parts), None),
        dossiers=tuple(lines),
        axis=axis,
        editions=edition_marks(reader, axis, await edition_days(reader)),
        served=tuple(Served(kind, strongest_first(ties)) for kind, ties in kinds.items()),
        since=await since_of(reader, iri, parts[0].year) if parts and lines else None,
        topics=tuple(await topic_years(reader, iri)),
    )


def strongest_first(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Ties by the strength of their basis, those of one strength as they are."""
    return tuple(sorted(ties, key=lambda tie: tie.basis.rank))


async def lives_of(reader: Reader, ties: Sequence[Tie]) -> tuple[list[Line], Axis]:
    """The lives of the dossiers that are tied, the strongest tie first, on one axis."""
    day, known = reader.context.as_of, {dossier.iri: dossier for dossier in await all_dossiers(reader)}
    tied = [(tie, known[tie.iri]) for tie in strongest_first(ties) if tie.iri in known]
    axis = axis_of([dossier for _, dossier in tied], day)
    return [line_of(dossier, axis, day, tie.basis) for tie, dossier in tied], axis


async def since_of(reader: Reader, iri: str, year: str) -> Since | None:
    """What happened to the dossiers since the year of the edition began; on which day it was adopted is not known."""
    last = last_day(year)
    if last is None:
        return None
    before = date(last.year - 1, 12, 31)
    rows = await reader.rows("priorities/changes", priority=iri, since=before.isoformat(), lang=reader.language)
    happened, ahead = parted(happenings_of(reader, [{**row, "thing": row["dossier"]} for row in rows]), reader.context.as_of)
    return Since(f"{last.year}-01-01", len(happened), tuple(happened[:SHOWN_EVENTS]), tuple(ahead[:SHOWN_EVENTS]))


async def topic_years(reader: Reader, iri: str) -> list[TopicYears]:
    """The topics of the priority, each through all editions."""
    rows = await reader.rows("pages/topic-years", resource=iri, lang=reader.language)
    editions = await reader.rows("editions/list", lang=reader.language)
    topics = {row["topic"]: Link(text_of(row, "topicLabel", reader.language), reader.href(row["topic"])) for row in rows}
    return [TopicYears(link, tuple(year_of(reader, edition, topic, rows) for edition in editions)) for topic, link in topics.items()]


def year_of(reader: Reader, edition: Mapping[str, str], topic: str, rows: Sequence[Row]) -> Year:
    """What one edition says on a topic."""
    said = [row for row in rows if row["topic"] == topic and row["edition"] == edition["edition"]]
    points = [Point(row["number"], Link(text_of(row, "label", reader.language), reader.href(row.get("priority", row["bullet"])))) for row in said]
    return Year(Link(Text(edition["date"]), reader.href(edition["edition"])), edition["isComplete"] == "true", tuple(points))
