"""The view of what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text
from painopiste.search import Hit, Snippet


@dataclass(frozen=True)
class Part:
    """A stretch of a snippet, marked or not."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class HitView:
    """A hit: the thing, what kind it is, and the text by which it was found, if that is not its label."""

    link: Link
    kind: Link | None
    parts: tuple[Part, ...]
    language: str


def hit_view(reader: Reader, hit: Hit) -> HitView:
    """One hit for a reader."""
    label = Text(hit.label.text, "" if hit.label.language == reader.language else hit.label.language)
    kind = reader.term(hit.kind) if hit.kind else None
    return HitView(Link(label, reader.href(hit.iri)), kind, tuple(parts_of(hit.snippet)), hit.matched.language)


def parts_of(snippet: Snippet) -> list[Part]:
    """A snippet cut at the edges of its marks.

    >>> [(part.text, part.is_marked) for part in parts_of(Snippet("abcd", ((1, 3),)))]
    [('a', False), ('bc', True), ('d', False)]
    """
    parts, place = [], 0
    for start, end in snippet.marks:
        parts += [Part(snippet.text[place:start], False), Part(snippet.text[start:end], True)]
        place = end
    return [part for part in (*parts, Part(snippet.text[place:], False)) if part.text]
