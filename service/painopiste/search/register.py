"""Things of an index by what they are known by: identifiers, references, names. Unlike a search it never finds what is merely similar."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from painopiste.model import pick
from painopiste.search.results import Name
from painopiste.search.words import key

# What people call by a name: dossiers, records and organisations; acts, proposals and documents; articles of treaties.
NAMED_PLACES = (*range(1, 11), 101, 102, 103, 110)
NAME_ROLES = ("label", "alternative", "name", "alias", "hidden", "slug")

THINGS = "SELECT id, iri, kind, place FROM thing WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
BEARERS = "SELECT DISTINCT thing FROM reference WHERE own AND key IN (SELECT value FROM json_each(?))"
CONCERNED = "SELECT DISTINCT thing FROM reference WHERE NOT own AND key IN (SELECT value FROM json_each(?))"
PARTS = "SELECT DISTINCT thing FROM reference WHERE own AND key GLOB ?"
IDENTIFIED = "SELECT thing FROM identifier WHERE value = :text UNION SELECT id FROM thing WHERE iri = :text"
NAMED = """
SELECT DISTINCT text.thing FROM text JOIN thing ON thing.id = text.thing
WHERE text.key = ? AND thing.place IN (SELECT value FROM json_each(?))
    AND text.role IN (SELECT value FROM json_each(?)) AND (text.role <> 'slug' OR thing.place < 100)
"""
LABELS = "SELECT language, text FROM text WHERE thing = ? AND role = 'label' ORDER BY id DESC"
IDENTIFIERS = "SELECT value FROM identifier WHERE thing = ? ORDER BY value"
RELATED = "SELECT role, other FROM link WHERE thing = :thing UNION SELECT role || ' of', thing FROM link WHERE other = :thing ORDER BY 1, 2 LIMIT 50"


@dataclass(frozen=True)
class Entry:
    """A thing with what it is known by; `related` are roles and numbers of the things that belong to it."""

    number: int
    iri: str
    kind: str
    place: int
    label: Name
    identifiers: tuple[str, ...]
    related: tuple[tuple[str, int], ...]

    @property
    def is_nameable(self) -> bool:
        """Whether it is of a kind that people refer to, unlike an event or a link."""
        return self.place in NAMED_PLACES


class Register:
    """The entries of an index."""

    def __init__(self, connection: sqlite3.Connection, lock: Lock) -> None:
        self._connection = connection
        self._lock = lock

    def bearers(self, keys: Iterable[str], language: str) -> list[Entry]:
        """The things whose own reference has one of some keys."""
        return self._entries(BEARERS, [json.dumps(sorted(keys))], language)

    def concerned(self, keys: Iterable[str], language: str) -> list[Entry]:
        """The things to which something belongs whose reference has one of some keys, as a proposal to its dossier."""
        return self._entries(CONCERNED, [json.dumps(sorted(keys))], language)

    def parts(self, key: str, language: str) -> list[Entry]:
        """The things whose own reference has a key and one more letter, as the parts of a procedure that was split."""
        return self._entries(PARTS, [f"{key}[A-Z]"], language)

    def identified(self, text: str, language: str) -> list[Entry]:
        """The things of which a text is the IRI or an identifier, letter by letter."""
        return self._entries(IDENTIFIED, {"text": text}, language)

    def named(self, text: str, language: str) -> list[Entry]:
        """The things that people refer to and of which a text is a name, whatever its case, diacritics and punctuation."""
        return self._entries(NAMED, [key(text), json.dumps(NAMED_PLACES), json.dumps(NAME_ROLES)], language) if key(text) else []

    def numbered(self, numbers: Iterable[int], language: str) -> list[Entry]:
        """The things with some numbers."""
        with self._lock:
            return self._described(list(numbers), language)

    def _entries(self, query: str, values: list[object] | dict[str, str], language: str) -> list[Entry]:
        with self._lock:
            return self._described([thing for (thing,) in self._connection.execute(query, values)], language)

    def _described(self, numbers: list[int], language: str) -> list[Entry]:
        return [self._entry(row, language) for row in self._connection.execute(THINGS, [json.dumps(numbers)]).fetchall()] if numbers else []

    def _entry(self, row: tuple[int, str, str, int], language: str) -> Entry:
        number, iri, kind, place = row
        label = pick(dict(self._connection.execute(LABELS, [number])), language)
        identifiers = tuple(value for (value,) in self._connection.execute(IDENTIFIERS, [number]))
        related = tuple(self._connection.execute(RELATED, {"thing": number}))
        return Entry(number, iri, kind, place, Name(*label) if label else Name(iri, ""), identifiers, related)
