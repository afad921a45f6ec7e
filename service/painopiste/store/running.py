"""Runs one question on a store and hands on what is written, as it is written, within its limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Protocol, TypeVar, cast

import pyoxigraph as ox

from painopiste.errors import AnswerLimitError, NotAcceptableError
from painopiste.store.asking import Limits, Question
from painopiste.store.counting import COUNTERS, LineRows, RowCounter
from painopiste.store.formats import GRAPH_TYPES, RESULT_TYPES
from painopiste.store.store import Store, told_engine_errors
from painopiste.store.xml import XmlText, with_names

T = TypeVar("T")
XML_FORMATS = {ox.QueryResultsFormat.XML, ox.RdfFormat.RDF_XML}


class Sink(Protocol):
    """Takes an answer: first what it is written in, then its parts."""

    def head(self, media_type: str) -> None:
        """The answer has begun and is of this media type."""

    def write(self, chunk: bytes) -> object:
        """The next part; the chunk is the sink's to keep."""


def run(store: Store, question: Question, limits: Limits, sink: Sink) -> int:
    """Write the answer to a question; how many rows or triples it has. An error leaves what was written incomplete."""
    found = store.evaluate(question.text, question.dataset, question.bindings)
    if isinstance(found, ox.QueryTriples):
        return write_graph(found, question, limits, sink)
    return write_results(found, question, limits, sink)


def write_results(found: ox.QuerySolutions | ox.QueryBoolean, question: Question, limits: Limits, sink: Sink) -> int:
    """Write solutions or a truth value; a truth value is one row."""
    media_type, form = accepted(question.result_type, RESULT_TYPES)
    counter = COUNTERS[form]() if isinstance(found, ox.QuerySolutions) else None
    sink.head(media_type)
    with told_engine_errors():
        found.serialize(output_to(sink, limits, counter, XmlText(media_type) if form in XML_FORMATS else None), format=form)
    return counter.rows if counter else 1


def write_graph(found: ox.QueryTriples, question: Question, limits: Limits, sink: Sink) -> int:
    """Write triples with the question's prefixes."""
    media_type, form = accepted(question.graph_type, GRAPH_TYPES)
    if form == ox.RdfFormat.N_TRIPLES:
        return write_lines(found, media_type, limits, sink)
    counted = Counted(found, limits)
    triples = with_names(counted, media_type) if form in XML_FORMATS else counted
    output = output_to(sink, limits, None, XmlText(media_type) if form in XML_FORMATS else None)
    sink.head(media_type)
    with told_engine_errors():
        ox.serialize(triples, output, format=form, prefixes=dict(question.prefixes))
    return counted.rows


def write_lines(found: ox.QueryTriples, media_type: str, limits: Limits, sink: Sink) -> int:
    """Write triples as N-Triples, which the engine does alone and whose lines are counted."""
    counter = LineRows(headings=0)
    sink.head(media_type)
    with told_engine_errors():
        found.serialize(output_to(sink, limits, counter, None, "triples"), format=ox.RdfFormat.N_TRIPLES)
    return counter.rows


def accepted(media_type: str | None, offered: Mapping[str, T]) -> tuple[str, T]:
    """A media type with its format, or NotAcceptableError if the client takes none of this form of query."""
    if media_type is None or media_type not in offered:
        raise NotAcceptableError(tuple(offered))
    return media_type, offered[media_type]


def refuse_more(limit: int, unit: str) -> None:
    """Raise AnswerLimitError."""
    advice = "Add a LIMIT and ask in parts, or narrow the pattern."
    raise AnswerLimitError(f"The answer has more than {limit} {unit}, which is as many as one answer may have. {advice}", limit, unit)


class Counted:
    """Triples as they pass, counted; AnswerLimitError at one too many."""

    def __init__(self, triples: Iterable[ox.Triple], limits: Limits) -> None:
        self._triples = triples
        self._limit = limits.rows
        self.rows = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._triples:
            self.rows += 1
            if self.rows > self._limit:
                refuse_more(self._limit, "triples")
            yield triple


class Output:
    """The file that the engine writes an answer to."""

    def __init__(self, sink: Sink, limits: Limits, counter: RowCounter | None, xml: XmlText | None, unit: str) -> None:
        self._sink = sink
        self._limits = limits
        self._counter = counter
        self._xml = xml
        self._unit = unit
        self._bytes = 0

    def write(self, chunk: bytes) -> int:
        """Check a chunk against the limits and hand it on."""
        written = self._xml.checked(chunk) if self._xml else chunk
        self._bytes += len(written)
        if self._bytes > self._limits.bytes:
            refuse_more(self._limits.bytes, "bytes")
        if self._counter:
            self._counter.see(written)
            if self._counter.rows > self._limits.rows:
                refuse_more(self._limits.rows, self._unit)
        self._sink.write(written)
        return len(chunk)

    def flush(self) -> None:
        """The engine asks for this at the end; parts are handed on at once."""


def output_to(sink: Sink, limits: Limits, counter: RowCounter | None, xml: XmlText | None, unit: str = "rows") -> IO[bytes]:
    """The same as the engine's types want it, of which it calls write and flush only."""
    return cast("IO[bytes]", Output(sink, limits, counter, xml, unit))
