"""What to show of a text that was found, and what to mark in it."""

from __future__ import annotations

from collections.abc import Collection

from painopiste.search.results import Snippet
from painopiste.search.words import Word, words

LONGEST_SNIPPET = 240
BEFORE = 60
ELLIPSIS = "…"


def snippet(text: str, found: Collection[str]) -> Snippet:
    """The text, or its part around the first word found, with the marks of all words found; those are given folded.

    >>> snippet("EU:n ja Turkin julkilausuma", {"turkin"})
    Snippet(text='EU:n ja Turkin julkilausuma', marks=((8, 14),))
    """
    shown = words(text)
    start, end = window(text, [word for word in shown if word.folded in found])
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    marks = [(word.start + shift, word.end + shift) for word in shown if word.folded in found and start <= word.start and word.end <= end]
    return Snippet(before + text[start:end] + after, tuple(marks))


def window(text: str, found: list[Word]) -> tuple[int, int]:
    """The part of a text to show: all of a short one, otherwise what stands around the first word found, from word to word."""
    if len(text) <= LONGEST_SNIPPET:
        return 0, len(text)
    first = found[0].start if found else 0
    start = text.rfind(" ", 0, max(0, first - BEFORE)) + 1 if first > BEFORE else 0
    end = start + LONGEST_SNIPPET
    cut = text.rfind(" ", first + 1, end)
    return start, len(text) if end >= len(text) else cut if cut > 0 else end
