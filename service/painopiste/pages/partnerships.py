"""All partnerships in a table, narrowed by a form, and the countries that take part in them as data for a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from painopiste.pages.choices import Item, Narrowed, narrowed
from painopiste.pages.names import short, value_names
from painopiste.pages.numbered import Numbered, numbered_priorities
from painopiste.pages.paging import Page, page_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, best, labels_of, local_name

FIELDS = ("country", "component", "form", "priority")


@dataclass(frozen=True)
class Partnership:
    """A partnership with its dates, empty where none is known, and its values: IRIs by field."""

    iri: str
    link: Link
    date: str
    in_force: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class PartnershipLine:
    """A partnership as a row of the table."""

    link: Link
    form: str
    date: str
    in_force: str
    countries: tuple[Link, ...]
    parties: tuple[Link, ...]
    components: tuple[Link, ...]
    instruments: tuple[Link, ...]
    priorities: tuple[Numbered, ...]


@dataclass(frozen=True)
class PartnershipsView:
    """What the page of all partnerships shows; the map has the countries of those that are left by the form."""

    page: Page[PartnershipLine]
    narrowed: Narrowed[Partnership]
    priorities: Sequence[Numbered]
    map: Mapping[str, Any]


async def all_partnerships(reader: Reader) -> Sequence[Partnership]:
    """Every partnership of the graph for a reader, by name; asked once for each version of the data and language."""
    return await reader.context.served.once(f"partnerships/{reader.language}", lambda: ask_partnerships(reader))


async def ask_partnerships(reader: Reader) -> Sequence[Partnership]:
    """Every partnership, by name."""
    rows = await reader.rows("pages/partnership-list")
    dates = {row["partnership"]: (row.get("date", ""), row.get("inForce", "")) for row in rows}
    values: dict[str, dict[str, list[str]]] = {}
    for row in await reader.rows("pages/partnership-facets"):
        values.setdefault(row["partnership"], {}).setdefault(row["facet"], []).append(row["value"])
    found = [
        Partnership(
            iri=iri,
            link=Link(best(texts, reader.language, iri), reader.href(iri)),
            date=dates[iri][0],
            in_force=dates[iri][1],
            values={name: tuple(iris) for name, iris in values.get(iri, {}).items()},
        )
        for iri, texts in labels_of(rows, "partnership", "label").items()
    ]
    return sorted(found, key=lambda each: (each.link.text.text.lower(), each.iri))


async def partnerships_view(reader: Reader, asked: Mapping[str, str]) -> PartnershipsView:
    """The partnerships that a request asks for."""
    named, priorities = await value_names(reader), await numbered_priorities(reader)

    def told(value: str) -> Text:
        return reader.term(value).text if value in reader.terms else named(value)

    items = [Item(each, short_values(reader, each)) for each in await all_partnerships(reader)]
    found = narrowed(items, FIELDS, asked, told)
    page = page_of(found.things, asked, FIELDS).told(lambda each: line_of(reader, each, told, priorities))
    return PartnershipsView(page, found, priorities, map_of(reader, found.things, told))


def short_values(reader: Reader, partnership: Partnership) -> Mapping[str, frozenset[str]]:
    """The values of a partnership as the form writes them."""
    return {name: frozenset(short(reader.iris, iri) for iri in iris) for name, iris in partnership.values.items()}


def line_of(reader: Reader, partnership: Partnership, told: Callable[[str], Text], priorities: Sequence[Numbered]) -> PartnershipLine:
    """A partnership as its row."""

    def links(name: str) -> tuple[Link, ...]:
        return linked(reader, partnership.values.get(name, ()), told)

    return PartnershipLine(
        link=partnership.link,
        form=", ".join(link.text.text for link in links("form")),
        date=partnership.date,
        in_force=partnership.in_force,
        countries=links("country"),
        parties=links("party"),
        components=links("component"),
        instruments=links("instrument"),
        priorities=tuple(each for each in priorities if reader.iris.thing(each.value) in partnership.values.get("priority", ())),
    )


def linked(reader: Reader, iris: Iterable[str], told: Callable[[str], Text]) -> tuple[Link, ...]:
    """Values as links, by name."""
    links = (Link(told(short(reader.iris, iri)), reader.href(iri)) for iri in iris)
    return tuple(sorted(links, key=lambda link: link.text.text.lower()))


def map_of(reader: Reader, partnerships: Sequence[Partnership], told: Callable[[str], Text]) -> Mapping[str, Any]:
    """The countries that take part, by their ISO 3166-1 alpha-3 code in the EU's table, each with its partnerships and what they cover."""
    countries: dict[str, list[Partnership]] = {}
    for each in partnerships:
        for iri in each.values.get("country", ()):
            countries.setdefault(iri, []).append(each)
    covered = sorted({iri for each in partnerships for iri in each.values.get("component", ())})
    return {
        "components": [{"id": short(reader.iris, iri), "label": told(short(reader.iris, iri)).text} for iri in covered],
        "countries": [
            {"code": local_name(iri), "label": told(iri).text, "partnerships": [marker(reader, each) for each in found]}
            for iri, found in sorted(countries.items())
        ],
    }


def marker(reader: Reader, partnership: Partnership) -> Mapping[str, Any]:
    """A partnership as the map tells it."""
    components = [short(reader.iris, iri) for iri in partnership.values.get("component", ())]
    return {"label": partnership.link.text.text, "href": partnership.link.href, "date": partnership.date, "components": components}
