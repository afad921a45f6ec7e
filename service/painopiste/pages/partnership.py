"""The view of a partnership: its parties, what it covers, what it is founded on, and its life."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.editions import life_with_editions
from painopiste.pages.life import Life
from painopiste.pages.resource import Reader, ResourceView
from painopiste.pages.values import Link
from painopiste.pages.works import Law, law_of


@dataclass(frozen=True)
class PartnershipView:
    """What a partnership's page shows beside the statements."""

    parties: tuple[Link, ...]
    components: tuple[Link, ...]
    priorities: tuple[Link, ...]
    life: Life | None
    law: Law


async def partnership_view(reader: Reader, view: ResourceView) -> PartnershipView:
    """Everything about a partnership."""
    return PartnershipView(
        parties=view.links("party"),
        components=view.links("component"),
        priorities=view.links("servesPriority"),
        life=await life_with_editions(reader, await reader.event_rows(view.iri), (), reader.context.as_of),
        law=await law_of(reader, view.iri, reader.context.as_of),
    )
