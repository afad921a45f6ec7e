"""What belongs to a resource in law: documents and acts, what they change and what changes them, and the articles that matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from painopiste.pages.evidence import Evidence
from painopiste.pages.outward import Outward, of_document
from painopiste.pages.resource import Reader
from painopiste.pages.values import Group, Link, Text, local_name, text_of
from painopiste.queries import Row

COMES_FROM = ("created_a_realization_of", "has_member")


@dataclass(frozen=True)
class Work:
    """A document or act; dates as they were told, with the names of the messages that say what each is."""

    relation: Link
    link: Link
    number: str
    dates: tuple[tuple[str, str], ...]
    applicability: tuple[str, ...]
    outward: tuple[Outward, ...]


@dataclass(frozen=True)
class Change:
    """An act that an act of the resource changes, or that changes it, with the dossier that made it."""

    relation: Link
    act: Link
    other: Link
    told: str
    dossier: Link | None


@dataclass(frozen=True)
class ArticleView:
    """An article that matters, from which days it applies, and in which topics."""

    link: Link
    about: Text
    applicability: tuple[str, ...]
    topics: str
    page: str


@dataclass(frozen=True)
class Law:
    """What belongs to a resource in law, as it stood on a day."""

    day: str
    works: tuple[Work, ...]
    changes: tuple[Change, ...]
    changed_by: tuple[Change, ...]
    articles: tuple[ArticleView, ...]
    contexts: tuple[Group, ...]
    evidence: tuple[Evidence, ...]


async def law_of(reader: Reader, iri: str, day: date) -> Law:
    """Everything that belongs to a resource in law."""
    outward, inward = await changes(reader, iri)
    rows = await reader.rows("pages/works", resource=iri, lang=reader.language)
    around = await reader.rows("pages/contexts", resource=iri, lang=reader.language)
    return Law(
        day=day.isoformat(),
        works=tuple(work_of(reader, row) for row in rows),
        changes=outward,
        changed_by=inward,
        articles=tuple(await articles(reader, iri)),
        contexts=tuple(contexts(reader, around)),
        evidence=tuple(await evidence_through(reader, rows, around)),
    )


def contexts(reader: Reader, rows: Sequence[Row]) -> Iterable[Group]:
    """What points to the resource as its work, by property."""
    for name in dict.fromkeys(row["property"] for row in rows):
        links = tuple(named(reader, row, "thing", "label") for row in rows if row["property"] == name)
        yield Group(reader.term(name), links, len(links), name)


async def evidence_through(reader: Reader, works: Sequence[Row], around: Sequence[Row]) -> list[Evidence]:
    """Why the text concerns what a dossier is the procedure of, or the dossier and the legislation that an act comes from."""
    through = {row["work"]: named(reader, row, "work", "label") for row in works if local_name(row["relation"]) == "procedureOf"}
    through |= {row["thing"]: named(reader, row, "thing", "label") for row in around if local_name(row["property"]) in COMES_FROM}
    return [replace(link, through=name) for iri, name in through.items() for link in await reader.evidence(iri)]


def work_of(reader: Reader, row: Row) -> Work:
    """One of them as its row tells it."""
    number = row.get("celex") or row.get("number", "")
    dates = tuple((name, row[name]) for name in ("date", "published", "inForce") if name in row)
    outward = tuple(of_document(row.get("celex", ""), reader.language))
    if "page" in row:
        outward += (Outward("www", number, row["page"]),)
    link = named(reader, row, "work", "label")
    return Work(reader.term(row["relation"]), link, number, dates, days(row), outward)


async def changes(reader: Reader, iri: str) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What the acts of the resource change, and what changes them."""
    rows = await reader.rows("pages/changes", resource=iri, lang=reader.language)
    outward, inward = ([change_of(reader, row) for row in rows if row["direction"] == direction] for direction in ("out", "in"))
    return tuple(outward), tuple(inward)


def change_of(reader: Reader, row: Row) -> Change:
    """One change as its row tells it."""
    dossier = named(reader, row, "dossier", "dossierLabel") if "dossier" in row else None
    act, other = named(reader, row, "act", "actLabel"), named(reader, row, "other", "label")
    return Change(reader.term(row["relation"]), act, other, row.get("date", ""), dossier)


async def articles(reader: Reader, iri: str) -> list[ArticleView]:
    """The articles in their order."""
    rows = await reader.rows("pages/articles", resource=iri, lang=reader.language)
    return [
        ArticleView(
            link=Link(Text(row["number"]), reader.href(row["article"])),
            about=text_of(row, "about", reader.language),
            applicability=days(row),
            topics=row.get("topics", ""),
            page=row.get("page", ""),
        )
        for row in rows
    ]


def named(reader: Reader, row: Row, key: str, label: str) -> Link:
    """A thing of a row by its label there, or by the end of its IRI."""
    return Link(text_of(row, label, reader.language) if label in row else Text(local_name(row[key])), reader.href(row[key]))


def days(row: Row) -> tuple[str, ...]:
    """The days from which something applies, in order."""
    return tuple(sorted(row.get("applicability", "").split()))
