"""Parameters put into the text of a query mean what they mean to the embedded store, which is given them apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.answers import JSON, TRIPLES, solutions, statements
from painopiste.errors import QueryError, QuerySyntaxError
from painopiste.remote.bindings import bound
from painopiste.store import Store, Term, iri, literal, text_in

DATA = """
@prefix : <http://e/> .
:a :p "x"@en , "y"@fi ; :q 1 . :b :p "z" ; :q 2 . :c :q 2 .
"""
PREFIX = "PREFIX : <http://e/> "
EN, A, TWO = literal("en"), iri("http://e/a"), literal("2", "http://www.w3.org/2001/XMLSchema#integer")
SELECTS: list[tuple[str, dict[str, Term]]] = [
    ("SELECT ?l ?o { ?s :p ?o FILTER(LANG(?o) = ?l) }", {"l": EN}),
    ('SELECT ?l ?o { { ?s :p ?o FILTER(LANG(?o) = ?l) } UNION { ?s :p ?o FILTER(LANG(?o) = "") } }', {"l": EN}),
    ("SELECT ?l ?s ?o { ?s :q ?any OPTIONAL { ?s :q ?n OPTIONAL { ?s :p ?o FILTER(LANG(?o) = ?l) } } }", {"l": EN}),
    ("SELECT ?l ?s { ?s :q ?n FILTER NOT EXISTS { ?s :p ?x FILTER(LANG(?x) = ?l) } }", {"l": EN}),
    ("SELECT ?s { ?s :q ?n MINUS { ?t :p ?u FILTER(?s = :b) } }", {"s": A}),
    ("SELECT * { ?s :p ?o }", {"s": A}),
    ("select distinct $s ?o where { $s :p ?o } order by $s desc(?o) limit 1", {"s": A}),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s :p ?o } GROUP BY ?s", {"s": A}),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s :none ?o } GROUP BY ?s", {"s": A}),
    ("SELECT ?s ?o (COUNT(?x) AS ?n) { ?s :p ?o . ?x :q ?y } GROUP BY ?s ?o HAVING(COUNT(?x) > 2 && ?s = :a)", {"s": A}),
    ("SELECT ?m ?n ?s { ?s :q ?n { SELECT ?m ?n (COUNT(?x) AS ?k) { ?x :q ?n } GROUP BY ?m ?n HAVING(COUNT(?x) >= ?m) } }", {"m": TWO}),
    ("SELECT ?s ?n { ?s :p ?o { SELECT (COUNT(?s) AS ?n) { ?s :p ?o } } }", {"s": A}),
    ("SELECT ?s ?o { ?s :p ?o { SELECT ?s WHERE { ?s :q ?n } } }", {"s": A}),
    ("SELECT ?s ?k { ?s :p ?o { SELECT ?s (MAX(?n) AS ?k) WHERE { ?s :q ?n } GROUP BY ?s } }", {"s": A}),
    ("SELECT ?s ?o { ?s :p ?o { SELECT DISTINCT * { ?s :q ?n } } }", {"s": A}),
    ("SELECT ?s ?u { ?s :p ?o BIND(COALESCE(STR(?u), 'none') AS ?v) FILTER(BOUND(?s) && !BOUND(?u) && ?v = 'none') }", {"s": A}),
    ("SELECT ?s (CONCAT(STR(?s), ?o) AS ?both) { ?s :p ?o }", {"s": A}),
    ("SELECT ?s { ?s :p ?o } ORDER BY ?s", {"s": A}),
    ("SELECT ?l {}", {"l": text_in("ä \"'\\\n}", "fi")}),
    ("SELECT ?o { ?s :p ?o FILTER(CONTAINS(?o, '?o')) } # ?o", {"o": literal("z")}),
]
ASKS: list[tuple[str, dict[str, Term]]] = [
    ("ASK { ?s :p ?o }", {"s": A}),
    ("ASK { ?s :p ?o }", {"s": iri("http://e/c")}),
    ("ASK WHERE { ?s :q ?n . ?s :p ?o }", {"s": A, "n": TWO}),
]
GRAPHS: list[tuple[str, dict[str, Term]]] = [
    ("CONSTRUCT { ?s :r ?l } WHERE { ?s :p ?o }", {"l": EN}),
    ("CONSTRUCT { ?s :r ?l } WHERE { { SELECT ?l ?s { ?s :p ?o FILTER(LANG(?o) = ?l) } } }", {"l": EN}),
    ("CONSTRUCT { ?s :r ?o . ?s :l ?l } { ?s :p ?o }", {"s": A, "l": EN}),
    ("CONSTRUCT WHERE { ?s :p ?o }", {"s": A}),
    ("DESCRIBE ?s { ?s :p ?o }", {"s": A}),
    ("DESCRIBE ?s", {"s": A}),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three things with a few values."""
    path: Path = tmp_path_factory.mktemp("small") / "a.ttl"
    path.write_text(DATA)
    store = Store()
    store.load(path, "http://e/g")
    return store


