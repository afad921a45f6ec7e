"""The view of a dossier: its life in time, its state on any day, its documents and acts, who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import gt, lt

from painopiste.pages.days import given_day, last_day
from painopiste.pages.editions import life_with_editions
from painopiste.pages.life import Life, steps_of
from painopiste.pages.outward import Outward, of_procedure
from painopiste.pages.resource import Reader, ResourceView
from painopiste.pages.values import Link, Text, best, local_name
from painopiste.pages.works import Law, law_of, named
from painopiste.queries import Row


@dataclass(frozen=True)
class StateOnDay:
    """Stage and status on a day, and the event on which they rest; empty if nothing had happened by then."""

    day: str
    stage: str = ""
    status: str = ""
    status_name: str = ""
    event: str = ""
    event_date: str = ""


@dataclass(frozen=True)
class AsOf:
    """The day that is asked for: as it was written, whether it is one, and the turning days next to it."""

    asked: str
    day: str
    is_wrong: bool
    before: str
    after: str
    is_now: bool


@dataclass(frozen=True)
class Role:
    """Those who take part in one role."""

    name: str
    people: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class DossierView:
    """What a dossier's page shows beside the statements; the official title only where it is not the label."""

    title: Text | None
    as_of: AsOf
    state: StateOnDay
    life: Life | None
    law: Law
    roles: tuple[Role, ...]
    outward: tuple[Outward, ...]
    priorities: tuple[Link, ...]
    subjects: tuple[Link, ...]
    indexing: tuple[Link, ...]
    later: frozenset[str]


async def dossier_view(reader: Reader, view: ResourceView, asked: str) -> DossierView:
    """Everything about a dossier, as it stood on a day."""
    iri, rows = view.iri, await reader.event_rows(view.iri)
    as_of = as_of_day(asked, reader.context.as_of, rows)
    on = date.fromisoformat(as_of.day)
    return DossierView(
        title=official_title(view, reader.language),
        as_of=as_of,
        state=await state_on(reader, iri, as_of.day),
        life=await life_with_editions(reader, rows, steps_of(rows), on),
        law=await law_of(reader, iri, on),
        roles=tuple(roles(reader, await reader.rows("dossiers/participants", dossier=iri, lang=reader.language))),
        outward=tuple(address for link in view.links("process_id") for address in of_procedure(link.text.text, reader.language)),
        priorities=view.links("servesPriority"),
        subjects=view.links("subject"),
        indexing=view.links("indexedBy"),
        later=frozenset("event-" + local_name(row["event"]) for row in rows if (day := last_day(row["date"])) and day.isoformat() > as_of.day),
    )


def official_title(view: ResourceView, language: str) -> Text | None:
    """The official title in a language, or in the nearest one there is; None if there is none, or if the page is headed by it."""
    said = view.fact("process_title") or view.fact("title")
    if not said:
        return None
    title = best({link.text.lang or language: link.text.text for link in said.links}, language, "")
    return title if title.text != view.label.text else None


def as_of_day(asked: str, release: date, rows: Sequence[Row]) -> AsOf:
    """The day that was asked for, or that of the release, among the days on which the stage changed."""
    given = given_day(asked)
    day = given or release
    turns = sorted({step.day.isoformat() for step in steps_of(rows)})
    earlier, later = ([turn for turn in turns if side(turn, day.isoformat())] for side in (lt, gt))
    return AsOf(
        asked=asked,
        day=day.isoformat(),
        is_wrong=bool(asked) and given is None,
        before=earlier[-1] if earlier else "",
        after=later[0] if later else "",
        is_now=day == release,
    )


async def state_on(reader: Reader, iri: str, day: str) -> StateOnDay:
    """The state on a day, by the rule of the stored query."""
    row = next(iter(await reader.rows("dossiers/state-on-day", dossier=iri, day=day, lang=reader.language)), None)
    if row is None:
        return StateOnDay(day)
    event = "event-" + local_name(row["event"])
    return StateOnDay(day, row.get("stageLabel", ""), local_name(row["status"]), row.get("statusLabel", ""), event, row["date"])


def roles(reader: Reader, rows: Sequence[Row]) -> list[Role]:
    """Who takes part, by role."""
    found: dict[str, list[tuple[Link, str]]] = {}
    for row in rows:
        found.setdefault(row.get("roleLabel", local_name(row["role"])), []).append((named(reader, row, "participant", "label"), row.get("group", "")))
    return [Role(name, tuple(dict.fromkeys(people))) for name, people in found.items()]
