"""All dossiers on one axis of time, narrowed by a form, as they stood on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from painopiste.pages.choices import Item, Narrowed, narrowed
from painopiste.pages.days import given_day
from painopiste.pages.editions import edition_days, edition_marks
from painopiste.pages.life import Axis, Life, Mark, Step, life_of, step_on, steps_of
from painopiste.pages.names import short, value_names
from painopiste.pages.paging import Page, page_of
from painopiste.pages.resource import Reader
from painopiste.pages.ties import Basis
from painopiste.pages.values import Link, best, labels_of

FIELDS = ("priority", "status", "topic", "act")
IMPORTED = "imported"
ORDERS = ("start", "latest", "name")


@dataclass(frozen=True)
class Dossier:
    """A dossier with its steps from stage to stage in order, and the values by which it can be found."""

    iri: str
    link: Link
    reference: str
    steps: tuple[Step, ...]
    values: Mapping[str, frozenset[str]]
    is_imported: bool = False

    def status_on(self, day: date) -> str:
        """The name of its status on a day, empty before its first step."""
        step = step_on(self.steps, day)
        return step.status if step else ""


@dataclass(frozen=True)
class Line:
    """A dossier on the axis, with the stage and status on the day that is looked at, when it came there, and what ties it to a priority."""

    link: Link
    reference: str
    stage: str
    status: str
    since: str
    life: Life
    basis: Basis | None = None
    is_imported: bool = False


@dataclass(frozen=True)
class DossiersView:
    """What the page of all dossiers shows."""

    page: Page[Line]
    narrowed: Narrowed[Dossier]
    axis: Axis
    editions: Sequence[Mark]
    day: str
    is_wrong_day: bool
    asked_day: str
    order: str
    imported: int
    is_with_imported: bool


async def all_dossiers(reader: Reader) -> Sequence[Dossier]:
    """Every dossier of the graph for a reader; asked once for each version of the data and language."""
    return await reader.context.served.once(f"dossiers/{reader.language}", lambda: ask_dossiers(reader))


async def ask_dossiers(reader: Reader) -> Sequence[Dossier]:
    """Every dossier, by IRI."""
    rows = await reader.rows("pages/dossier-list")
    references = {row["dossier"]: row.get("reference", "") for row in rows}
    imported = {row["dossier"] for row in rows if "notice" in row}
    steps = {
        iri: tuple(steps_of(found))
        for iri, found in groupby(await reader.rows("pages/dossier-steps", lang=reader.language), lambda row: row["dossier"])
    }
    values: dict[str, dict[str, set[str]]] = {}
    for row in await reader.rows("pages/dossier-facets"):
        values.setdefault(row["dossier"], {}).setdefault(row["facet"], set()).add(short(reader.iris, row["value"]))
    return [
        Dossier(
            iri=iri,
            link=Link(best(texts, reader.language, iri), reader.href(iri)),
            reference=references[iri],
            steps=steps.get(iri, ()),
            values={name: frozenset(found) for name, found in values.get(iri, {}).items()},
            is_imported=iri in imported,
        )
        for iri, texts in labels_of(rows, "dossier", "label").items()
    ]


async def dossiers_view(reader: Reader, asked: Mapping[str, str]) -> DossiersView:
    """The dossiers that a request asks for, on one axis: those that were edited, and the imported ones if they are asked for too."""
    given, order = given_day(asked.get("as_of", "")), asked.get("order", ORDERS[0])
    day = given or reader.context.as_of
    known, is_with_imported = await all_dossiers(reader), bool(asked.get(IMPORTED))
    items = [Item(each, values_on(each, day)) for each in known if is_with_imported or not each.is_imported]
    found = narrowed(items, FIELDS, asked, await value_names(reader))
    page = page_of(sorted(found.things, key=ordering(order, day)), asked, (*FIELDS, "as_of", "order", IMPORTED))
    axis = axis_of(found.things, day)
    marks = edition_marks(reader, axis, await edition_days(reader))
    return DossiersView(
        page=page.told(lambda each: line_of(each, axis, day)),
        narrowed=found,
        axis=axis,
        editions=marks,
        day=day.isoformat(),
        is_wrong_day=bool(asked.get("as_of")) and given is None,
        asked_day=asked.get("as_of", ""),
        order=order if order in ORDERS else ORDERS[0],
        imported=sum(each.is_imported for each in known),
        is_with_imported=is_with_imported,
    )


def values_on(dossier: Dossier, day: date) -> Mapping[str, frozenset[str]]:
    """The values of a dossier with its status on a day."""
    status = dossier.status_on(day)
    return {**dossier.values, "status": frozenset([f"status/{status}"] if status else ())}


def ordering(order: str, day: date) -> Callable[[Dossier], tuple[object, ...]]:
    """By what dossiers are put in order: their first step, their last step up to a day with the newest first, or their name."""

    def key(dossier: Dossier) -> tuple[object, ...]:
        name = dossier.link.text.text.lower()
        if order == "latest":
            step = step_on(dossier.steps, day)
            return -(step.day.toordinal() if step else 0), name
        if order == "name":
            return (name,)
        return (dossier.steps[0].day if dossier.steps else date.max), name

    return key


def axis_of(dossiers: Sequence[Dossier], day: date) -> Axis:
    """The axis on which the lives of dossiers and a day have a place."""
    return Axis.over([day, *(step.day for dossier in dossiers for step in (*dossier.steps[:1], *dossier.steps[-1:]))])


def line_of(dossier: Dossier, axis: Axis, day: date, basis: Basis | None = None) -> Line:
    """A dossier as its line."""
    step = step_on(dossier.steps, day)
    return Line(
        link=dossier.link,
        reference=dossier.reference,
        stage=step.stage if step else "",
        status=step.status if step else "",
        since=step.date if step else "",
        life=life_of(axis, dossier.steps, day),
        basis=basis,
        is_imported=dossier.is_imported,
    )
