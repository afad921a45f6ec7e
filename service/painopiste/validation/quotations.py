"""Every quotation must stand in its source, at the place that it names."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, Graph, Namespace
from rdflib.term import Node

from painopiste.sources import SourceText
from painopiste.validation.report import Report, Result

OA = Namespace("http://www.w3.org/ns/oa#")
MESSAGE = {
    "en": "A quotation is the text that stands between its start and end, in Unicode code points, with what comes before and after.",
    "fi": "Lainaus on teksti, joka on alun ja lopun välissä Unicode-koodipisteinä, sekä sitä edeltävä ja seuraava teksti.",
}


def check_quotations(graph: Graph, texts: dict[str, SourceText], shape: str) -> Report:
    """A violation of `shape` for each span whose quotation is not in its source text; texts are given by their IRI."""
    spans = sorted(graph.subjects(OA.hasSource, None, unique=True), key=str)
    return Report(tuple(result for span in spans for result in faults(graph, span, texts, shape)))


def faults(graph: Graph, span: Node, texts: dict[str, SourceText], shape: str) -> Iterator[Result]:
    """What is wrong with one span."""
    source = texts.get(str(graph.value(span, OA.hasSource)))
    stated, found = stated_quotation(graph, span), None
    if source and (position := stated_position(graph, span)):
        start, end = position
        found = source.quote(max(0, start - len(stated[0])), start), source.quote(start, end), source.quote(end, end + len(stated[2]))
    if stated != found:
        yield Result(str(span), shape, "Violation", MESSAGE, str(OA.hasSelector), stated[1])


def selector(graph: Graph, span: Node, kind: str) -> Node | None:
    """The selector of a span that has this kind."""
    return next((node for node in graph.objects(span, OA.hasSelector) if (node, RDF.type, OA[kind]) in graph), None)


def stated_quotation(graph: Graph, span: Node) -> tuple[str, str, str]:
    """Prefix, exact text and suffix that a span claims."""
    node = selector(graph, span, "TextQuoteSelector")
    prefix, exact, suffix = (str(graph.value(node, OA[name]) or "") if node else "" for name in ("prefix", "exact", "suffix"))
    return prefix, exact, suffix


def stated_position(graph: Graph, span: Node) -> tuple[int, int] | None:
    """Start and end that a span claims, if they are numbers."""
    node = selector(graph, span, "TextPositionSelector")
    values = [str(graph.value(node, OA[name])) if node else "" for name in ("start", "end")]
    return (int(values[0]), int(values[1])) if all(value.isdecimal() for value in values) else None
