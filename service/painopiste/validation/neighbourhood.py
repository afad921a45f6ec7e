"""Validation of what a change can have broken, without a look at everything else.

The shapes are given just the nodes that the change can touch as their targets, and read the whole graph for what those nodes lead to.
So a path or a class test sees the same statements as in a full run, and finds the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from painopiste.validation.report import Report
from painopiste.validation.shacl import TARGETS, validate

Target = tuple[Node, Node]


def validate_changed(whole: Graph, shapes: Graph, subjects: Iterable[str]) -> Report:
    """What a full validation would say of some changed subjects and of all that they point to or that points to them.

    What a subject no longer points to is not among them: name it as well when a link was taken away.
    """
    return validate(whole, aimed(shapes, whole, neighbourhood(whole, subjects)))


def neighbourhood(graph: Graph, subjects: Iterable[str]) -> set[Node]:
    """The subjects with their neighbours one hop away, in both directions."""
    changed = {URIRef(subject) for subject in subjects}
    return changed.union(*(neighbours(graph, node) for node in changed))


def neighbours(graph: Graph, node: Node) -> set[Node]:
    """The nodes that point to a node or that it points to, but for its classes; literals too, for one may stand where an IRI should."""
    led_to = {value for predicate, value in graph.predicate_objects(node) if predicate != RDF.type}
    return led_to.union(graph.subjects(None, node))


def aimed(shapes: Graph, data: Graph, focus: Iterable[Node]) -> Graph:
    """The same shapes, each with those of the focus nodes that it targets as its only targets."""
    nodes = defaultdict(list)
    for node in focus:
        for target in targets_met(data, node):
            nodes[target].append(node)
    copy = Graph() + shapes
    for kind in TARGETS:
        for shape, value in shapes.subject_objects(kind):
            copy.remove((shape, kind, value))
            for node in nodes[kind, value]:
                copy.add((shape, SH.targetNode, node))
    return copy


def targets_met(data: Graph, node: Node) -> Iterator[Target]:
    """Every target by which a shape can mean a node (SHACL §2.1.3), but the implicit one of a shape that is a class."""
    yield SH.targetNode, node
    classes = {parent for kind in data.objects(node, RDF.type) for parent in data.transitive_objects(kind, RDFS.subClassOf)}
    yield from ((SH.targetClass, kind) for kind in classes if kind)
    yield from ((SH.targetSubjectsOf, predicate) for predicate in data.predicates(node, None, unique=True))
    yield from ((SH.targetObjectsOf, predicate) for predicate in data.predicates(None, node, unique=True))
