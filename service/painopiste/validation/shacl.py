"""SHACL by pySHACL: the only module that imports it."""

from __future__ import annotations

import pyshacl
from rdflib import RDF, Graph, Literal
from rdflib.namespace import SH
from rdflib.term import Node

from painopiste.validation.report import Report, Result, order

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


def validate(data: Graph, shapes: Graph) -> Report:
    """Check a graph against SHACL Core shapes.

    Warnings and infos are reported but leave the graph conforming. No inference is made: what a shape asks for must be stated.
    """
    _, report, _ = pyshacl.validate(
        data, shacl_graph=retargeted(shapes), inference="none", advanced=False, inplace=True, allow_infos=True, allow_warnings=True
    )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL could not read the shapes: {report!r}")
    results = sorted((result_of(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)), key=order)
    return Report(tuple(results))


def retargeted(shapes: Graph) -> Graph:
    """The same shapes with the targets of each node shape on its property shapes.

    pySHACL evaluates sh:property once per focus node, but a shape with its own targets once for all of them: half the time, same results.
    """
    copy = Graph() + shapes
    for node in list(shapes.subjects(RDF.type, SH.NodeShape)):
        targets = [(kind, target) for kind in TARGETS for target in shapes.objects(node, kind)]
        for constraint in list(shapes.objects(node, SH.property)) if targets else []:
            copy.remove((node, SH.property, constraint))
            for kind, target in targets:
                copy.add((constraint, kind, target))
    return copy


def result_of(report: Graph, node: Node) -> Result:
    """One sh:ValidationResult as a value."""
    messages = {text.language or "": str(text) for text in report.objects(node, SH.resultMessage) if isinstance(text, Literal)}
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    return Result(
        focus_node=str(report.value(node, SH.focusNode)),
        source_shape=str(report.value(node, SH.sourceShape)),
        severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
        message=messages,
        path=None if path is None else str(path),
        value=None if value is None else str(value),
    )
