"""The Turtle files of a checkout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SCHEMA_FOLDERS = ("ontology", "shapes")


@dataclass(frozen=True)
class GraphFiles:
    """The Turtle files of a checkout, by the named graph that each belongs to."""

    root: Path

    def __iter__(self) -> Iterator[tuple[str, Path]]:
        for name in SCHEMA_FOLDERS:
            yield from ((name, path) for path in sorted((self.root / name).rglob("*.ttl")))
        for folder in sorted(path for path in (self.root / "data").iterdir() if path.is_dir()):
            yield from ((folder.name, path) for path in sorted(folder.rglob("*.ttl")))

    def without(self, *names: str) -> Iterable[tuple[str, Path]]:
        """The files of all graphs but these."""
        return ((name, path) for name, path in self if name not in names)
