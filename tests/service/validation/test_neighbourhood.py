"""Validation of a change finds what the full report says of the same nodes, in sound data and in broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from painopiste.checking import Checked
from painopiste.graph import SourcedGraph
from painopiste.validation import Report, validate
from painopiste.validation.neighbourhood import neighbourhood, validate_changed

SHAPES = SourcedGraph.read(sorted((Path(__file__).parents[3] / "shapes").glob("*.ttl"))).graph
MANY = 60
Triple = tuple[Node, Node, Node]
Breakage = Callable[[Triple], Triple | None]

TOY = """
@prefix e: <http://e/> .
e:a a e:Class ; e:to e:b ; e:named "A" .
e:b e:to e:far .
e:c e:to e:a .
e:far e:to e:c .
"""
TOY_SHAPES = """
@prefix e: <http://e/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:Whole sh:targetClass e:Root ; a sh:NodeShape ; sh:property e:Whole-part .
e:Whole-part sh:path [ sh:inversePath e:partOf ] ; sh:minCount 1 ; sh:severity sh:Violation ; sh:message "a whole has a part"@en .
e:Led sh:targetObjectsOf e:to ; a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:severity sh:Violation ; sh:message "a link leads to an IRI"@en .
"""


@dataclass(frozen=True)
class Broken:
    """The shipped graph with a statement of many subjects broken, and the full report on it."""

    graph: Graph
    subjects: tuple[str, ...]
    report: Report

    def said_of(self, nodes: set[Node]) -> Report:
        """That part of the full report which is about some nodes."""
        names = {str(node) for node in nodes}
        return Report(tuple(result for result in self.report.results if result.focus_node in names))


def dropped(_: Triple) -> None:
    """The statement is gone."""


def misspelt(triple: Triple) -> Triple:
    """The value is a text that nothing allows, in a language that nobody reads."""
    return triple[0], triple[1], Literal(" x ", lang="de")


def led_astray(triple: Triple) -> Triple:
    """The value is a thing of which nothing is known."""
    return triple[0], triple[1], URIRef("https://w3id.org/painopiste/id/dossier/nowhere")


BREAKAGES: tuple[Breakage, ...] = (dropped, misspelt, led_astray)


def break_one(graph: Graph, subject: URIRef, breakage: Breakage, random: Random) -> None:
    """Break one statement of a subject."""
    triple = random.choice(sorted(graph.triples((subject, None, None))))
    graph.remove(triple)
    if changed := breakage(triple):
        graph.add(changed)


@pytest.fixture(scope="module")
def broken(checked: Checked) -> Broken:
    """Many subjects of the shipped graph, drawn by a fixed seed, each broken in one of three ways."""
    random, graph = Random(2023), Graph() + checked.graph.graph
    drawn = random.sample(sorted(graph.subjects(unique=True)), MANY)
    for place, subject in enumerate(drawn):
        break_one(graph, URIRef(subject), BREAKAGES[place % len(BREAKAGES)], random)
    return Broken(graph, tuple(str(subject) for subject in drawn), validate(graph, SHAPES))


@pytest.mark.parametrize("place", range(MANY))
def test_a_changed_subject_is_judged_as_in_the_full_report(broken: Broken, place: int) -> None:
    """Same findings in the same order, for the subject and all around it."""
    subject = broken.subjects[place]
    report = validate_changed(broken.graph, SHAPES, [subject])
    assert report.results == broken.said_of(neighbourhood(broken.graph, [subject])).results


def test_the_subjects_of_one_file_are_judged_together(broken: Broken) -> None:
    """What all of them touch is reported once."""
    report = validate_changed(broken.graph, SHAPES, broken.subjects)
    assert report.results == broken.said_of(neighbourhood(broken.graph, broken.subjects)).results


def test_most_of_what_was_broken_is_found(broken: Broken) -> None:
    """The comparison compares something: two of three breakages show in the report."""
    faulty = {result.focus_node for result in broken.report.results}
    assert sum(subject in faulty for subject in broken.subjects) > MANY / 2


@pytest.mark.parametrize("kind", ["Dossier", "LegalAct", "EvidenceLink", "Partnership", "TextSpan"])
def test_sound_subjects_of_the_shipped_graph_are_found_sound(checked: Checked, kind: str) -> None:
    """In the graph as shipped, a thing of each kind gives no violation."""
    graph = checked.graph.graph
    first = min(graph.subjects(RDF.type, URIRef(f"https://w3id.org/painopiste/def#{kind}")))
    assert validate_changed(graph, SHAPES, [str(first)]).conforms


def test_a_neighbourhood_reaches_one_hop_both_ways() -> None:
    """What a subject points to, its texts included, and what points to it, but not its class."""
    graph = Graph().parse(data=TOY, format="turtle")
    assert {str(node) for node in neighbourhood(graph, ["http://e/a"])} == {"http://e/a", "http://e/b", "http://e/c", "A"}


@pytest.mark.parametrize(
    ("data", "changed", "faulty"),
    [
        ("e:w a e:Root .", ["http://e/w"], ["http://e/w"]),
        ("e:w a e:Kind . e:Kind rdfs:subClassOf e:Root .", ["http://e/w"], ["http://e/w"]),
        ("e:w a e:Root . e:p e:partOf e:w .", ["http://e/p"], []),
        ("e:w a e:Root . e:p e:near e:w .", ["http://e/p"], ["http://e/w"]),
        ('e:p e:to "e:w" .', ["http://e/p"], ["e:w"]),
        ("e:p e:to [ ] .", ["http://e/p"], [None]),
        ("e:w a e:Root .", ["http://e/p"], []),
        ("e:w a e:Root .", [], []),
    ],
)
def test_a_change_is_seen_wherever_a_shape_looks(data: str, changed: list[str], faulty: list[str | None]) -> None:
    """By class and its subclasses, through paths run backwards, in a text or a blank node where an IRI should be; nothing changed, nothing found."""
    prefixes = "@prefix e: <http://e/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    graph, shapes = Graph().parse(data=prefixes + data, format="turtle"), Graph().parse(data=TOY_SHAPES, format="turtle")
    found = [result.focus_node for result in validate_changed(graph, shapes, changed).results]
    assert [name if wanted else None for name, wanted in zip(found, faulty, strict=True)] == faulty
