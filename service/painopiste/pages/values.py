"""Small values of which pages are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from painopiste.model import pick
from painopiste.queries import Row


@dataclass(frozen=True)
class Text:
    """A text with its language; no language means it is the same in all."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """A text that may lead somewhere."""

    text: Text
    href: str = ""


@dataclass(frozen=True)
class Group:
    """Links under one heading; there may be more than are shown. `iri` is the property or class that the heading names."""

    heading: Link
    links: tuple[Link, ...]
    count: int
    iri: str = ""


def labels_of(rows: Iterable[Row], key: str, label: str) -> dict[str, dict[str, str]]:
    """Labels by thing and language, in the order of the rows."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        texts = found.setdefault(row[key], {})
        if label in row:
            texts[row[f"{label}@"]] = row[label]
    return found


def best(texts: Mapping[str, str], language: str, otherwise: str) -> Text:
    """The label for a reader of a language, or something that at least names the thing."""
    found = pick(texts, language)
    return Text(found[0], found[1] if found[1] != language else "") if found else Text(otherwise)


def text_of(row: Row, name: str, language: str) -> Text:
    """A literal of a row with its language, if that is not the reader's."""
    spoken = row.get(f"{name}@", "")
    return Text(row.get(name, ""), spoken if spoken != language else "")


def name_of(row: Row, name: str) -> str:
    """The label of what a row tells, or the end of its IRI where nothing is called by the reader's language."""
    return row.get(f"{name}Label") or local_name(row.get(name, ""))


def local_name(iri: str) -> str:
    """What follows the last slash or hash of an IRI.

    >>> local_name("https://w3id.org/painopiste/def#concerns"), local_name("https://w3id.org/painopiste/id/status/adopted")
    ('concerns', 'adopted')
    """
    return iri.replace("#", "/").rpartition("/")[2]
