"""The elements of a group of a query, by its tokens: which are patterns, and which are clauses with a keyword of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from painopiste.store.syntax import OPENING, closing, following, text_of
from painopiste.store.tokens import Token

TRIPLES, GROUP = "triples", "group"
CLAUSES = {"OPTIONAL", "MINUS", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES", "LATERAL"}
BRACED = CLAUSES - {"FILTER", "BIND"}


@dataclass(frozen=True)
class Element:
    """One element of a group: its keyword, or TRIPLES or GROUP, and the places of its first token and of the one behind its last."""

    kind: str
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The text of the element."""
        return text_of(self.tokens)

    @property
    def variables(self) -> set[str]:
        """The names of all variables in it."""
        return {token.variable for token in self.tokens if token.variable}


def where_of(tokens: Sequence[Token], form: str, begin: int = 0) -> int:
    """The place of the brace that opens the WHERE group of a query whose form stands at `begin`; the end if there is none."""
    places = [place for place in range(begin, len(tokens)) if tokens[place].text == "{"]
    if form == "CONSTRUCT" and places and following(tokens, begin + 1) == places[0]:
        places = [place for place in places if place > closing(tokens, places[0])]
    return places[0] if places else len(tokens)


def elements_of(tokens: Sequence[Token], opening: int) -> Iterator[Element]:
    """The elements of the group that opens at some place, without the gaps and full stops between them."""
    place, end = opening + 1, closing(tokens, opening)
    while place < end:
        kind, after = element_at(tokens, place, end)
        if kind != TRIPLES or any(not token.is_gap and token.text != "." for token in tokens[place:after]):
            yield Element(kind, place, after, tuple(tokens[place:after]))
        place = after


def element_at(tokens: Sequence[Token], place: int, end: int) -> tuple[str, int]:
    """The kind of the element that begins at some place, and the place behind it."""
    token = tokens[place]
    if token.word in CLAUSES:
        brackets = {"{"} if token.word in BRACED else OPENING
        bracket = next((each for each in range(place, end) if tokens[each].text in brackets), end)
        return token.word, min(end, closing(tokens, bracket) + 1)
    if token.text == "{":
        return GROUP, min(end, behind_group(tokens, place, end))
    while place < end and not begins_element(tokens[place]):
        place = closing(tokens, place) + 1 if tokens[place].text == "(" else place + 1
    return TRIPLES, min(end, place)


def begins_element(token: Token) -> bool:
    """Whether a token ends a block of triples because something else begins."""
    return token.text == "{" or token.word in CLAUSES


def behind_group(tokens: Sequence[Token], place: int, end: int) -> int:
    """The place behind a group and whatever it is in UNION with."""
    after = closing(tokens, place) + 1
    union = following(tokens, after)
    if union < end and tokens[union].word == "UNION":
        return behind_group(tokens, following(tokens, union + 1), end)
    return after
