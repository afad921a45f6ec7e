"""The view of one resource: what is said of it, what points to it, and why the text concerns it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Self
from urllib.parse import quote, unquote

from painopiste.errors import NotFoundError
from painopiste.pages.context import PageContext
from painopiste.pages.evidence import Evidence
from painopiste.pages.values import Group, Link, Text, best, labels_of, local_name, name_of, text_of
from painopiste.queries import Row, known

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
SELECTOR = "http://www.w3.org/ns/oa#hasSelector"
DESCRIPTION = "http://purl.org/dc/terms/description"
SOURCE = "http://purl.org/dc/terms/source"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
NOT_AMONG_THE_FACTS = {RDF_TYPE, LABEL, DESCRIPTION, SOURCE}
ORIGIN = {
    "importedFrom",
    "confidence",
    "factsAsOf",
    "indexedBy",
    "wasAttributedTo",
    "wasQuotedFrom",
    "wasDerivedFrom",
    "created",
    "eliStatus",
    "yearCertainty",
}
"""Properties that say where a record comes from and how sure it is."""


@dataclass(frozen=True)
class Event:
    """One line of a timeline; `stage` is told if it leads to one."""

    link: Link
    date: str
    description: Text
    foreseen: bool
    sources: tuple[str, ...]
    stage: str
    status: str
    anchor: str


@dataclass(frozen=True)
class Remark:
    """A doubt or a dispute."""

    label: str
    description: Text
    dispute: bool
    gap: bool


@dataclass(frozen=True)
class Notice:
    """An imported notice that told of a thing; `retrieved` is empty if it is not known when it was fetched."""

    link: Link
    source: str
    digest: str
    retrieved: str


@dataclass(frozen=True)
class ResourceView:
    """Everything a page shows of a resource, whatever it is."""

    iri: str
    data: str
    label: Text
    description: Text | None
    kinds: tuple[str, ...]
    types: tuple[Link, ...]
    facts: tuple[Group, ...]
    incoming: tuple[Group, ...]
    events: tuple[Event, ...]
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    state: Row | None
    sources: tuple[str, ...]
    origin: tuple[Group, ...]
    notices: tuple[Notice, ...] = ()

    def fact(self, name: str) -> Group | None:
        """What is said by one property, named by the last part of its IRI."""
        return next((group for group in self.facts if local_name(group.iri) == name), None)

    def links(self, name: str) -> tuple[Link, ...]:
        """The values of a property, if anything is said by it."""
        return next((group.links for group in (*self.facts, *self.origin) if local_name(group.iri) == name), ())

    def without(self, names: Collection[str]) -> tuple[Group, ...]:
        """The facts but those of some properties, which stand elsewhere on the page."""
        return tuple(group for group in self.facts if local_name(group.iri) not in names)


class Reader:
    """Reads resources for a reader of one language."""

    def __init__(self, context: PageContext, language: str, terms: Mapping[str, Mapping[str, str]]) -> None:
        self.context = context
        self.language = language
        self.terms = terms
        self.iris = context.questions.iris

    @classmethod
    async def open(cls, context: PageContext, language: str) -> Self:
        """A reader who knows the labels of all classes and properties."""
        return cls(context, language, await context.terms())

    async def rows(self, name: str, **values: str) -> list[Row]:
        """The solutions of a stored query."""
        return await self.context.questions.rows(name, **values)

    def href(self, iri: str) -> str:
        """The page of an IRI that the graph may know."""
        path = self.iris.path(iri)
        if path is not None:
            return f"/{self.language}/{quote(path)}"
        return f"/{self.language}/resource?iri={quote(iri, safe='')}"

    def term(self, iri: str) -> Link:
        """A class or property by its label."""
        name = local_name(iri)
        return Link(best(self.terms.get(iri, {}), self.language, name), self.href(iri))

    def link(self, iri: str, texts: Mapping[str, str]) -> Link:
        """A thing by its label; addresses elsewhere that the graph has no label for lead out."""
        external = not texts and self.iris.path(iri) is None and iri not in self.terms
        if external:
            return Link(Text(code_of(iri)), iri if iri.startswith(("http://", "https://")) else "")
        return Link(best(texts or self.terms.get(iri, {}), self.language, self.iris.path(iri) or iri), self.href(iri))

    async def view(self, iri: str) -> ResourceView:
        """All of a resource, or NotFoundError."""
        if not await known(self.context.questions, iri):
            raise NotFoundError(iri)
        rows = await self.rows("pages/statements", resource=iri)
        texts = {name: {row["value@"]: row["value"] for row in rows if row["property"] == name} for name in (LABEL, DESCRIPTION)}
        path, facts = self.iris.path(iri), self.facts(rows)
        kinds = dict.fromkeys(row["value"] for row in rows if row["property"] == RDF_TYPE)
        ours_first = tuple(sorted(kinds, key=lambda kind: not kind.startswith(self.iris.term(""))))
        return ResourceView(
            iri=iri,
            data=f"/data/{quote(path)}." if path else f"/data?iri={quote(iri, safe='')}&format=",
            label=best(texts[LABEL] or quotation(rows), self.language, local_name(iri.rstrip("/"))),
            description=best(texts[DESCRIPTION], self.language, "") if texts[DESCRIPTION] else None,
            kinds=ours_first,
            types=tuple(self.term(kind) for kind in ours_first),
            facts=tuple(fact for fact in facts if local_name(fact.iri) not in ORIGIN),
            incoming=tuple(await self.incoming(iri)),
            events=tuple(self.event(row) for row in await self.event_rows(iri)),
            evidence=tuple(await self.evidence(iri)),
            remarks=tuple(await self.remarks(iri)),
            state=next(iter(await self.rows("pages/state", resource=iri, lang=self.language)), None),
            sources=tuple(sorted({row["value"] for row in rows if row["property"] == SOURCE})),
            origin=tuple(fact for fact in facts if local_name(fact.iri) in ORIGIN),
            notices=tuple(await self.notices(iri)) if any(fact.iri == self.iris.term("importedFrom") for fact in facts) else (),
        )

    def facts(self, rows: list[Row]) -> list[Group]:
        """The statements by property, in the order of the properties' labels."""
        groups = []
        for name in dict.fromkeys(row["property"] for row in rows if row["property"] not in NOT_AMONG_THE_FACTS):
            said = [row for row in rows if row["property"] == name]
            values = dict.fromkeys((row["value"], row["value@"]) for row in said)
            labels = called(said, "value")
            links = tuple(self.value(value, language, labels[value]) for value, language in values)
            groups.append(Group(self.term(name), links, len(links), name))
        return sorted(groups, key=lambda group: group.heading.text.text.lower())

    def value(self, value: str, language: str, labels: dict[str, str]) -> Link:
        """An IRI as a link, a literal as a text."""
        if labels or value.startswith(("http://", "https://")):
            return self.link(value, labels)
        return Link(Text(value, language if language != self.language else ""))

    async def incoming(self, iri: str) -> list[Group]:
        """What points here, by property, the first of each."""
        groups = []
        for row in await self.rows("pages/incoming-counts", resource=iri):
            found = called(await self.rows("pages/incoming", resource=iri, property=row["property"]), "subject")
            links = tuple(self.link(subject, texts) for subject, texts in found.items())
            groups.append(Group(self.term(row["property"]), links, int(row["count"]), row["property"]))
        return groups

    async def event_rows(self, iri: str) -> list[Row]:
        """The events of a resource as the stored query tells them."""
        return await self.rows("pages/events", resource=iri, lang=self.language)

    def event(self, row: Row) -> Event:
        """One line of the timeline."""
        return Event(
            link=Link(Text(name_of(row, "kind")), self.href(row["event"])),
            date=row["date"],
            description=text_of(row, "description", self.language),
            foreseen="foreseen" in row,
            sources=tuple(row.get("sources", "").split()),
            stage=name_of(row, "stage"),
            status=local_name(row.get("status", "")),
            anchor="event-" + local_name(row["event"]),
        )

    async def evidence(self, iri: str) -> list[Evidence]:
        """Why the text concerns this."""
        rows = await self.rows("pages/evidence", resource=iri, lang=self.language)
        return [self.evidence_of(row, "subject", self.words(row)) for row in rows]

    def words(self, row: Row) -> str:
        """The words of a row's evidence in the annotated text."""
        return f"{self.href(row['edition'])}?span={row['start']}-{row['end']}#words-{row['start']}" if "edition" in row else ""

    def evidence_of(self, row: Row, end: str, words: str = "") -> Evidence:
        """One evidence link as a row tells it, with the thing at one of its ends and the address of its words."""
        return Evidence(
            thing=Link(Text(name_of(row, end)), self.href(row[end])),
            basis=name_of(row, "basis"),
            strength=local_name(row["basis"]),
            quote=row["quote"],
            start=int(row["start"]),
            end=int(row["end"]),
            rationale=text_of(row, "rationale", self.language),
            anchor=row["link"].rpartition("/evidence/")[2].replace("/", "-"),
            words=words,
        )

    async def notices(self, iri: str) -> list[Notice]:
        """The imported notices that told of this."""
        return [notice_of(row, self) for row in await self.rows("pages/notices", resource=iri, lang=self.language)]

    async def remarks(self, iri: str) -> list[Remark]:
        """What is open or disputed."""
        rows = await self.rows("pages/remarks", resource=iri, lang=self.language)
        return [remark_of(row, self.language) for row in rows]