@pytest.mark.parametrize(("text", "bindings"), SELECTS + ASKS)
def test_a_bound_query_has_the_solutions_of_the_embedded_store(small: Store, text: str, bindings: dict[str, Term]) -> None:
    """Wherever the variable stands: pattern, filter, nested group, projection, grouping, subquery."""
    apart, inside = small.answer(PREFIX + text, lambda _: JSON, None, bindings), small.answer(bound(PREFIX + text, bindings), lambda _: JSON)
    if text.startswith("ASK"):
        assert apart.content == inside.content
    else:
        assert solutions(apart.content) == solutions(inside.content)


@pytest.mark.parametrize(("text", "bindings"), GRAPHS)
def test_a_bound_query_has_the_triples_of_the_embedded_store(small: Store, text: str, bindings: dict[str, Term]) -> None:
    """In templates and in what is described. (pyoxigraph binds DESCRIBE only with a WHERE.)"""
    inside = statements(small.answer(bound(PREFIX + text, bindings), lambda _: TRIPLES).content)
    wherever = text if "{" in text else text + " {}"
    assert inside == statements(small.answer(PREFIX + wherever, lambda _: TRIPLES, None, bindings).content) != set()


def test_a_filter_sees_its_variable_without_a_projection(small: Store) -> None:
    """More than the embedded store can: it refuses this ASK, and its CONSTRUCT would find nothing."""
    assert small.answer(bound(PREFIX + "ASK { ?s :p ?o FILTER(LANG(?o) = ?l) }", {"l": EN}), lambda _: "text/csv").content == b"true"
    text = bound(PREFIX + "CONSTRUCT { ?s :r ?l } { ?s :p ?o FILTER(LANG(?o) = ?l) }", {"l": EN})
    assert statements(small.answer(text, lambda _: TRIPLES).content) == {'<http://e/a> <http://e/r> "en" .'}


def test_what_is_not_bound_stays_as_it_is() -> None:
    """Byte for byte, comments and all."""
    text = "SELECT ?s # ?s\n{ ?s <http://e/?s> '?s' }"
    assert bound(text, {}) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_ends_its_literal(value: str) -> None:
    """What goes in comes out, whatever quotes, backslashes, line breaks and braces it has."""
    rows = Store().rows(bound("SELECT ?v (STRLEN(?v) AS ?n) {}", {"v": literal(value)}))
    assert rows[0]["v"] == literal(value)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_iri_ends_its_brackets(value: str) -> None:
    """A text that is no IRI becomes no term at all, and one that is comes out as it went in."""
    try:
        term = iri("http://e/" + value)
    except QueryError:
        return
    assert Store().rows(bound("SELECT ?v {}", {"v": term})) == [{"v": term}]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?o { ?s ?p ?o }", "not among the variables"),
        ("ASK { ?x ?p ?o }", "not among the variables"),
        ("SELECT ?s { VALUES ?s { <http://e/a> } }", "by VALUES"),
        ("SELECT ?s { VALUES (?o ?s) { (1 2) } }", "by VALUES"),
        ("SELECT ?s { ?x ?p ?o BIND(?x AS ?s) }", "by AS"),
        ("SELECT (?o AS ?s) { ?x ?p ?o }", "by AS"),
    ],
)
def test_a_variable_that_cannot_be_bound_is_named(text: str, reason: str) -> None:
    """Not projected, not used, or given a value by the query."""
    with pytest.raises(QueryError, match=rf"\?s .*{reason}"):
        bound(text, {"s": A})


def test_a_blank_node_cannot_be_bound(small: Store) -> None:
    """In the text of a query it would be a variable that matches anything."""
    blank = small.rows("SELECT ?b { BIND(BNODE() AS ?b) }")[0]["b"]
    with pytest.raises(QueryError, match=r"\?s cannot be a blank node"):
        bound("SELECT ?s { ?s ?p ?o }", {"s": blank})


@pytest.mark.parametrize(
    "text",
    ["SELECT ?s", "SELECT ?s {", "ASK ?s }", "CONSTRUCT { ?s", "SELECT ?s { { SELECT ?s", "SELECT ?s { BOUND(?s", "{ ?s", "SELECT ?s {} GROUP"],
)
def test_a_broken_query_is_left_for_the_engine_to_refuse(text: str) -> None:
    """It is no error of ours, and stays broken."""
    with pytest.raises(QuerySyntaxError):
        Store().rows(bound(text, {"s": A}))
