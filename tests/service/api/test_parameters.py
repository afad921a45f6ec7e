"""Parameters as percent-encoded UTF-8."""

from __future__ import annotations

import re
from contextlib import nullcontext
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.api.parameters import MOST, pairs_of
from painopiste.errors import RequestError

ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
TEXTS = st.text(st.characters(codec="utf-8"))
PIECES = st.sampled_from(["%", "%4", "%41", "%e4", "%C3%A4", "%zz", "=", "&", "+", "_", "a", " ", "\n", "\r", "\t", "%0A", "==", "=3D", "ä", "\0"])


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_what_was_encoded_is_read(pairs: list[tuple[str, str]]) -> None:
    """In either way of writing spaces."""
    assert pairs_of(urlencode(pairs, quote_via=quote_plus)) == pairs
    assert pairs_of(urlencode(pairs, quote_via=quote, safe="").encode()) == pairs


@given(st.lists(PIECES).map("".join))
def test_anything_is_read_as_the_standard_library_does_or_refused(raw: str) -> None:
    """Refused is what the standard library would leave as it is, or is no UTF-8."""
    try:
        told = parse_qsl(raw, keep_blank_values=True, errors="strict")
        is_whole = raw.count("%") == len(ESCAPE.findall(raw))
    except UnicodeDecodeError:
        told, is_whole = [], False
    with nullcontext() if is_whole else pytest.raises(RequestError, match="percent-encoded UTF-8"):
        assert pairs_of(raw) == told


@pytest.mark.parametrize("raw", ["q=%", "q=%4", "q=%zz", "q=%%41", "%=1", "q=%\n", "q=%\r\nx", "q=%E4", "q=a%C3", "q=%=", "q=%3=3"])
def test_broken_escapes_are_refused(raw: str) -> None:
    """Wherever they stand."""
    with pytest.raises(RequestError):
        pairs_of(raw)


def test_too_many_parameters_are_refused() -> None:
    """One more than may be."""
    assert len(pairs_of("&".join(["a=1"] * MOST))) == MOST
    with pytest.raises(RequestError, match=str(MOST)):
        pairs_of("&".join(["a=1"] * (MOST + 1)))
