"""The tokens of a SPARQL text: what it is made of, so that nobody mistakes a word in a string for a keyword.

The guard has a scanner of its own: what it lets pass must be safe with an engine that wants no space between words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is; the order is that in which they are tried."""

    SPACE = "space"
    STRING = "string"
    IRI = "iri"
    COMMENT = "comment"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NAME = "name"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


# A string that is not closed is a token too, and a prefix has an end, so that no text takes more than linear time.
PATTERNS = {
    Kind.SPACE: r"\s+",
    Kind.STRING: (
        r'"""(?:[^"\\]|\\.|"(?!""))*(?:""")?'
        r"|'''(?:[^'\\]|\\.|'(?!''))*(?:''')?"
        r'|"(?:[^"\\\n\r]|\\.)*"?'
        r"|'(?:[^'\\\n\r]|\\.)*'?"
    ),
    Kind.IRI: r'<[^<>"{}|^`\\\x00-\x20]*>',
    Kind.COMMENT: r"#[^\n\r]*",
    Kind.VARIABLE: r"[?$]\w+",
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    Kind.NAME: r"(?:_|[^\W\d_](?:[\w.-]{0,64}[\w-])?)?:(?:[\w:%-]|\.+(?=[\w:%-])|\\[-_~.!$&'()*+,;=/?#@%])*",
    Kind.NUMBER: r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?",
    Kind.WORD: r"[A-Za-z]+",
    Kind.SIGN: r".",
}
TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS.items()), re.DOTALL)


@dataclass(frozen=True)
class Token:
    """A piece of a SPARQL text and its place, in code points."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in upper case, or nothing if this is no bare word."""
        return self.text.upper() if self.kind == Kind.WORD else ""

    @property
    def variable(self) -> str:
        """The name of the variable without its mark, or nothing if this is none."""
        return self.text[1:] if self.kind == Kind.VARIABLE else ""

    @property
    def is_gap(self) -> bool:
        """Whether this only separates what stands around it."""
        return self.kind in (Kind.SPACE, Kind.COMMENT)


def tokens_of(text: str) -> list[Token]:
    """The tokens in order; their texts make the text up again, be it SPARQL or not.

    >>> [token.text for token in tokens_of('?s skos:prefLabel "a # b"@fi . # c') if not token.is_gap]
    ['?s', 'skos:prefLabel', '"a # b"', '@fi', '.']
    """
    return [Token(Kind(match.lastgroup or Kind.SIGN), match[0], match.start()) for match in TOKENS.finditer(text)]
