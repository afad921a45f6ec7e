"""Statements as they are collected from a notice, in our vocabulary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from painopiste.graph import PREFIXES, Iris
from painopiste.store import Statement, Term, iri, literal, text_in

term_of = lru_cache(maxsize=50_000)(iri)


def slug(text: str) -> str:
    """A text as a part of an IRI: ASCII letters and digits in lower case, parted by single hyphens.

    >>> slug("P8_TA(2019)0415"), slug("Päivi ÖSTROS")
    ('p8-ta-2019-0415', 'paivi-ostros')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()


class Sayer:
    """Collects what one notice says; properties and classes are given by their compact names, as in eli-dl:process_id."""

    def __init__(self, iris: Iris, notice: str) -> None:
        self.iris, self.notice = iris, notice
        self.statements: set[Statement] = set()

    def name(self, compact: str) -> str:
        """The IRI of a class or property."""
        prefix, _, local = compact.partition(":")
        return self.iris.term(local) if prefix == "def" else PREFIXES[prefix] + local

    def thing(self, subject: str, *classes: str) -> str:
        """Say of what classes a thing is and that this notice told of it; gives its IRI back."""
        for name in classes:
            self.link(subject, "rdf:type", self.name(name))
        self.link(subject, "def:importedFrom", self.notice)
        return subject

    def link(self, subject: str, prop: str, *objects: str) -> None:
        """Say that a property leads from a thing to others."""
        for item in objects:
            self._say(subject, prop, term_of(item))

    def value(self, subject: str, prop: str, *values: str, datatype: str = "") -> None:
        """Give values of a property, with a datatype such as xsd:date or as plain strings."""
        for text in values:
            self._say(subject, prop, literal(text, self.name(datatype) if datatype else None))

    def text(self, subject: str, prop: str, text: str, language: str) -> None:
        """Give a text in a language."""
        self._say(subject, prop, text_in(text, language))

    def _say(self, subject: str, prop: str, value: Term) -> None:
        self.statements.add((term_of(subject), term_of(self.name(prop)), value))
