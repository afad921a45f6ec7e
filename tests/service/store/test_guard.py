"""The scan for what a query may not ask looks at tokens, not at text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nesting import EXPRESSIONS, forms
from painopiste.errors import ForbiddenQueryError, NestingError
from painopiste.store import refuse_forbidden
from painopiste.store.guard import DEPTH

ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://127.0.0.1/>" }',
    "SELECT * { ?s ?p 'it\\'s SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s <http://e/SERVICE> ?o } # SERVICE\n",
    "PREFIX service: <http://e/> SELECT * { ?service service:load ?LOAD }",
    "SELECT (?a < ?b AS ?service) {}",
    "SELECT * { ?s ?p 'a'@service }",
    "SELECT * { GRAPH service:g { ?s ?p ?o } }",
    "SELECT * { ?s service:p ?o . { ?a ?b ?c } }",
    "SELECT * { ?s ?p e:it\\'s-a-service }",
    "PREFIX service: <http://e/> SELECT * FROM NAMED service:b { GRAPH service:a { ?s ?p ?o } }",
    'SELECT * { ?s ?p "SERVICE" } # \' SERVICE <http://127.0.0.1:9/> { }',
]
FORBIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "select * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://e/> { ?s ?p ?o } } }",
    'SELECT * { ?s ?p "a" SERVICE <http://e/> {} }',
    "PREFIX : <http://e/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE:x#\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://e/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<http://e/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p e:x\\' SERVICE <http://e/> {} ?s ?p 'x' }",
    "SELECT * { ?s ?p e:x\u0301\\' SERVICE <http://e/> {} ?s ?p 'x' }",
    "SELECT * { ?s ?p <http://e/'\\u0041> SERVICE <http://e/'> {} }",
    "SELECT * { FILTER(?a<<http://e/'>) SERVICE <http://e/'> {} }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { service:a { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { ?s ?p trueSERVICEex:a { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { ?s ?p 1SERVICEex:a { ?s ?p ?o } }",
    "LOAD <http://e/>",
    "PREFIX e: <http://e/> INSERT DATA { e:a e:b e:c }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "# SELECT\nDROP ALL",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_a_word_inside_a_string_iri_comment_or_name_does_not_count(text: str) -> None:
    """Only the keyword itself is refused."""
    refuse_forbidden(text)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_federation_and_updates_are_refused(text: str) -> None:
    """Wherever the keyword stands and however it is written."""
    with pytest.raises(ForbiddenQueryError):
        refuse_forbidden(text)


BEFORE = [
    *["", " ", ".", "#'\n", "?s ?p ?o ", "?s ?p ?o.", "?s ?p true", "?s ?p 1 ", "?s ?p 1.", "?s ?p 1.0e5", "{} ", "OPTIONAL{}", "GRAPH :g {} "],
    *["?s ?p 'a'", '?s ?p """a"b""" ', "?s ?p 'a'@en ", "?s ?p '\\'' ", "?s ?p '''\\'''' ", "?s ?p _:b ", "BIND(1 AS ?x)", "?s ?p :%27 "],
    *["?s ?p :a ", "?s ?p :a\\' ", "?s ?p :a\\' . ", "?s ?p :a\u0301\\' . ", "?s ?p <http://e/'> ", "?s ?p <http://e/'\\u0041> "],
    *["FILTER(?a<'b') ", "FILTER(?a<<http://e/'>) ", "FILTER(?a<?b&&?c>?d) ", "FILTER(?a >'b') "],
]
SERVICE = [
    *["SERVICE<http://127.0.0.1:1/>{}", "SERVICE <http://127.0.0.1:1/> {}", "service silent<http://127.0.0.1:1/>{}", "SeRvIcE\t:x #'\n{}"],
    *["SERVICE:x{}", "SERVICE:x #'\n {}"],
]
AFTER = ["", " ?s ?p 'a' ", ' ?s ?p "a" ', " ?s ?p <http://e/'> ", "#'", " ?s ?p '''a''' ", " FILTER('>'>'a') "]


@given(st.lists(st.sampled_from(BEFORE), max_size=4).map("".join), st.sampled_from(SERVICE), st.sampled_from(AFTER))
@example("", "SERVICE:x{}", "")
def test_no_service_gets_past_the_guard(before: str, service: str, after: str) -> None:
    """Whatever stands around it: what is SPARQL for the engine, the guard refuses. The engine calls no service on an empty store."""
    text = f"PREFIX : <http://127.0.0.1:1/> SELECT * {{ ?s ?p ?o . {before}{service}{after}\n}}"
    try:
        ox.Store().query(text)
    except SyntaxError:
        return
    except OSError:
        assert "SERVICE" in service.upper()
    with pytest.raises(ForbiddenQueryError):
        refuse_forbidden(text)


@pytest.mark.parametrize("form", forms(1))
def test_every_form_of_nesting_is_bounded(form: str) -> None:
    """A fifth of the depth is allowed of any form, more than the depth of none."""
    refuse_forbidden(forms(DEPTH // 5)[form])
    with pytest.raises(NestingError) as caught:
        refuse_forbidden(forms(DEPTH + 1)[form])
    assert caught.value.limit == DEPTH


NOISE = ["", " ", "#((((\n", "\n"]
LEAVES = ["1", "'((('", '"""{{{"""', "<http://e/(((>", "?x", ":a\\(\\(", "'!'@en"]


@given(st.lists(st.tuples(st.sampled_from(sorted(EXPRESSIONS)), st.sampled_from(NOISE)), max_size=DEPTH), st.sampled_from(LEAVES))
@example([("negations", "#\n")] * DEPTH, "1")
@example([("negations", "")] * (DEPTH - 2), "1")
@example([("parentheses", "")] * (DEPTH - 1), "'((('")
def test_mixed_nesting_is_bounded_by_its_brackets_and_negations(levels: list[tuple[str, str]], leaf: str) -> None:
    """And by nothing in strings, names, IRIs or comments."""
    wraps = [(EXPRESSIONS[form], noise) for form, noise in levels]
    text = "".join(noise + wrap[0] for wrap, noise in wraps) + leaf + "".join(wrap[1] for wrap, _ in reversed(wraps))
    depth = 2 + sum(wrap[0].count("(") + wrap[0].count("{") + wrap[0].count("!") for wrap, _ in wraps)
    query = f"SELECT * {{ BIND({text} AS ?y) }}"
    if depth > DEPTH:
        with pytest.raises(NestingError):
            refuse_forbidden(query)
    else:
        refuse_forbidden(query)


SHALLOW = [
    "OPTIONAL { ?s ?p ?o } ",
    "{ ?s ?p ?o } UNION ",
    "?a != ?b && ",
    '"',
    "'",
    "\\",
    "-.",
    "<a",
    "!a ",
    "@a-",
    "1",
    "a:b",
    "?",
    "}",
    "service:a ",
]


@pytest.mark.parametrize("part", SHALLOW)
def test_a_long_query_that_is_not_deep_is_scanned_whole(part: str) -> None:
    """Tens of thousands of anything side by side, in a time that grows with the length: its square would take hours."""
    refuse_forbidden(f"SELECT * {{ {part * 50_000}")
    with pytest.raises(ForbiddenQueryError):
        refuse_forbidden(f"SELECT * {{ {part * 50_000}\n SERVICE <http://e/> {{}}")
