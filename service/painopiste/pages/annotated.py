"""A text with what its words concern: spans that may overlap become segments that do not, each with a note on all spans that cover it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from painopiste.pages.evidence import Evidence, strength_of

SHOWN_OF_A_SPAN = 4


@dataclass(frozen=True)
class Span:
    """A stretch of a text, in code points from its beginning, with the links that its words carry, the strongest first."""

    start: int
    end: int
    quote: str
    links: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        """Its place as a word, by which pages point to it."""
        return f"{self.start}-{self.end}"

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """The strongest links, where there is little room."""
        return self.links[:SHOWN_OF_A_SPAN]


@dataclass(frozen=True)
class Segment:
    """A stretch of a text without an edge of a span in it, and the spans that cover it, the shortest first."""

    start: int
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def links(self) -> tuple[Evidence, ...]:
        """All links that any of its spans carries."""
        return tuple(link for span in self.spans for link in span.links)

    @property
    def strength(self) -> str:
        """The strongest basis of its links."""
        return min(self.links, key=strength_of).strength

    @property
    def href(self) -> str:
        """Where a click on it leads: to the one thing that it concerns, or to the note on all of them."""
        things = {link.thing.href for link in self.links}
        return things.pop() if len(things) == 1 else f"#note-{self.start}"

    def lies_in(self, name: str) -> bool:
        """Whether a span of this name covers it."""
        return any(span.name == name for span in self.spans)


def spans_of(links: Iterable[Evidence]) -> list[Span]:
    """The spans on which links stand, in the order of the text."""
    found: dict[tuple[int, int], list[Evidence]] = {}
    for link in sorted(links, key=lambda link: (strength_of(link), link.thing.text.text.lower())):
        found.setdefault((link.start, link.end), []).append(link)
    return [Span(start, end, links[0].quote, tuple(links)) for (start, end), links in sorted(found.items())]


def word_end(text: str, place: int) -> int:
    """The end of what touches a place, so that a sentence keeps its full stop.

    >>> word_end("One. Two.", 3)
    4
    """
    return next((after for after in range(place, len(text)) if text[after].isspace()), len(text))


def segments_of(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Segment]:
    """The text from start to end, cut at every edge of a span; a space between two spans is covered by none, since it would be a link without words.

    >>> spans = [Span(1, 3, "bc", ()), Span(2, 4, "cd", ())]
    >>> [(each.text, [span.name for span in each.spans]) for each in segments_of("abcdef", 0, 6, spans)]
    [('a', []), ('b', ['1-3']), ('c', ['1-3', '2-4']), ('d', ['2-4']), ('ef', [])]
    >>> [(each.text, len(each.spans)) for each in segments_of("a b", 0, 3, [Span(0, 3, "a b", ()), Span(0, 1, "a", ()), Span(2, 3, "b", ())])]
    [('a', 2), (' ', 0), ('b', 2)]
    """
    edges = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end) if start < edge < end)})
    shortest_first = sorted(spans, key=lambda span: (span.end - span.start, span.start))
    return [
        Segment(low, words, () if words.isspace() else tuple(span for span in shortest_first if span.start <= low and high <= span.end))
        for low, high in itertools.pairwise(edges)
        for words in (text[low:high],)
    ]
