"""A question is run within its limits, and what is written is well-formed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.errors import AnswerLimitError, NotAcceptableError, QueryError, UnwritableError
from painopiste.store import Dataset, Limits, Question, Store, iri, literal, parse_rows, run

XML, RDF_XML = "application/sparql-results+xml", "application/rdf+xml"


class Sheet:
    """A sink that keeps all."""

    def __init__(self) -> None:
        self.media_type = ""
        self.parts: list[bytes] = []

    def head(self, media_type: str) -> None:
        """Keep the media type."""
        self.media_type = media_type

    def write(self, chunk: bytes) -> None:
        """Keep a part."""
        self.parts.append(chunk)

    @property
    def content(self) -> bytes:
        """All parts."""
        return b"".join(self.parts)


def written(store: Store, question: Question, limits: Limits | None = None) -> tuple[Sheet, int]:
    """What is written of an answer, and its rows."""
    sheet = Sheet()
    return sheet, run(store, question, limits or Limits(), sheet)


@pytest.fixture(scope="module")
def numbers() -> Store:
    """A store of a thousand numbers."""
    store = Store()
    store.add([(iri(f"http://e/n{number}"), iri("http://e/value"), literal(str(number))) for number in range(1000)], "http://e/g")
    return store


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", XML, "text/csv", "text/tab-separated-values"])
def test_rows_are_told_and_limited(numbers: Store, media_type: str) -> None:
    """As many as the limit are written whole, one more is an error."""
    question = Question("SELECT * { ?s ?p ?o }", result_type=media_type)
    sheet, rows = written(numbers, question, Limits(rows=1000))
    assert (sheet.media_type, rows) == (media_type, 1000)
    with pytest.raises(AnswerLimitError) as caught:
        written(numbers, question, Limits(rows=999))
    assert (caught.value.limit, caught.value.unit) == (999, "rows")


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", RDF_XML, "application/ld+json"])
def test_triples_are_told_and_limited(numbers: Store, media_type: str) -> None:
    """As rows are."""
    question = Question("CONSTRUCT WHERE { ?s ?p ?o }", graph_type=media_type)
    sheet, rows = written(numbers, question, Limits(rows=1000))
    assert (sheet.media_type, rows) == (media_type, 1000)
    with pytest.raises(AnswerLimitError, match="more than 999 triples"):
        written(numbers, question, Limits(rows=999))


def test_bytes_are_limited(numbers: Store) -> None:
    """To the byte."""
    question = Question("SELECT * { ?s ?p ?o }")
    size = len(written(numbers, question)[0].content)
    assert len(written(numbers, question, Limits(bytes=size))[0].content) == size
    with pytest.raises(AnswerLimitError, match="bytes"):
        written(numbers, question, Limits(bytes=size - 1))


def test_a_truth_value_is_one_row(numbers: Store) -> None:
    """And is not refused by a limit of one."""
    sheet, rows = written(numbers, Question("ASK {}"), Limits(rows=1))
    assert (sheet.content, rows) == (b'{"head":{},"boolean":true}', 1)


def test_a_description_is_a_graph(numbers: Store) -> None:
    """In the type for graphs."""
    sheet, rows = written(numbers, Question("DESCRIBE <http://e/n1>", graph_type="application/n-triples"))
    assert (sheet.content, rows) == (b'<http://e/n1> <http://e/value> "1" .\n', 1)


def test_a_form_that_is_not_taken_is_refused_before_anything_is_written(numbers: Store) -> None:
    """The error offers what there is."""
    with pytest.raises(NotAcceptableError, match="json"):
        written(numbers, Question("ASK {}", result_type=None))
    with pytest.raises(NotAcceptableError, match="turtle"):
        written(numbers, Question("CONSTRUCT WHERE { ?s ?p ?o }", graph_type="text/csv"))


def test_a_question_is_run_on_its_dataset_with_its_bindings(numbers: Store) -> None:
    """Both come from outside the text."""
    question = Question("SELECT ?s ?o { ?s ?p ?o }", Dataset(("http://e/g",)), {"o": literal("5")})
    assert parse_rows(written(numbers, question)[0].content) == [{"s": iri("http://e/n5"), "o": literal("5")}]
    assert written(numbers, Question("SELECT * { ?s ?p ?o }", Dataset(("http://e/none",))))[1] == 0


def test_an_error_of_the_engine_is_an_error_of_the_query(numbers: Store) -> None:
    """RDF/XML has names that no predicate may have."""
    reserved = "CONSTRUCT { <http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#Description> 1 } {}"
    with pytest.raises(QueryError, match="cannot be run"):
        written(numbers, Question(reserved, graph_type=RDF_XML))


def text_store(text: str) -> Store:
    """A store with one text."""
    store = Store()
    store.add([(iri("http://e/a"), iri("http://e/b"), literal(text))], "http://e/g")
    return store


@given(st.text(max_size=30))
def test_any_text_survives_xml_or_is_refused(text: str) -> None:
    """No answer is malformed, and a line end stays the one it was."""
    store = text_store(text)
    for question in (Question("SELECT ?o { ?s ?p ?o }", result_type=XML), Question("CONSTRUCT WHERE { ?s ?p ?o }", graph_type=RDF_XML)):
        try:
            content = written(store, question)[0].content
        except UnwritableError:
            assert any((character < " " and character not in "\t\n\r") or character in "\ufffe\uffff" for character in text)
        else:
            assert "".join(ET.fromstring(content).itertext()).strip("\n\t") == text.strip("\n\t")


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_xml_cannot_carry_is_named(character: str) -> None:
    """Wherever in a long answer it stands, also cut in two; the other formats carry it."""
    store = text_store("x" * 8190 + character + "x" * 100)
    for text in ("SELECT ?o { ?s ?p ?o }", "SELECT (CONCAT(?o, ?o) AS ?oo) { ?s ?p ?o }"):
        with pytest.raises(UnwritableError, match=f"U\\+{ord(character):04X}") as caught:
            written(store, Question(text, result_type=XML))
        assert caught.value.media_type == XML
        assert all(character in term.value for row in parse_rows(written(store, Question(text))[0].content) for term in row.values())


PREDICATES = st.text("ab1_-.:é²/#'", max_size=5).map(lambda end: f"http://e/{end}").filter(lambda name: name.count("#") < 2)


@given(PREDICATES)
def test_any_predicate_survives_rdf_xml_or_is_refused(name: str) -> None:
    """The engine would write names that are none."""
    store = Store()
    store.add([(iri("http://e/a"), iri(name), literal("x"))], "http://e/g")
    question = Question("CONSTRUCT WHERE { ?s ?p ?o }", graph_type=RDF_XML, prefixes={"e": "http://e/"})
    try:
        content = written(store, question)[0].content
    except UnwritableError:
        assert not re.search(r"[^\W\d][\w.-]*$", name) or "²" in name
        return
    ET.fromstring(content)
    assert [quad.predicate.value for quad in ox.parse(content, format=ox.RdfFormat.RDF_XML)] == [name]
