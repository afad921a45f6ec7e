"""Rows are counted from the bytes of an answer, however these are cut and whatever the terms hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat

from painopiste.store import Store
from painopiste.store.counting import COUNTERS

FORMATS = {"JSON": QueryResultsFormat.JSON, "XML": QueryResultsFormat.XML, "CSV": QueryResultsFormat.CSV, "TSV": QueryResultsFormat.TSV}
MEDIA_TYPES = {
    "JSON": "application/sparql-results+json",
    "XML": "application/sparql-results+xml",
    "CSV": "text/csv",
    "TSV": "text/tab-separated-values",
}
PIECES = ["},{", "}},{", '"', "\\", "{", "}", ",", "[", "\n", "\r\n", "<result>", "\t", '"},{"', "bindings", "é", "a", "[]}}"]
TERMS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join).filter(lambda text: "},{}" not in text)
CUTS = st.lists(st.integers(0, 3000), max_size=30)
STORE = Store()


def escaped(text: str) -> str:
    """A text as a literal of SPARQL."""
    for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, escape)
    return f'"{text}"'


def counted(content: bytes, cuts: list[int], form: str) -> int:
    """Rows of an answer that comes in pieces."""
    counter = COUNTERS[FORMATS[form]]()
    places = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    for start, end in pairwise(places):
        counter.see(content[start:end])
    return counter.rows


def answer(rows: list[list[str | None]], form: str) -> bytes:
    """An answer of two columns."""
    values = " ".join("(" + " ".join("UNDEF" if term is None else escaped(term) for term in row) + ")" for row in rows)
    return STORE.answer(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}", lambda _: MEDIA_TYPES[form]).content


@pytest.mark.parametrize("form", FORMATS)
@given(st.lists(st.lists(st.none() | TERMS, min_size=2, max_size=2), max_size=8), CUTS)
@example([], [])
@example([[None, None]], [50])
@example([[None, None], ["},{", None], [None, None]], [1, 2, 3])
def test_every_row_counts_once(form: str, rows: list[list[str | None]], cuts: list[int]) -> None:
    """Also one in which nothing is bound, and not what looks like one within a text."""
    assert counted(answer(rows, form), cuts, form) == len(rows)


@given(st.lists(st.sampled_from(["},{}", "},{}},{", "a"]), min_size=1, max_size=5).map("".join), CUTS)
def test_a_text_that_looks_like_empty_rows_may_count_for_more_but_not_for_less(text: str, cuts: list[int]) -> None:
    """A limit is kept in any case."""
    assert counted(answer([[text, text]], "JSON"), cuts, "JSON") >= 1


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), CUTS)
def test_rows_of_triple_terms_count_once(text: str, cuts: list[int]) -> None:
    """Whose objects stand in each other in JSON and XML."""
    term = f"<<( <http://e/a> <http://e/b> {escaped(text)} )>>"
    for form in FORMATS:
        content = STORE.answer(f"SELECT * {{ VALUES ?a {{ {term} {term} }} }}", lambda _, form=form: MEDIA_TYPES[form]).content
        assert counted(content, cuts, form) == 2 or "},{}" in text