def code_of(iri: str) -> str:
    """The code by which the EU's tables know a value; any other IRI as it is.

    >>> code_of("http://publications.europa.eu/resource/authority/fd_375/DEL")
    'DEL'
    """
    return unquote(iri.rpartition("/")[2]) if iri.startswith(AUTHORITY) else iri


def called(rows: Sequence[Row], key: str) -> dict[str, dict[str, str]]:
    """Labels by thing and language; a place in the text, which has none, is called by its words."""
    quotations = {row[key]: quoted(row["quote"]) for row in rows if "quote" in row}
    return {thing: texts or quotations.get(thing, {}) for thing, texts in labels_of(rows, key, "label").items()}


def quotation(rows: Sequence[Row]) -> dict[str, str]:
    """The words of a place in the text, by its statements; nothing if they are those of something else."""
    return next((quoted(row["quote"]) for row in rows if row["property"] == SELECTOR and "quote" in row), {})


def quoted(words: str) -> dict[str, str]:
    """Words of the text as a label in its language, a long one shortened between two words.

    >>> quoted("Kehitetään  EU:n ja sen jäsenvaltioiden yhteistä toimintaa ulkorajoilla ja niiden ulkopuolella")
    {'fi': '”Kehitetään EU:n ja sen jäsenvaltioiden yhteistä toimintaa ulkorajoilla ja …”'}
    """
    return {"fi": f"”{shorten(words, 80, placeholder=' …')}”"}


def notice_of(row: Row, reader: Reader) -> Notice:
    """One notice as a row tells it."""
    return Notice(Link(Text(row["label"]), reader.href(row["notice"])), row["source"], row["digest"], row.get("retrieved", ""))


def remark_of(row: Row, language: str) -> Remark:
    """One remark as a row tells it."""
    return Remark(row.get("label", ""), text_of(row, "description", language), row["dispute"] == "true", row["gap"] == "true")
