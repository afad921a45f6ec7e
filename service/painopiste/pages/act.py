"""The view of a legal act, or of a piece of law through its life: its dates, what made it, what it changes and what changes it, its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from painopiste.pages.outward import Outward, of_document
from painopiste.pages.resource import Reader, ResourceView
from painopiste.pages.works import Law, law_of

DATES = ("date_document", "date_publication", "first_date_entry_in_force", "date_applicability")


@dataclass(frozen=True)
class ActView:
    """What an act's page shows beside the statements; dates with the name of the property that says what each is."""

    number: str
    dates: tuple[tuple[str, str], ...]
    law: Law
    outward: tuple[Outward, ...]


async def act_view(reader: Reader, view: ResourceView) -> ActView:
    """Everything about an act."""
    celex = next(iter(said(view, "id_local")), "")
    return ActView(
        number=celex,
        dates=tuple(sorted(((name, day) for name in DATES for day in said(view, name)), key=lambda each: (each[1], DATES.index(each[0])))),
        law=await law_of(reader, view.iri, reader.context.as_of),
        outward=tuple(of_document(celex, reader.language)),
    )


def said(view: ResourceView, name: str) -> Iterable[str]:
    """The texts of a property."""
    return [link.text.text for link in view.links(name)]
