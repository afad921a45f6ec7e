"""The view of a priority: its text with the marked evidence, its commitments, and what it is served by."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.edition import Part, parts_of
from painopiste.pages.resource import Reader
from painopiste.pages.values import Group, labels_of


@dataclass(frozen=True)
class PriorityView:
    """What a priority's page shows beside the statements."""

    part: Part | None
    served: tuple[Group, ...]


async def priority_view(reader: Reader, iri: str) -> PriorityView:
    """Text, commitments and what serves the priority."""
    parts = await parts_of(reader, iri)
    return PriorityView(parts[0] if parts else None, tuple(await served(reader, iri)))


async def served(reader: Reader, iri: str) -> list[Group]:
    """What serves the priority, by class."""
    rows = await reader.rows("pages/served", resource=iri)
    groups = []
    for kind in dict.fromkeys(row["class"] for row in rows):
        found = labels_of([row for row in rows if row["class"] == kind], "thing", "label")
        links = sorted((reader.link(thing, texts) for thing, texts in found.items()), key=lambda link: link.text.text.lower())
        groups.append(Group(reader.term(kind), tuple(links), len(links)))
    return groups
