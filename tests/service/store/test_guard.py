"""The scan for what a query may not ask looks at tokens, not at text."""

from __future__ import annotations

import pytest

from painopiste.errors import ForbiddenQueryError
from painopiste.store import refuse_forbidden

ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://127.0.0.1/>" }',
    "SELECT * { ?s ?p 'it\\'s SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s <http://e/SERVICE> ?o } # SERVICE\n",
    "PREFIX service: <http://e/> SELECT * { ?service service:load ?LOAD }",
    "SELECT (?a < ?b AS ?service) {}",
    "PREFIX service: <http://e/> SELECT * FROM NAMED service:b { GRAPH service:a { ?s ?p ?o } }",
    'SELECT * { ?s ?p "SERVICE" } # \' SERVICE <http://127.0.0.1:9/> { }',
]
FORBIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "select * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://e/> { ?s ?p ?o } } }",
    'SELECT * { ?s ?p "a" SERVICE <http://e/> {} }',
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { service:a { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { ?s ?p trueSERVICEex:a { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
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
