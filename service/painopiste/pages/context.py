"""What the pages need, and how they ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from painopiste.graph import Iris
from painopiste.pages.values import Row, labels_of
from painopiste.queries import Catalogue
from painopiste.sources import SourceText
from painopiste.store import Store


@dataclass(frozen=True)
class PageContext:
    """A filled store with its catalogue; pages ask only stored queries."""

    store: Store
    catalogue: Catalogue
    iris: Iris
    texts: Mapping[str, SourceText]
    as_of: date
    version: str

    def rows(self, name: str, **values: str) -> list[Row]:
        """The answer to a stored query."""
        query = self.catalogue[name]
        found = self.store.rows(query.text, query.bind(values, self.iris.absolute))
        return [
            {key: term.value for key, term in row.items()} | {f"{key}@": getattr(term, "language", None) or "" for key, term in row.items()}
            for row in found
        ]

    @cached_property
    def terms(self) -> dict[str, dict[str, str]]:
        """Labels of classes and properties, by IRI and language."""
        return labels_of(self.rows("pages/terms"), "term", "label")
