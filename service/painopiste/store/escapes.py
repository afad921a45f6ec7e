r"""Escapes of code points (SPARQL 1.1 §19.2), which stand for their characters before a query is parsed.

The engine reads them in strings and IRIs; elsewhere, as in the name of a variable, they are replaced here.
"""

from __future__ import annotations

import re

from painopiste.store.tokens import PATTERNS, Kind

KEPT = "|".join(PATTERNS[kind] for kind in (Kind.STRING, Kind.IRI, Kind.COMMENT))
ESCAPES = re.compile(rf"{KEPT}|\\u([0-9A-Fa-f]{{4}})|\\U([0-9A-Fa-f]{{8}})", re.DOTALL)


def without_escapes(text: str) -> str:
    r"""The query with the characters that its escapes stand for; those in strings, IRIs and comments stay.

    >>> without_escapes(r'SELECT ?\u0061 { ?\u0061 ?p "\u0061" } # \u0061')
    'SELECT ?a { ?a ?p "\\u0061" } # \\u0061'
    """
    return ESCAPES.sub(character, text) if "\\" in text else text


def character(match: re.Match[str]) -> str:
    """The character of an escape; what is none, or names no character, stays."""
    code = int(match[1] or match[2] or "-1", 16)
    is_character = 0 <= code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if is_character else match[0]
