"""RDF files of any serialisation as quads; a fault is told with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from painopiste.errors import RdfError

FORMATS_BY_ENDING = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "owl": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML}


def format_of(path: Path) -> ox.RdfFormat:
    """The serialisation that a file name tells, or RdfError."""
    ending = path.suffix.lstrip(".").lower()
    found = FORMATS_BY_ENDING.get(ending) or ox.RdfFormat.from_extension(ending)
    if not found:
        raise RdfError(path, None, "the ending of the name tells no RDF serialisation; use .ttl, .nt, .nq, .trig, .rdf or .jsonld")
    return found


@contextmanager
def told_rdf_errors(path: Path) -> Iterator[None]:
    """What the engine raises while it reads a file, as RdfError."""
    try:
        yield
    except SyntaxError as error:
        raise RdfError(path, error.lineno, str(error.msg)) from error
    except OSError as error:
        raise RdfError(path, None, f"cannot be read ({error.strerror})") from error


def parse(path: Path) -> Iterator[ox.Quad]:
    """The quads of a file; blank nodes are kept apart from those of other files."""
    with told_rdf_errors(path):
        yield from ox.parse(path=str(path), format=format_of(path), rename_blank_nodes=True)
