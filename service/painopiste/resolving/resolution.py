"""From a text to the thing of the graph that it identifies, if it identifies one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from painopiste.resolving.reading import Reading, Relation
from painopiste.resolving.spellings import readings
from painopiste.search import Entry, Register
from painopiste.search.references import compact

LONGEST = 500
DASHES = str.maketrans("‐‑‒–—−", "------")
EDGES = " \t\"'“”‘’«»<>.,;"


class Status(StrEnum):
    """Whether a text identifies a thing of the graph."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Match:
    """A thing that a text may identify, how it relates to the text, the EU's own IRIs for it, and the things that belong to it."""

    entry: Entry
    relation: Relation
    eu_iris: tuple[str, ...]
    related: tuple[tuple[str, Entry], ...]


@dataclass(frozen=True)
class Resolution:
    """What a text identifies: exactly one thing, one of several, or nothing that the graph knows; and as what it was read."""

    text: str
    status: Status
    detail: str
    matches: tuple[Match, ...]
    readings: tuple[Reading, ...]

    @property
    def match(self) -> Match | None:
        """The thing, if the text identifies one."""
        return self.matches[0] if self.status is Status.FOUND else None


class Resolver:
    """Resolves texts by the register of an index, with labels in a language; `base` is the base IRI of the graph."""

    def __init__(self, register: Register, base: str, language: str) -> None:
        self._register = register
        self._base = base
        self._language = language

    def resolve(self, text: str) -> Resolution:
        """What a text identifies; of one that is longer than any identifier nothing."""
        cleaned = clean(text)
        if not cleaned or len(cleaned) > LONGEST:
            return Resolution(text, Status.UNKNOWN, "Nothing is written here." if not cleaned else "This is longer than any identifier.", (), ())
        read = () if self._exact(cleaned) else readings(cleaned)
        found = self._of_readings(read) if read else [(entry, Relation.ITSELF) for entry in self._known_by(cleaned)]
        split = [reading for reading in read if self._was_split(reading)]
        matches = tuple(self._match(entry, relation, read) for entry, relation in found)
        status = status_of(matches, read, bool(split))
        return Resolution(text, status, detail_of(status, matches, read, bool(split)), matches, read)

    def _exact(self, text: str) -> list[Entry]:
        """The things whose IRI or identifier just this text is; of an identifier only if it is an address."""
        address = f"{self._base}/{text}" if text.startswith("id/") else text
        return self._register.identified(address, self._language) if address.startswith(("http://", "https://")) else []

    def _known_by(self, text: str) -> list[Entry]:
        """The things that a text names by an IRI, an identifier of no known kind, or a name."""
        alone = compact(text)
        found = self._exact(text)
        if not found and alone:
            found = [entry for entry in self._register.bearers([alone], self._language) if is_written(text, entry)]
        return self._without_parts([self._in_force(entry) for entry in found or self._register.named(text, self._language)])

    def _in_force(self, entry: Entry) -> Entry:
        """What took the place of a retired name, else the entry itself."""
        places = [number for role, number in entry.related if role == "replacement"]
        return self._register.numbered(places, self._language)[0] if places else entry

    def _without_parts(self, entries: Iterable[Entry]) -> list[Entry]:
        """Without the dossiers and acts of a record that bears the same name: the name is the record's."""
        distinct = {entry.number: entry for entry in entries}
        parts = {number for entry in distinct.values() for role, number in entry.related if role in ("record of", "member")}
        return [entry for entry in distinct.values() if entry.number not in parts]

    def _of_readings(self, read: Iterable[Reading]) -> list[tuple[Entry, Relation]]:
        found: dict[int, tuple[Entry, Relation]] = {}
        for reading in read:
            for entry in self._of_reading(reading):
                found.setdefault(entry.number, (entry, reading.relation))
        return list(found.values())

    def _of_reading(self, reading: Reading) -> list[Entry]:
        if reading.relation is Relation.DOSSIER:
            concerned = self._register.concerned(reading.keys, self._language)
            return [entry for entry in concerned if any(role == "proposal" for role, _ in entry.related)]
        found = [entry for entry in self._register.bearers(reading.keys, self._language) if reading.fits(entry)]
        return found or self._parts(reading)

    def _parts(self, reading: Reading) -> list[Entry]:
        found = [entry for key in reading.keys for entry in self._register.parts(key, self._language)] if reading.split else []
        return [entry for entry in found if reading.fits(entry)]

    def _was_split(self, reading: Reading) -> bool:
        return reading.split and not self._register.bearers(reading.keys, self._language) and bool(self._parts(reading))

    def _match(self, entry: Entry, relation: Relation, read: tuple[Reading, ...]) -> Match:
        own = [name for name in (entry.iri, *entry.identifiers) if name.startswith("http") and not name.startswith(f"{self._base}/")]
        of_version = [iri for reading in read for iri in reading.eu_iris] if relation is not Relation.ITSELF else []
        roles = {number: role for role, number in entry.related}
        related = tuple((roles[other.number], other) for other in self._register.numbered(roles, self._language))
        return Match(entry, relation, tuple(dict.fromkeys([*own, *of_version])), related)


def is_written(text: str, entry: Entry) -> bool:
    """Whether an identifier of an entry is written so, case and spaces aside: C/2025/3445 is another document than C(2025) 3445."""
    return text.casefold().replace(" ", "") in {identifier.casefold().replace(" ", "") for identifier in entry.identifiers}


def clean(text: str) -> str:
    """A text without what copying leaves on it: spaces of other kinds, dashes of other kinds, quotation marks.

    >>> clean(" “COM(2021)\\u00a0206 final”. ")
    'COM(2021) 206 final'
    """
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\u00ad", ""))
    return spaced.translate(DASHES).strip(EDGES)


def status_of(matches: tuple[Match, ...], read: tuple[Reading, ...], was_split: bool) -> Status:
    """Found is only what can be meant in one way and is one thing."""
    if not matches:
        return Status.UNKNOWN
    is_sure = len(read) <= 1 and not was_split and all(reading.is_sure for reading in read)
    return Status.FOUND if len(matches) == 1 and is_sure else Status.AMBIGUOUS


def detail_of(status: Status, matches: tuple[Match, ...], read: tuple[Reading, ...], was_split: bool) -> str:
    """What there is to say, in a sentence."""
    kinds = " or ".join(dict.fromkeys(f"{reading.kind} {reading.text}" for reading in read))
    if status is Status.FOUND:
        return f"Read as {kinds}." if read else "Known by this name or identifier."
    if status is Status.UNKNOWN:
        return f"Read as {kinds}; the graph has nothing by it." if read else "No identifier of a known kind, and no name in the graph."
    if was_split:
        return f"Read as {kinds}; this file was split, and the graph has {len(matches)} part{'s' * (len(matches) > 1)} of it."
    if len(read) > 1 or not read:
        what = f"It may be {kinds}" if read else "Several things have this name"
        return f"{what}; the graph has {len(matches)} of them."
    return f"Read as {kinds}; that does not say which of several it is, and the graph has {len(matches)} of them."
