"""Enough of the grammar of SPARQL to find the form, the words and the groups of a query among its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from painopiste.store.tokens import Token, tokens_of

FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
OPENING, CLOSING = {"{", "("}, {"}", ")"}


def text_of(tokens: Sequence[Token]) -> str:
    """The text that tokens make up."""
    return "".join(token.text for token in tokens)


def words(text: str) -> list[str]:
    """The bare words of a query, in upper case, in order."""
    return [token.word for token in tokens_of(text) if token.word]


def form_of(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, whichever begins the query proper; nothing if none does."""
    return next((word for word in words(text) if word in FORMS), "")


def following(tokens: Sequence[Token], start: int) -> int:
    """The place of the first token at or after `start` that is no gap; the end if there is none."""
    return next((place for place in range(start, len(tokens)) if not tokens[place].is_gap), len(tokens))


def closing(tokens: Sequence[Token], opening: int) -> int:
    """The place of the bracket that closes the one at `opening`; the end if none does."""
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place].text in OPENING) - (tokens[place].text in CLOSING)
        if depth == 0:
            return place
    return len(tokens)


def leveled(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Tokens with the depth of brackets they stand in."""
    depth = 0
    for token in tokens:
        depth -= token.text in CLOSING
        yield token, depth
        depth += token.text in OPENING
