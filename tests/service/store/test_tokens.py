"""The tokens of a SPARQL text: what the specification takes for one stays one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.store import Kind, tokens_of

CASES = [
    ("?s a ex:b.", ["?s", "a", "ex:b", "."]),
    ("ex:a.b ex:%41 ex:a\\,b _:c", ["ex:a.b", "ex:%41", "ex:a\\,b", "_:c"]),
    ("FILTER(?a<?b)", ["FILTER", "(", "?a", "<", "?b", ")"]),
    ("1.5e3 .5 1.", ["1.5e3", ".5", "1", "."]),
    ('\'it\\\'s\' """a "b" c"""', ["'it\\'s'", '"""a "b" c"""']),
    ("'x'@en-GB^^xsd:a", ["'x'", "@en-GB", "^", "^", "xsd:a"]),
    ("<http://e/#a> # b\n?c", ["<http://e/#a>", "?c"]),
    ("'open\n?a", ["'open", "?a"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_falls_into_its_tokens(text: str, expected: list[str]) -> None:
    """Names end before a full stop; strings, IRIs and comments are whole."""
    assert [token.text for token in tokens_of(text) if not token.is_gap] == expected


@given(st.text(st.sampled_from("\"'\\<>#?:._-@{}() \nab1é")))
def test_tokens_stand_in_order_where_they_say(text: str) -> None:
    """Each has a kind and begins where the one before it ends; together they are the text."""
    found = tokens_of(text)
    assert all(token.kind in Kind for token in found)
    assert all(first.end == second.start for first, second in pairwise(found))
    assert "".join(token.text for token in found) == text
