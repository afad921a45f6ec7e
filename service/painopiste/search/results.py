"""What a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a hit was found: by a reference, or by the loosest step that one of its words needed; from strict to loose."""

    REFERENCE = "reference"
    EXACT = "exact"
    PREFIX = "prefix"
    STEM = "stem"
    SHARED_PREFIX = "shared-prefix"
    COMPOUND = "compound"
    FUZZY = "fuzzy"


@dataclass(frozen=True)
class Name:
    """A text and its language, which is empty where the text has none."""

    text: str
    language: str


@dataclass(frozen=True)
class Snippet:
    """A text, or the part of it around what was found, and what to mark in it: start and end of each word, in code points."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its label in the language asked for or the nearest one, and the text by which it was found.

    The score lies between 0 and 1; with equal `how` a higher one is the better match. The kind is the IRI of a class, or empty.
    """

    iri: str
    label: Name
    kind: str
    how: How
    score: float
    matched: Name
    snippet: Snippet


@dataclass(frozen=True)
class FacetValue:
    """A value by which hits can be narrowed, its label, and how many hits there would be with it.

    The value is an IRI, a year or a language tag; the label of something without one is the value itself.
    """

    value: str
    label: Name
    count: int


@dataclass(frozen=True)
class Results:
    """The hits of one page, how many there are in all, and the facets with their values, most hits first."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]
