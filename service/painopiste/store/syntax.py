"""The tokens of a SPARQL query: enough of its grammar to find words, variables and groups without mistaking a string for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOKENS = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)'
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>[\w.-]*:(?:[\w.%:-]|\\[_~.\-!$&'()*+,;=/?#@%])*)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
GAPS = {"space", "comment"}
OPENING, CLOSING = {"{", "("}, {"}", ")"}


@dataclass(frozen=True)
class Token:
    """A piece of a query: its kind, a group name of TOKENS, and its text."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword in upper case, or nothing if this is no bare word."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of the variable without its mark, or nothing if this is none."""
        return self.text[1:] if self.kind == "variable" else ""

    @property
    def is_gap(self) -> bool:
        """Whether this only separates what stands around it."""
        return self.kind in GAPS


def tokens_of(text: str) -> list[Token]:
    """The tokens of a query; their texts make it up again.

    >>> [token.text for token in tokens_of('ASK{?s:p "}"}') if not token.is_gap]
    ['ASK', '{', '?s', ':p', '"}"', '}']
    """
    return [Token(match.lastgroup or "mark", match[0]) for match in TOKENS.finditer(text)]


def text_of(tokens: Sequence[Token]) -> str:
    """The text that tokens make up."""
    return "".join(token.text for token in tokens)


def words(text: str) -> list[str]:
    """The bare words of a query, in upper case, in order."""
    return [match[0].upper() for match in TOKENS.finditer(text) if match.lastgroup == "word"]


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
