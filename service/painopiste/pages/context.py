"""What the pages need, and how they ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from painopiste.pages.values import labels_of
from painopiste.queries import Questions
from painopiste.search import Shelf
from painopiste.sources import SourceText
from painopiste.store import Served


@dataclass(frozen=True)
class PageContext:
    """The catalogue over a backend, what is served, and what else pages tell; pages ask only stored queries."""

    questions: Questions
    served: Served
    shelf: Shelf
    texts: Mapping[str, SourceText]
    as_of: date
    version: str

    async def terms(self) -> Mapping[str, Mapping[str, str]]:
        """Labels of classes and properties, by IRI and language; asked once for each version of the data."""
        return await self.served.once("terms", self._ask_terms)

    async def _ask_terms(self) -> Mapping[str, Mapping[str, str]]:
        return labels_of(await self.questions.rows("pages/terms"), "term", "label")
