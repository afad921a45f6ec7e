"""The index that is searched at a moment; another takes its place when other data is served."""

from __future__ import annotations

from pathlib import Path

from painopiste.errors import NoIndexError
from painopiste.search.index import Index


class Shelf:
    """Holds one index, or none: a dataset of any RDF and the store of another endpoint have none."""

    def __init__(self, index: Index | None = None) -> None:
        self.current = index

    @property
    def index(self) -> Index:
        """The index, or NoIndexError."""
        if self.current is None:
            raise NoIndexError
        return self.current

    def replace(self, path: Path) -> None:
        """Search the index of a file from now on, or none if there is no such file. What is being searched in the old one ends there."""
        self.current = Index.open(path) if path.exists() else None
