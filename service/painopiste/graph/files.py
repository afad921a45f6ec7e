"""Reading RDF files, so that a fault is told with its file and line, and a subject with its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.util import guess_format

from painopiste.errors import RdfError

SCHEMA_FOLDERS = ("ontology", "shapes")


def fault(path: Path, error: Exception) -> RdfError:
    """What a parser complained of, as an error that names file, line and what was expected."""
    if isinstance(error, BadSyntax):
        expected = str(error._why)
        return RdfError(path, error.lines + 1, expected[0].upper() + expected[1:])
    line = getattr(error, "getLineNumber", lambda: None)()
    return RdfError(path, line, re.sub(r"\s+", " ", str(error)))


def read_rdf(path: Path) -> rdflib.Graph:
    """The triples of one RDF file (any serialisation, known by its ending; graphs of a dataset are joined), or RdfError."""
    form = guess_format(str(path)) or "turtle"
    graph = rdflib.Dataset(default_union=True) if form in ("nquads", "trig", "json-ld", "trix") else rdflib.Graph()
    try:
        graph.parse(data=path.read_bytes(), format=form, publicID=path.resolve().as_uri())
    except Exception as error:  # every rdflib parser raises kinds of its own; all mean a file that is not RDF
        raise fault(path, error) from error
    return graph


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


@dataclass
class SourcedGraph:
    """One graph read from many files, which knows the file of each subject."""

    graph: rdflib.Graph = field(default_factory=rdflib.Graph)
    files: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def read(cls, paths: Iterable[Path], progress: Callable[[], None] = lambda: None) -> SourcedGraph:
        """The triples of all files; stops at the first file that is not RDF."""
        whole = cls()
        for path in paths:
            whole.add(path)
            progress()
        return whole

    def add(self, path: Path) -> None:
        """Take in one more file."""
        part = read_rdf(path)
        for subject in part.subjects(unique=True):
            self.files.setdefault(str(subject), path)
        self.graph += part

    def file_of(self, subject: str) -> Path | None:
        """The file that describes a subject, if one does."""
        return self.files.get(subject)
