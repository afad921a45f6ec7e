"""The tokens of a SPARQL text, without its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is; the order is that in which they are tried."""

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
    Kind.SIGN: r"\S",
}
TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS.items()), re.DOTALL)


@dataclass(frozen=True)
class Token:
    """A piece of a SPARQL text and its place, in code points."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens in order; a text that is not SPARQL has tokens too.

    >>> [token.text for token in tokens('?s skos:prefLabel "a # b"@fi . # c')]
    ['?s', 'skos:prefLabel', '"a # b"', '@fi', '.']
    """
    for match in TOKENS.finditer(text):
        kind = Kind(match.lastgroup or Kind.SIGN)
        if kind != Kind.COMMENT:
            yield Token(kind, match[0], match.start(), match.end())
