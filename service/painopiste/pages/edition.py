"""The view of an edition of the priorities: its text with what the words concern, or its points where the text is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from painopiste.pages.annotated import Segment, Span, segments_of, spans_of, word_end
from painopiste.pages.commitments import Card, card_of
from painopiste.pages.evidence import Count, Evidence, counts_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, local_name, text_of
from painopiste.queries import Row


@dataclass(frozen=True)
class Continuity:
    """What became of a part in another edition, or where it came from; `other` is missing for what is new."""

    direction: str
    change: str
    other: Link | None
    year: str
    description: Text


@dataclass(frozen=True)
class Part:
    """A bullet or sentence of an edition in the order of the text; without segments where the text is not known."""

    name: str
    number: str
    role: str
    label: Link
    edition: Link
    year: str
    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    cards: tuple[Card, ...]
    continuities: tuple[Continuity, ...] = ()

    @property
    def marked(self) -> tuple[Segment, ...]:
        """The segments that concern something."""
        return tuple(segment for segment in self.segments if segment.spans)

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many links its words carry on each basis."""
        return counts_of(link for span in self.spans for link in span.links)


@dataclass(frozen=True)
class EditionView:
    """What an edition's page shows beside the statements; `asked` names the span that the reader came for."""

    parts: tuple[Part, ...]
    is_annotated: bool
    asked: str


async def edition_view(reader: Reader, iri: str, asked: str) -> EditionView:
    """The parts of an edition with all they carry."""
    parts = await parts_of(reader, iri)
    return EditionView(tuple(parts), any(part.segments for part in parts), asked)


async def parts_of(reader: Reader, iri: str) -> list[Part]:
    """The parts of an edition, or the bullet of a priority."""
    rows = await reader.rows("pages/parts", resource=iri, lang=reader.language)
    evidence = [here(reader, row) for row in await reader.rows("pages/evidence-within", resource=iri, lang=reader.language)]
    commitments = await reader.rows("pages/commitments", resource=iri, lang=reader.language)
    continuities = await reader.rows("pages/continuities", resource=iri, lang=reader.language)
    claimed = {row["commitment"]: [link for claimant, link in evidence if claimant == row["commitment"]] for row in commitments}
    cards = [card_of(reader, row, claimed[row["commitment"]]) for row in commitments]
    links = [link for _, link in evidence]
    return [part_of(reader, row, links, cards, [each for each in continuities if each["part"] == row["part"]]) for row in rows]


def here(reader: Reader, row: Row) -> tuple[str, Evidence]:
    """Who claims a link, and the link, whose words stand on the same page."""
    return row["claimant"], reader.evidence_of(row, "target", f"#words-{row['start']}")


def part_of(reader: Reader, row: Row, links: Sequence[Evidence], cards: Sequence[Card], continuities: Sequence[Row]) -> Part:
    """One part as its row tells it, with those of the links and cards that stand in it."""
    source = reader.context.texts.get(row.get("text", ""))
    start, end = int(row.get("start", 0)), int(row.get("end", 0))
    spans = spans_of(link for link in links if start <= link.start and link.end <= end)
    return Part(
        name=local_name(row["part"]),
        number=row.get("number", ""),
        role=row.get("roleLabel", ""),
        label=Link(text_of(row, "label", reader.language), reader.href(row.get("priority", row["part"]))),
        edition=Link(text_of(row, "editionLabel", reader.language), reader.href(row["edition"])),
        year=row["year"],
        segments=tuple(segments_of(source.text, start, word_end(source.text, end), spans)) if source else (),
        spans=tuple(spans),
        cards=tuple(card for card in cards if start <= card.start and card.end <= end),
        continuities=tuple(continuity_of(reader, each) for each in continuities),
    )


def continuity_of(reader: Reader, row: Row) -> Continuity:
    """One continuity as its row tells it."""
    other = Link(text_of(row, "otherLabel", reader.language), reader.href(row["other"])) if "other" in row else None
    return Continuity(row["direction"], row["changeLabel"], other, row.get("year", ""), text_of(row, "description", reader.language))
