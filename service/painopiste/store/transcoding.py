"""Answers of another engine, read and written again: what comes out is well-formed, of the type asked for, and no longer than allowed.

Everything here streams: neither the whole of what is read nor the whole of what is written is ever in memory. One call must stay in
one thread, since the engine's readers belong to the thread that made them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from traceback import clear_frames
from typing import IO, ParamSpec, Protocol, cast

import pyoxigraph as ox

from painopiste.errors import AnswerLimitError, BackendUnavailableError
from painopiste.store.asking import Limits
from painopiste.store.formats import GRAPH_TYPES, RESULT_TYPES

ASKED = "__ASK_RETVAL"  # Virtuoso answers ASK with a SELECT of this variable: one row for true, none for false
BOOLEAN = b'{"head":{},"boolean":%s}'
# What stands once in every row that the engine's writers write; nothing inside a value can look like it, in CSV but for a line break
ROWS = {
    ox.QueryResultsFormat.JSON: re.compile(rb'[\[,]\{"[^"\\]+":\{"type":"'),
    ox.QueryResultsFormat.XML: re.compile(rb"<result>"),
    ox.QueryResultsFormat.TSV: re.compile(rb"\n"),
    ox.QueryResultsFormat.CSV: re.compile(rb"\r\n"),
}
HEADERS = {ox.QueryResultsFormat.TSV: 1, ox.QueryResultsFormat.CSV: 1}  # lines that are no row
LONGEST_MARK = 200


class Source(Protocol):
    """Where an answer is read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, none at the end."""


P = ParamSpec("P")
Write = Callable[[bytes], None]


@dataclass(frozen=True)
class Table:
    """Solutions as SPARQL writes their terms; None where a variable is not bound."""

    names: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


class Target:
    """Where an answer is written to, with its bytes counted."""

    def __init__(self, write: Write, limits: Limits) -> None:
        self._write, self._limits, self._length = write, limits, 0

    def write(self, data: bytes) -> int:
        """Pass a part on, or raise AnswerLimitError."""
        self._length += len(data)
        if self._length > self._limits.bytes:
            raise too_large(self._limits.bytes, "bytes")
        self._write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class ResultTarget(Target):
    """Where solutions are written to, with their rows counted as well."""

    def __init__(self, write: Write, limits: Limits, form: ox.QueryResultsFormat) -> None:
        super().__init__(write, limits)
        self._mark, self._rows, self._tail = ROWS[form], -HEADERS.get(form, 0), b""

    def write(self, data: bytes) -> int:
        """Pass a part on, or raise AnswerLimitError."""
        seen = self._tail + data
        ends = [match.end() for match in self._mark.finditer(seen)]
        self._rows += len(ends)
        self._tail = seen[max(ends[-1] if ends else 0, len(seen) - LONGEST_MARK) :]
        if self._rows > self._limits.rows:
            raise too_large(self._limits.rows, "rows")
        return super().write(data)


def readable(source: Source) -> IO[bytes]:
    """A source as the engine's readers, which only call read, want it."""
    return cast("IO[bytes]", source)


def too_large(limit: int, unit: str) -> AnswerLimitError:
    """The error that an answer is longer than allowed."""
    return AnswerLimitError(f"The answer has more than {limit} {unit}. Add LIMIT, or ask in parts by ORDER BY, LIMIT and OFFSET.", limit, unit)


def broken(media_type: str, error: SyntaxError) -> BackendUnavailableError:
    """The error that an answer is not what it says it is, or ends too early."""
    return BackendUnavailableError(f"The store's answer is not whole, or no {media_type}: {error.msg}", 502)


def leaving_nothing(transcode: Callable[P, None]) -> Callable[P, None]:
    """A transcoding whose errors do not hold on to readers, which must not outlive their thread."""

    @wraps(transcode)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            transcode(*args, **kwargs)
        except BaseException as error:
            clear_frames(error.__traceback__)
            if error.__cause__:
                clear_frames(error.__cause__.__traceback__)
            raise

    return wrapped


@leaving_nothing
def transcode_results(source: Source, given: str, write: Write, wanted: str, limits: Limits, is_ask: bool) -> None:
    """Read solutions or a boolean of one media type and write them in another."""
    form = RESULT_TYPES[wanted]
    try:
        found = ox.parse_query_results(readable(source), format=RESULT_TYPES[given])
        if is_ask:
            found = boolean_of(found)
        found.serialize(cast("IO[bytes]", ResultTarget(write, limits, form)), format=form)
    except SyntaxError as error:
        raise broken(given, error) from error


def boolean_of(found: ox.QuerySolutions | ox.QueryBoolean) -> ox.QueryBoolean | ox.QuerySolutions:
    """The answer to ASK, also if it was sent as solutions."""
    if isinstance(found, ox.QueryBoolean) or [variable.value for variable in found.variables] != [ASKED]:
        return found
    return ox.parse_query_results(BOOLEAN % (b"true" if list(found) else b"false"), format=ox.QueryResultsFormat.JSON)


@leaving_nothing
def transcode_graph(source: Source, given: str, write: Write, wanted: str, limits: Limits, prefixes: Mapping[str, str]) -> None:
    """Read triples of one media type and write them in another."""
    try:
        triples = counted(ox.parse(readable(source), format=GRAPH_TYPES[given]), limits)
        ox.serialize(triples, cast("IO[bytes]", Target(write, limits)), format=GRAPH_TYPES[wanted], prefixes=dict(prefixes))
    except SyntaxError as error:
        raise broken(given, error) from error


def counted(quads: Iterator[ox.Quad], limits: Limits) -> Iterator[ox.Triple]:
    """Triples, no more of them than allowed."""
    for count, quad in enumerate(quads, 1):
        if count > limits.rows:
            raise too_large(limits.rows, "triples")
        yield quad.triple


def table_of(content: bytes) -> Table:
    """The solutions of an answer in the JSON that this module writes."""
    found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Table((), ((),) if found else ())
    return Table(
        tuple(variable.value for variable in found.variables), tuple(tuple(None if term is None else str(term) for term in row) for row in found)
    )
