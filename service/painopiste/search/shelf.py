"""The index that is searched at a moment; another takes its place when other data is served."""

from __future__ import annotations

from painopiste.errors import NoIndexError
from painopiste.search.index import Index


class Shelf:
    """Holds one index, or none: a dataset of any RDF and the store of another endpoint have none."""

    def __init__(self, index: Index | None = None) -> None:
        self.current = index
        """The index, if there is one. What is being searched in one ends there when another takes its place."""

    @property
    def index(self) -> Index:
        """The index, or NoIndexError."""
        if self.current is None:
            raise NoIndexError
        return self.current
