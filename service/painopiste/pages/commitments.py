"""Commitments as cards: what is to be done, in which arena and with whom, and what it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from painopiste.pages.evidence import Count, Evidence, counts_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, text_of
from painopiste.queries import Row


@dataclass(frozen=True)
class Card:
    """A commitment with its place in the text and the links that it carries, the strongest first."""

    label: Link
    role: str
    action: str
    object: Text
    manner: Text
    arenas: str
    arena_basis: str
    partners: str
    quote: str
    start: int
    end: int
    evidence: tuple[Evidence, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many of its links rest on each basis."""
        return counts_of(self.evidence)


def card_of(reader: Reader, row: Row, evidence: Sequence[Evidence]) -> Card:
    """A commitment as its row tells it."""
    return Card(
        label=Link(Text(row["label"]), reader.href(row["commitment"])),
        role=row["roleLabel"],
        action=row["actionLabel"],
        object=text_of(row, "object", reader.language),
        manner=text_of(row, "manner", reader.language),
        arenas=row["arenas"],
        arena_basis=row["arenaBasisLabel"],
        partners=row.get("partners", ""),
        quote=row["quote"],
        start=int(row["start"]),
        end=int(row["end"]),
        evidence=tuple(evidence),
    )
