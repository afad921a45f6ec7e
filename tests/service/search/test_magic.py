"""def:search in SPARQL: what the index finds stands in its place, and nothing that a user writes is taken for SPARQL."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from painopiste.errors import QueryError, QuerySyntaxError
from painopiste.search import Index, rewritten
from painopiste.store import Store

BASE = "https://w3id.org/painopiste"
AI_ACT = f"{BASE}/id/dossier/ai-act"
PROLOGUE = f"PREFIX def: <{BASE}/def#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
FRONTEX = f"{BASE}/id/organisation/frontex"

ANSWERED = [
    ('SELECT ?t { ?t def:search "Frontex" }', FRONTEX),
    ("SELECT ?t { ?t def:search 'Frontex' . }", FRONTEX),
    ('SELECT ?t { ?t def:search """Frontex""" ; a def:Organisation . }', FRONTEX),
    ('SELECT ?t { ?t a def:Organisation ; def:search "Frontex" . }', FRONTEX),
    ('SELECT ?t { ?t a def:Organisation ; def:search "Frontex" ; skos:prefLabel ?l }', FRONTEX),
    ('SELECT ?t { ?t skos:prefLabel ?l . FILTER(LANG(?l) = "fi") ?t def:search "Frontex" . ?t a def:Organisation }', FRONTEX),
    ('SELECT ?t { ?t def:search "Frontex" FILTER(true) OPTIONAL { ?t skos:altLabel ?l } }', FRONTEX),
    ('SELECT ?t { GRAPH ?g { ?t def:search "Frontex" ; a def:Organisation # the agency\n ; skos:prefLabel ?l } }', FRONTEX),
    ('SELECT ?t { { SELECT ?t { ?t def:search ("Frontex" 5) ; ; } } }', FRONTEX),
    ('SELECT ?t { { ?t def:search "Frontex" } UNION { ?t def:search "Europol" } }', FRONTEX),
    ('SELECT ?t { ?o def:component ?c . ?t def:search "Frontex" }', FRONTEX),
    (f'SELECT ?t {{ ?t <{BASE}/def#search> "Frontex" }}', FRONTEX),
    (f'BASE <{BASE}/> SELECT ?t {{ ?t <def#search> "Frontex" }}', FRONTEX),
    (f'PREFIX s: <{BASE}/def#sea> SELECT ?t {{ ?t s:rch "Frontex" }}', FRONTEX),
    ('SELECT ?t { ?t def:search "tekoälysääntelyn"@fi }', AI_ACT),
    ('SELECT ?t { ?t def:search "teko\\u00E4lys\\u00e4\\u00e4ntely"@fi-FI }', AI_ACT),
    ('SELECT ?t { ?t def:search "2021/0106(COD)" }', AI_ACT),
]
UNTOUCHED = [
    "SELECT ?l { def:search skos:prefLabel ?l }",
    "SELECT ?t { ?t ?p def:search }",
    'SELECT ?t { ?t ?p "def:search" } # ?t def:search "x"',
    "SELECT ?t { ?t ?p ?o FILTER(?p = def:search || ?p != def:searchScore) }",
    'SELECT ?t { ?t def:searching "x" }',
    f'PREFIX def: <http://example.org/> SELECT ?t {{ ?t def:search "x" . <{BASE}/def#search> ?p ?o }}',
    f"PREFIX search: <{BASE}/def#search> SELECT ?t {{ ?t a search: }}",
    "ASK {",
    "",
]
REFUSED = [
    ("SELECT ?t { ?t def:search ?words }", "text in quotes"),
    ("SELECT ?t { ?t def:search 5 }", "text in quotes"),
    ("SELECT ?t { ?t def:search }", "text in quotes"),
    ('SELECT ?t { ?t def:search "a" , "b" }', "text in quotes"),
    ('SELECT ?t { ?t def:search "a"^^def:b }', "text in quotes"),
    ('SELECT ?t { ?t def:search "a" 5 }', "text in quotes"),
    ('SELECT ?t { ?t def:search (5 "a") }', "text in quotes"),
    ("SELECT ?t { ?t def:search () }", "text in quotes"),
    ('SELECT ?t { ?t def:search ("a" 0) }', "1 to 200"),
    ('SELECT ?t { ?t def:search ("a" 201) }', "1 to 200"),
    ('SELECT ?t { ?t def:search ("a" 1.5) }', "1 to 200"),
    ('SELECT ?t { ?t def:search ("a" 99999999999) }', "1 to 200"),
    ('SELECT ?t { ?t def:search "a"@de }', "fi, sv, en"),
    ('SELECT ?t { ?t def:search "a" ; def:search "b" }', "only once"),
    ('SELECT ?t { <http://e/> def:search "a" }', "variable"),
    ('SELECT ?t { [] def:search "a" }', "variable"),
    ('SELECT ?t { ?t ?p [ def:search "a" ] }', "variable"),
    ('SELECT ?t { ?t ?p [ a def:Dossier ; def:search "a" ] }', "variable"),
    ('SELECT ?t { ?t ^def:search "a" }', "path"),
    ('SELECT ?t { ?t def:search/def:b "a" }', "path"),
    ('SELECT ?t { ?t def:search+ "a" }', "path"),
    ('SELECT ?t { ?t (def:search|def:b) "a" }', "path"),
    ("SELECT ?t { ?t def:searchScore ?score }", "same statement"),
    ('SELECT ?t { ?t def:search "a" ; def:searchScore 1 }', "one variable"),
    ('SELECT ?t { ?t def:search "a" ; def:searchScore $t }', "one variable"),
    ('SELECT ?t { ?t def:search "a" ; def:searchScore ?a ; def:searchScore ?b }', "one variable"),
    ('CONSTRUCT { ?t def:search "a" } WHERE { ?t ?p ?o }', "WHERE clause"),
    ('CONSTRUCT WHERE { ?t def:search "a" }', "WHERE clause"),
    ("SELECT ?t { " + '?t def:search "a" . ' * 21 + "}", "10 times"),
]


def things(store: Store, text: str) -> list[str]:
    """What a query binds ?t to."""
    return [row["t"].value for row in store.rows(text) if "t" in row]


@pytest.mark.parametrize(("text", "iri"), ANSWERED)
def test_a_search_binds_what_the_index_finds(store: Store, index: Index, text: str, iri: str) -> None:
    """Wherever the pattern stands, and with what else is said of the thing."""
    assert iri in things(store, rewritten(PROLOGUE + text, index))


@pytest.mark.parametrize("text", UNTOUCHED)
def test_a_query_that_does_not_search_stays_as_it_is(index: Index, text: str) -> None:
    """Though it speaks of the property, or has its name in a string or a comment."""
    assert rewritten(PROLOGUE + text, index) == PROLOGUE + text


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_answered_is_refused_with_its_place(index: Index, text: str, reason: str) -> None:
    """The prologue has two lines, so the fault stands in the third."""
    with pytest.raises(QuerySyntaxError, match=reason) as caught:
        rewritten(PROLOGUE + text, index)
    assert caught.value.line == 3
    assert text[(caught.value.column or 0) - 1 :].startswith(("def:search", "<http://e/>"))


def test_scores_are_those_of_the_index(store: Store, index: Index) -> None:
    """As decimals, to be ordered by."""
    text = 'SELECT ?t ?score { ?t def:search ("raja" 5) ; def:searchScore ?score } ORDER BY DESC(?score) ?t'
    rows = store.rows(rewritten(PROLOGUE + text, index))
    assert {(row["t"].value, float(row["score"].value)) for row in rows} == set(index.best("raja", "fi", 5))


def test_a_tag_or_the_request_tells_the_language(store: Store, index: Index) -> None:
    """The tag goes first."""
    text = 'SELECT ?t { ?t def:search ("gräns" 20) }'
    swedish = things(store, rewritten(PROLOGUE + text, index, "sv"))
    assert swedish == things(store, rewritten(PROLOGUE + text.replace('"gräns"', '"gräns"@sv'), index, "en"))
    assert swedish == [iri for iri, _ in index.best("gräns", "sv", 20)]


def test_a_search_without_hits_has_no_solutions(store: Store, index: Index) -> None:
    """Not even with an empty text."""
    for words in ("", "xyzzyxyzzy"):
        assert things(store, rewritten(f'{PROLOGUE}SELECT ?t {{ ?t def:search "{words}" ; a ?c }}', index)) == []


def test_a_construct_query_searches_in_its_where_clause(index: Index) -> None:
    """The template stays as it is."""
    text = rewritten(PROLOGUE + 'CONSTRUCT { ?t a def:Hit } WHERE { ?t def:search ("Frontex" 1) }', index)
    assert text.endswith(f"CONSTRUCT {{ ?t a def:Hit }} WHERE {{ VALUES ?t {{ <{FRONTEX}> }} }}")


def quoted(text: str) -> str:
    """A text as a SPARQL string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(st.sampled_from("\"'\\}{<>.;# \n\rraj"), max_size=40))
