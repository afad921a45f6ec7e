"""The view of a priority: its text with the marked evidence, its commitments, and what it is served by."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from painopiste.pages.resource import Evidence, Reader
from painopiste.pages.values import Group, Link, Text, labels_of
from painopiste.queries import Row


@dataclass(frozen=True)
class Segment:
    """A stretch of the text; a marked one leads to the first link it carries."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class CommitmentView:
    """A commitment with what it concerns."""

    label: Link
    role: str
    action: str
    arenas: str
    quote: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PriorityView:
    """What a priority's page shows beside the statements."""

    segments: tuple[Segment, ...]
    commitments: tuple[CommitmentView, ...]
    served: tuple[Group, ...]


def segments_of(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> list[Segment]:
    """The text from start to end cut at every edge of a span, so that overlapping spans are all marked.

    >>> [(part.text, part.anchor) for part in segments_of("abcdef", 0, 6, [(1, 3, "x"), (2, 4, "y")])]
    [('a', ''), ('b', 'x'), ('c', 'x'), ('d', 'y'), ('ef', '')]
    """
    edges = sorted({start, end, *(edge for low, high, _ in spans for edge in (low, high) if start < edge < end)})
    parts = []
    for low, high in itertools.pairwise(edges):
        anchor = next((name for first, last, name in spans if first <= low and high <= last), "")
        parts.append(Segment(text[low:high], anchor))
    return parts


async def priority_view(reader: Reader, iri: str) -> PriorityView:
    """Text, commitments and what serves the priority."""
    rows = await reader.rows("pages/evidence-of-priority", resource=iri, lang=reader.language)
    return PriorityView(tuple(await text_of(reader, iri, rows)), tuple(await commitments(reader, iri, rows)), tuple(await served(reader, iri)))


async def text_of(reader: Reader, iri: str, rows: list[Row]) -> list[Segment]:
    """The bullet's text with the spans of its evidence, shortest spans first so that the tightest one counts."""
    spans = [(int(row["start"]), int(row["end"]), reader.evidence_of(row, "target").anchor) for row in rows]
    spans.sort(key=lambda span: span[1] - span[0])
    place = next(iter(await reader.rows("pages/bullet-span", resource=iri)), None)
    if place is None:
        return []
    return segments_of(reader.context.texts[place["text"]].text, int(place["start"]), int(place["end"]), spans)


async def commitments(reader: Reader, iri: str, rows: list[Row]) -> list[CommitmentView]:
    """The commitments in the order of the text."""
    views = []
    for row in await reader.rows("pages/commitments", resource=iri, lang=reader.language):
        mine = [link for link in rows if link["commitment"] == row["commitment"]]
        evidence = tuple(reader.evidence_of(link, "target") for link in mine)
        label = Link(Text(row["label"]), reader.href(row["commitment"]))
        views.append(CommitmentView(label, row["roleLabel"], row["actionLabel"], row["arenas"], row["quote"], evidence))
    return views


async def served(reader: Reader, iri: str) -> list[Group]:
    """What serves the priority, by class."""
    rows = await reader.rows("pages/served", resource=iri)
    groups = []
    for kind in dict.fromkeys(row["class"] for row in rows):
        found = labels_of([row for row in rows if row["class"] == kind], "thing", "label")
        links = sorted((reader.link(thing, texts) for thing, texts in found.items()), key=lambda link: link.text.text.lower())
        groups.append(Group(reader.term(kind), tuple(links), len(links)))
    return groups
