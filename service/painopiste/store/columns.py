"""The columns of SELECT *: the engine gives them by the alphabet, people want them as they wrote them."""

from __future__ import annotations

import re

import pyoxigraph as ox

from painopiste.store.syntax import following, text_of
from painopiste.store.tokens import Token, tokens_of

STARRED = re.compile(r"\bSELECT(?:\s++|#[^\n\r]*+|DISTINCT|REDUCED)*+\*", re.IGNORECASE)
NOTHING = ox.Store()
"""An empty store tells the columns of any query and has no work with it."""


def with_columns(text: str) -> str:
    """A query for SELECT * with the names of its columns, in the order in which they first stand; any other stays as it is."""
    if "*" not in text or not STARRED.search(text):
        return text
    tokens = tokens_of(text)
    star = star_of(tokens)
    return text if star is None else text_of(tokens[:star]) + (columns(text, tokens) or "*") + text_of(tokens[star + 1 :])


def star_of(tokens: list[Token]) -> int | None:
    """The place of the star right behind the first SELECT."""
    select = next((place for place, token in enumerate(tokens) if token.word == "SELECT"), len(tokens))
    place = following(tokens, select + 1)
    if place < len(tokens) and tokens[place].word in ("DISTINCT", "REDUCED"):
        place = following(tokens, place + 1)
    return place if place < len(tokens) and tokens[place].text == "*" and is_outermost(tokens[:select]) else None


def is_outermost(tokens: list[Token]) -> bool:
    """Whether no group has begun, as in an ASK or CONSTRUCT query with a subquery."""
    return not any(token.text == "{" for token in tokens)


def columns(text: str, tokens: list[Token]) -> str:
    """The columns that the engine finds, in the order of the text; nothing if there is none or the query cannot be run."""
    try:
        found = NOTHING.query(text)
    except (SyntaxError, ValueError, RuntimeError):
        return ""
    known = {variable.value for variable in found.variables} if isinstance(found, ox.QuerySolutions) else set()
    return "".join(f" ?{name} " for name in dict.fromkeys(token.variable for token in tokens) if name in known)
