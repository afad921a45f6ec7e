"""A span must quote its source exactly, at the place it names."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import SH

from painopiste.sources import SourceText
from painopiste.validation import as_turtle, check_quotations

TEXTS = {"http://e/text": SourceText("yksi kaksi kolme", "")}
TURTLE = """
@prefix oa: <http://www.w3.org/ns/oa#> .
<http://e/span> oa:hasSource <{source}> ; oa:hasSelector <http://e/q>, <http://e/p> .
<http://e/q> a oa:TextQuoteSelector ; oa:exact "{exact}" ; oa:prefix "{prefix}" ; oa:suffix " kolme" .
<http://e/p> a oa:TextPositionSelector ; oa:start {start} ; oa:end 10 .
"""
RIGHT = {"source": "http://e/text", "exact": "kaksi", "prefix": "yksi ", "start": "5"}


def violations(**changed: str) -> int:
    """How many spans are at fault with some values changed."""
    graph = Graph().parse(data=TURTLE.format(**{**RIGHT, **changed}), format="turtle")
    return len(check_quotations(graph, TEXTS, "http://e/shape").results)


def test_a_right_quotation_passes() -> None:
    """Prefix, exact text and suffix stand where they should."""
    assert violations() == 0


@pytest.mark.parametrize("changed", [{"exact": "Kaksi"}, {"prefix": "kaksi"}, {"start": "4"}, {"start": '"x"'}, {"source": "http://e/other"}])
def test_a_wrong_quotation_is_a_violation(changed: dict[str, str]) -> None:
    """Another text, another place, or a source that is not stored."""
    assert violations(**changed) == 1


def test_the_report_as_rdf_tells_what_the_quotations_show() -> None:
    """Verdict, focus node and shape, as for any other finding."""
    graph = Graph().parse(data=TURTLE.format(**{**RIGHT, "exact": "Kaksi"}), format="turtle")
    report = Graph().parse(data=as_turtle(check_quotations(graph, TEXTS, "http://e/shape")), format="turtle")
    assert [str(node) for node in report.objects(None, SH.sourceShape)] == ["http://e/shape"]
    assert list(report.objects(None, SH.conforms)) == [Literal(False)]
