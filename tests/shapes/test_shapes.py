"""The shapes: each finds the smallest file that breaks it, and nothing else in that file; and each says what it wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH, SKOS

from painopiste.graph import SourcedGraph, read_rdf
from painopiste.validation import validate

CASES = Path(__file__).parent
FOLDER = CASES.parents[1] / "shapes"
SHAPES = SourcedGraph.read(sorted(FOLDER.glob("*.ttl"))).graph
NAMESPACE = "https://w3id.org/painopiste/shape#"
BREAKS = re.compile(r"^# breaks: shape:(\S+)$", re.MULTILINE)
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}
LANGUAGES = ["en", "fi"]


def broken_by(path: Path) -> str | None:
    """The shape that a case says it breaks."""
    found = BREAKS.search(path.read_text(encoding="utf-8"))
    return NAMESPACE + found[1] if found else None


def param(path: Path) -> object:
    """A case under the name that its folder and file give it."""
    return pytest.param(path, id=f"{path.parent.name}/{path.stem}")


FILES = sorted(CASES.glob("*/*.ttl"))
PASSING = [param(path) for path in FILES if path.stem == "passing"]
BREAKING = [param(path) for path in FILES if path.stem != "passing"]
CONSTRAINTS = sorted(str(shape) for shape in SHAPES.subjects(SH.severity, unique=True))
NODE_SHAPES = sorted(str(shape) for shape in SHAPES.subjects(SKOS.prefLabel, unique=True))


def name(iri: str) -> str:
    """The part of a shape's IRI that tells it apart."""
    return iri.removeprefix(NAMESPACE)


def languages(shape: str, predicate: URIRef, graph: Graph = SHAPES) -> list[str]:
    """The languages in which a shape says something, each as often as it does."""
    return sorted(text.language or "" for text in graph.objects(URIRef(shape), predicate) if isinstance(text, Literal))


@pytest.mark.parametrize("path", PASSING)
def test_a_passing_file_gives_no_violation_and_no_warning(path: Path) -> None:
    """What is right and whole is left in peace; a hint at something nice to have may stand."""
    report = validate(read_rdf(path), SHAPES)
    assert [result.line(path) for result in (*report.of("Violation"), *report.of("Warning"))] == []


@pytest.mark.parametrize("path", BREAKING)
def test_a_breaking_file_breaks_exactly_the_shape_it_names(path: Path) -> None:
    """No other shape speaks, so a message always points at the one thing that is wrong."""
    report = validate(read_rdf(path), SHAPES)
    assert {result.source_shape for result in report.results} == {broken_by(path)}


@pytest.mark.parametrize("path", BREAKING)
def test_a_breaking_file_is_named_for_the_shape_it_breaks(path: Path) -> None:
    """The case names a shape that there is, declared in the shape file of its folder."""
    declared = set(read_rdf(FOLDER / f"{path.parent.name}.ttl").subjects(RDF.type))
    assert URIRef(broken_by(path) or "") in declared


def test_each_constraint_has_a_case_that_breaks_it() -> None:
    """A constraint that nothing breaks might as well not be there."""
    assert set(CONSTRAINTS) - {broken_by(path) for path in FILES} == set()


def test_each_shape_file_has_its_cases_and_a_passing_one() -> None:
    """The folders of cases and the shape files are the same."""
    passing = {path.parent.name for path in FILES if path.stem == "passing"}
    assert passing == {path.parent.name for path in FILES} == {path.stem for path in FOLDER.glob("*.ttl")}


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=name)
def test_a_constraint_says_what_is_wanted_in_finnish_and_english(shape: str) -> None:
    """One message a language, and one severity."""
    assert languages(shape, SH.message) == LANGUAGES
    assert len(set(SHAPES.objects(URIRef(shape), SH.severity)) & SEVERITIES) == 1


def test_each_named_property_shape_is_a_constraint() -> None:
    """It carries a severity of its own, and with it message and case."""
    named = {str(shape) for shape in SHAPES.subjects(RDF.type, SH.PropertyShape) if isinstance(shape, URIRef)}
    assert named - set(CONSTRAINTS) == set()


def test_each_named_property_shape_is_used_by_a_node_shape() -> None:
    """A property shape that no node shape has would never be asked."""
    named = {shape for shape in SHAPES.subjects(RDF.type, SH.PropertyShape) if isinstance(shape, URIRef)}
    assert named - set(SHAPES.objects(None, SH.property)) == set()


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=name)
def test_a_node_shape_has_a_name_in_finnish_and_english(shape: str) -> None:
    """The name of a shape opens its page."""
    assert languages(shape, SKOS.prefLabel) == LANGUAGES


def test_every_shape_is_core() -> None:
    """SHACL Core only: a rule that needs SPARQL is asked once over the whole graph, not once for each node."""
    assert not set(SHAPES.subjects(SH.sparql, None)) | set(SHAPES.subjects(SH.select, None))
