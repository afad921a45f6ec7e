"""Reading RDF files, so that a fault is told with its file and line, and a subject with its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import rdflib

from painopiste.errors import BuildError, RdfError
from painopiste.graph.nodes import node
from painopiste.graph.parsing import parse

# Left on, rdflib mends ill-typed literals, and validation never sees the fault.
rdflib.NORMALIZE_LITERALS = False


def read_rdf(path: Path) -> rdflib.Graph:
    """The triples of one RDF file (any serialisation, known by its ending; graphs of a dataset are joined), or RdfError."""
    graph = rdflib.Graph()
    try:
        for quad in parse(path):
            graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    except TypeError as error:
        raise RdfError(path, None, str(error)) from error
    return graph


@dataclass
class SourcedGraph:
    """One graph read from many files, which knows the file of each subject."""

    graph: rdflib.Graph = field(default_factory=rdflib.Graph)
    files: dict[str, Path] = field(default_factory=dict)
    described: dict[str, list[Path]] = field(default_factory=dict)

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
        for subject in part.subjects(rdflib.RDF.type, unique=True):
            self.described.setdefault(str(subject), []).append(path)
        self.graph += part

    def refuse_second_descriptions(self) -> None:
        """BuildError, naming both files, if one file gives a type to what another file describes: a second record for the same thing."""
        for subject, (first, *others) in self.described.items():
            for other in others:
                raise BuildError(other, f"describes <{subject}>, which {first} describes already; merge the two, or correct the IRI that is wrong")

    def file_of(self, subject: str) -> Path | None:
        """The file that describes a subject, if one does."""
        return self.files.get(subject)
