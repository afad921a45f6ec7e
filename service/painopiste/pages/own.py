"""Which kinds of things have a page of their own shape, and the view that goes with it."""

from __future__ import annotations

from collections.abc import Mapping

from painopiste.pages.act import ActView, act_view
from painopiste.pages.dossier import DossierView, dossier_view
from painopiste.pages.edition import EditionView, edition_view
from painopiste.pages.partnership import PartnershipView, partnership_view
from painopiste.pages.priority import PriorityView, priority_view
from painopiste.pages.resource import Reader, ResourceView

Own = ActView | DossierView | EditionView | PartnershipView | PriorityView | None


async def own_part(reader: Reader, view: ResourceView, asked: Mapping[str, str]) -> tuple[str, Own]:
    """The template of a thing's page, and what the page shows beside what it shows of everything."""
    kinds = set(view.kinds)
    if reader.iris.term("Dossier") in kinds:
        return "dossier.html", await dossier_view(reader, view, asked.get("as_of", ""))
    if reader.iris.term("Edition") in kinds:
        return "edition.html", await edition_view(reader, view.iri, asked.get("span", ""))
    if reader.iris.term("Priority") in kinds:
        return "priority.html", await priority_view(reader, view.iri)
    if reader.iris.term("Partnership") in kinds:
        return "partnership.html", await partnership_view(reader, view)
    if kinds & {reader.iris.term("LegalAct"), reader.iris.term("Legislation")}:
        return "act.html", await act_view(reader, view)
    return "resource.html", None
