"""What a query may not ask for, found by scanning its tokens before it is run."""

from __future__ import annotations

import re

from painopiste.errors import ForbiddenQueryError

# Strings, IRIs and comments are passed over, so that a word inside them does not count.
TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*"
    r"|[?$][\w]+"
    r"|[\w.-]*:[\w.%-]*"
    r"|(?P<word>[A-Za-z]+)",
    re.DOTALL,
)
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "ADJUST"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def words(text: str) -> list[str]:
    """The bare words of a query, in upper case, in order."""
    return [match["word"].upper() for match in TOKENS.finditer(text) if match["word"]]


def refuse_forbidden(text: str) -> None:
    """Raise ForbiddenQueryError for an update or for federation by SERVICE."""
    found = words(text)
    if "SERVICE" in found:
        raise ForbiddenQueryError("SERVICE is not allowed here: this endpoint asks no other endpoint. Ask both and join the answers on your side.")
    form = next((word for word in found if word in FORMS | UPDATES), None)
    if form in UPDATES:
        raise ForbiddenQueryError(f"{form} is an update, and this endpoint is read-only. Send a SELECT, ASK, CONSTRUCT or DESCRIBE query.")
