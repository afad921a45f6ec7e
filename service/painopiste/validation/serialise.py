"""A report as the RDF that SHACL gives it, whoever made the findings."""

from __future__ import annotations

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from painopiste.validation.report import Report, Result


def as_turtle(report: Report) -> str:
    """The report as an sh:ValidationReport in Turtle, its findings in order."""
    graph, node = Graph(), BNode("report")
    graph.bind("sh", SH)
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(report.conforms)))
    for number, result in enumerate(report.results, 1):
        add(graph, node, BNode(f"result{number:05}"), result)
    return graph.serialize(format="turtle")


def add(graph: Graph, report: Node, node: Node, result: Result) -> None:
    """One finding; a path that is no single property is left to its shape."""
    graph.add((report, SH.result, node))
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, term(result.focus_node)))
    graph.add((node, SH.sourceShape, term(result.source_shape)))
    graph.add((node, SH.resultSeverity, SH[result.severity]))
    for language, text in result.message.items():
        graph.add((node, SH.resultMessage, Literal(text, lang=language or None)))
    for name, value in ((SH.resultPath, result.path), (SH.value, result.value)):
        if value is not None and (name == SH.value or is_iri(value)):
            graph.add((node, name, term(value)))


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI."""
    return ":" in text and not any(character in ' <>"{}|^`\\\n' for character in text)


def term(text: str) -> Node:
    """An IRI as such, anything else as a plain literal."""
    return URIRef(text) if is_iri(text) else Literal(text)
