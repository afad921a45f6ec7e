"""Content negotiation follows RFC 9110."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.api import choose
from painopiste.errors import NotAcceptableError

OFFERED = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.1, text/html;q=0.9", "text/html"),
        ("text/*;q=0.5, application/ld+json;q=0.6", "application/ld+json"),
        ("text/turtle;q=0, */*", "application/ld+json"),
    ],
)
def test_the_best_offer_wins(accept: str, chosen: str) -> None:
    """By quality, then by our order."""
    assert choose(accept, OFFERED) == chosen


def test_nothing_acceptable_lists_what_there_is() -> None:
    """So that the client can ask again."""
    with pytest.raises(NotAcceptableError, match="application/ld\\+json"):
        choose("image/png", OFFERED)


@given(st.text())
def test_any_accept_header_is_answered_or_refused(accept: str) -> None:
    """Never another error."""
    try:
        assert choose(accept, OFFERED) in OFFERED
    except NotAcceptableError:
        assert accept
