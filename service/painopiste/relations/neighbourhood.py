"""The things around some things, read by stored queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from painopiste.errors import ParameterError
from painopiste.model import pick
from painopiste.queries import Questions, Row, known

MOST_OPENED = 20
"""Things whose relations are shown at once."""
MOST_ALIKE = 25
"""Relations of one kind and direction of one thing that are shown; of more, their number is told."""


@dataclass(frozen=True)
class Thing:
    """A thing with its label, as far as it has one in the reader's language, its class, and when it was if it is an event."""

    iri: str
    label: str = ""
    kind: str = ""
    date: str = ""

    @classmethod
    def of(cls, iri: str, row: Row) -> Thing:
        """A thing as a row tells it."""
        return cls(iri, row.get("label", ""), row.get("class", ""), row.get("date", ""))


@dataclass(frozen=True)
class Evidence:
    """Why the text concerns a thing: the words, on what basis, and the reason."""

    link: str
    basis: str
    quote: str
    rationale: str
    language: str


@dataclass(frozen=True)
class Relation:
    """One triple between things, with the evidence links that carry it and the sources of the record that says it."""

    subject: str
    property: str
    object: str
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()

    def key(self) -> tuple[str, str, str]:
        """The triple itself."""
        return self.subject, self.property, self.object


@dataclass(frozen=True)
class Neighbourhood:
    """Things and relations; `opened` are those things whose relations are shown, `names` are the labels of classes and
    properties; `cut` tells by thing, direction and property how many there are where not all are shown."""

    opened: tuple[str, ...]
    things: dict[str, Thing]
    relations: tuple[Relation, ...]
    properties: tuple[str, ...]
    names: dict[str, str]
    cut: dict[tuple[str, str, str], int] = field(default_factory=dict)


async def neighbourhood(questions: Questions, starts: Sequence[str], language: str, hidden: Collection[str] = ()) -> Neighbourhood:
    """What some things are tied to, without the relations that are hidden; unknown IRIs are left out."""
    if len(starts) > MOST_OPENED:
        raise ParameterError(f"At most {MOST_OPENED} things can be opened at once, not {len(starts)}. Start anew with one of them.", "start")
    opened = [iri for iri in dict.fromkeys(starts) if await known(questions, iri)]
    reading = Reading(questions, language, hidden)
    for iri in opened:
        await reading.open(iri)
    return reading.result(opened, await names_of_terms(questions, language))


async def names_of_terms(questions: Questions, language: str) -> dict[str, str]:
    """The labels of classes and properties for a reader of a language."""
    texts: dict[str, dict[str, str]] = {}
    for row in await questions.rows("pages/terms"):
        texts.setdefault(row["term"], {})[row["label@"]] = row["label"]
    return {term: found[0] for term, by_language in texts.items() if (found := pick(by_language, language))}


class Reading:
    """Collects the relations of one thing after another."""

    def __init__(self, questions: Questions, language: str, hidden: Collection[str]) -> None:
        self._questions, self._language, self._hidden = questions, language, hidden
        self._things: dict[str, Thing] = {}
        self._relations: dict[tuple[str, str, str], Relation] = {}
        self._properties: set[str] = set()
        self._cut: dict[tuple[str, str, str], int] = {}

    async def open(self, iri: str) -> None:
        """Read what one thing is tied to."""
        self._things[iri] = await self._thing(iri)
        rows = await self._questions.rows("pages/relations", resource=iri, lang=self._language)
        evidence = await self._evidence(iri)
        self._properties.update(row["property"] for row in rows)
        for direction, name, found in alike(rows):
            if name not in self._hidden:
                self._add(iri, direction, name, found, evidence)

    async def _thing(self, iri: str) -> Thing:
        rows = await self._questions.rows("pages/relations-thing", resource=iri, lang=self._language)
        return Thing.of(iri, rows[0] if rows else {})

    def _add(self, iri: str, direction: str, name: str, rows: Sequence[Row], evidence: dict[tuple[str, str], tuple[Evidence, ...]]) -> None:
        others = {row["other"]: row for row in rows}
        if len(others) > MOST_ALIKE:
            self._cut[iri, direction, name] = len(others)
        for other, row in list(others.items())[:MOST_ALIKE]:
            subject, thing = (iri, other) if direction == "out" else (other, iri)
            self._things.setdefault(other, Thing.of(other, row))
            carried = evidence.get((subject, thing), ()) or evidence.get((thing, subject), ())
            relation = Relation(subject, name, thing, carried if is_carried(name) else (), tuple(row.get("sources", "").split()))
            self._relations.setdefault(relation.key(), relation)

    async def _evidence(self, iri: str) -> dict[tuple[str, str], tuple[Evidence, ...]]:
        found: dict[tuple[str, str], dict[str, Evidence]] = {}
        for row in await self._questions.rows("pages/relations-evidence", resource=iri, lang=self._language):
            one = Evidence(row["link"], row["basisLabel"], row["quote"], row["rationale"], row["rationale@"])
            found.setdefault((row["subject"], row["object"]), {})[one.link] = one
        return {ends: tuple(links.values()) for ends, links in found.items()}

    def result(self, opened: Sequence[str], names: dict[str, str]) -> Neighbourhood:
        """What has been collected."""
        relations = tuple(self._relations.values())
        return Neighbourhood(tuple(opened), self._things, relations, tuple(sorted(self._properties)), names, self._cut)


def is_carried(name: str) -> bool:
    """Whether a relation rests on evidence links: that a text concerns a thing, and what follows from it."""
    return name.rpartition("#")[2] in ("concerns", "servesPriority")


def alike(rows: Iterable[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """Rows by direction and property, in their order."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["direction"], row["property"]), []).append(row)
    return ((direction, name, found) for (direction, name), found in groups.items())