@example('" } } DELETE WHERE { ?s ?p ?o } #')
@example("\\")
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_searched_in_a_query(store: Store, index: Index, words: str) -> None:
    """It never becomes part of the query: the answer is what the index finds for just this text."""
    text = rewritten(f"{PROLOGUE}SELECT ?t {{ ?t def:search ({quoted(words)} 5) }}", index)
    assert things(store, text) == [iri for iri, _ in index.best(words, "fi", 5)]


PIECES = ["?t", "def:search", "def:searchScore", '"raja"', "@fi", ".", ";", ",", "{", "}", "(", ")", "[", "]", "a", "FILTER", "PREFIX def: <x#>"]
PIECES += ["|", "^", "BASE <http://[>", "CONSTRUCT", "WHERE", "5", "'", "#", "\n", f"<{BASE}/def#search>", "SELECT *", "UNION", "?score"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_query_is_rewritten_or_refused(store: Store, index: Index, text: str) -> None:
    """A text that is no SPARQL raises QueryError here or stays for the engine to refuse; nothing else goes wrong."""
    with suppress(QueryError):
        assert "VALUES" in rewritten(PROLOGUE + text, index) or rewritten(PROLOGUE + text, index) == PROLOGUE + text
    with suppress(QueryError):
        assert isinstance(store.rows(rewritten(PROLOGUE + text, index)), list)
