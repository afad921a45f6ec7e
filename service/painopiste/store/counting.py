"""How many rows there are in the part of an answer that has been written, told from its bytes as they pass."""

from __future__ import annotations

import re
from typing import Protocol

from pyoxigraph import QueryResultsFormat


class RowCounter(Protocol):
    """Counts rows in chunks of one answer, however they are cut."""

    @property
    def rows(self) -> int:
        """Rows so far."""

    def see(self, chunk: bytes) -> None:
        """Count the rows that begin or end in the next chunk."""


class LineRows:
    """Rows of TSV, lines but the heading, and triples of N-Triples, which has none: line ends within terms are escaped."""

    def __init__(self, headings: int = 1) -> None:
        self.rows = -headings

    def see(self, chunk: bytes) -> None:
        """Count line ends."""
        self.rows += chunk.count(b"\n")


class QuotedRows:
    """Rows of CSV: lines but the first, where those within quotes are none."""

    def __init__(self) -> None:
        self.rows = -1
        self._is_quoted = 0

    def see(self, chunk: bytes) -> None:
        """Count line ends in every other piece between quotes; a doubled quote leaves an empty piece."""
        pieces = chunk.split(b'"')
        self.rows += b"".join(pieces[self._is_quoted :: 2]).count(b"\n")
        self._is_quoted ^= (len(pieces) - 1) & 1


class ElementRows:
    """Rows of XML: result elements, since "<" within terms is escaped."""

    def __init__(self) -> None:
        self.rows = 0
        self._tail = b""

    def see(self, chunk: bytes) -> None:
        """Count start tags, also one that was cut in two."""
        text = self._tail + chunk
        self.rows += text.count(b"<result>")
        self._tail = text[-7:]


class ObjectRows:
    """Rows of JSON: the places between two objects, and one.

    A string may hold such a place too, but then its end, a quote with a bracket or a comma behind, tells. Only where the next row is
    empty nothing tells, so that texts with "},{}" in them may be counted for more, never for less, than there are.
    """

    BETWEEN = re.compile(rb'\},\{(?="[^,}]|\})')

    def __init__(self) -> None:
        self._places = 0
        self._tail = b""

    @property
    def rows(self) -> int:
        """Rows so far."""
        return 0 if self._tail == b"[]}}" else self._places + 1

    def see(self, chunk: bytes) -> None:
        """Count places, also one that was cut in two."""
        text = self._tail + chunk
        self._places += len(self.BETWEEN.findall(text)) - len(self.BETWEEN.findall(self._tail))
        self._tail = text[-4:]


COUNTERS: dict[QueryResultsFormat, type[RowCounter]] = {
    QueryResultsFormat.JSON: ObjectRows,
    QueryResultsFormat.XML: ElementRows,
    QueryResultsFormat.CSV: QuotedRows,
    QueryResultsFormat.TSV: LineRows,
}
