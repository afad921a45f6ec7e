"""Links from the ministry's text: what it concerns, on which words, on what basis and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from painopiste.pages.values import Link, Text

STRENGTHS = ("named", "described", "editorial")
"""The bases of a link, the strongest first."""


@dataclass(frozen=True)
class Evidence:
    """One link from the text, with the words that carry it and their place in the text; `words` leads to them.

    `through` is what the text concerns, if it concerns a thing only through another.
    """

    thing: Link
    basis: str
    strength: str
    quote: str
    start: int
    end: int
    rationale: Text
    anchor: str
    words: str = ""
    through: Link | None = None


@dataclass(frozen=True)
class Count:
    """How many links rest on one basis."""

    basis: str
    strength: str
    count: int


def strength_of(link: Evidence) -> int:
    """The place of a link's basis among all, the strongest first."""
    return STRENGTHS.index(link.strength)


def counts_of(links: Iterable[Evidence]) -> tuple[Count, ...]:
    """How many links rest on each basis, the strongest first."""
    found: dict[tuple[str, str], int] = {}
    for link in sorted(links, key=strength_of):
        found[link.basis, link.strength] = found.get((link.basis, link.strength), 0) + 1
    return tuple(Count(basis, strength, count) for (basis, strength), count in found.items())
