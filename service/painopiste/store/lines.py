"""Statements as N-Triples and back, for those who keep them outside a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from painopiste.store.store import Statement


def written(statements: Iterable[Statement]) -> bytes:
    """Statements as N-Triples, in their order."""
    return "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in statements).encode()


def quads_written(statements: Iterable[tuple[Statement, str]]) -> Iterator[bytes]:
    """Statements with the names of their graphs as lines of N-Quads."""
    for (subject, predicate, value), graph in statements:
        yield f"{subject} {predicate} {value} <{graph}> .\n".encode()


def read_back(content: bytes) -> Iterator[Statement]:
    """The statements of N-Triples."""
    for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES):
        yield cast("Statement", (quad.subject, quad.predicate, quad.object))
