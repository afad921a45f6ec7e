"""Statements about one subject, written as a table of compact property names and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from painopiste.description.names import absolute
from painopiste.store import Statement, Term, iri, literal, text_in

Text = Mapping[str, str]


def node(subject: str, kinds: Iterable[str], label: Text, facts: Mapping[str, Iterable[Term]]) -> list[Statement]:
    """The types, labels and facts of one subject."""
    table = {"rdf:type": terms(kinds), "skos:prefLabel": texts(label), **facts}
    return [(iri(subject), iri(absolute(name)), value) for name, values in table.items() for value in values]


def terms(names: Iterable[str]) -> list[Term]:
    """Vocabulary terms by their compact names."""
    return [iri(absolute(name)) for name in names]


def things(iris: Iterable[str]) -> list[Term]:
    """Things by their IRIs."""
    return [iri(text) for text in iris]


def texts(text: Text) -> list[Term]:
    """A text in each of its languages."""
    return [text_in(words, language) for language, words in text.items()]


def plain(text: str, datatype: str | None = None) -> list[Term]:
    """A literal, of a datatype if its compact name is given."""
    return [literal(text, absolute(datatype) if datatype else None)]


def number(count: int) -> list[Term]:
    """A count."""
    return plain(str(count), "xsd:integer")


def day(value: date) -> list[Term]:
    """A day."""
    return plain(value.isoformat(), "xsd:date")
