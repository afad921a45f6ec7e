"""What a query may not ask for, found by scanning its tokens before it is run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from painopiste.errors import ForbiddenQueryError
from painopiste.store.tokens import Kind, Token, tokens

UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "ADJUST"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
# The engine needs no space behind a keyword or a boolean: to it, SERVICEex:a { } and trueSERVICE:a { } are federation.
GLUED = re.compile(r"(?:true|false)?service", re.IGNORECASE)
BEFORE_A_GRAPH_NAME = {"GRAPH", "FROM", "NAMED"}


def words(found: Iterable[Token]) -> list[str]:
    """The bare words among tokens, in upper case, in order."""
    return [token.text.upper() for token in found if token.kind == Kind.WORD]


def is_federated(found: list[Token]) -> bool:
    """Whether SERVICE stands among the tokens, be it glued to other words or to the name of the endpoint."""
    return any("SERVICE" in word for word in words(found)) or any(
        name.kind == Kind.NAME and GLUED.match(name.text) and after.text == "{" and before.text.upper() not in BEFORE_A_GRAPH_NAME
        for before, name, after in zip(found, found[1:], found[2:], strict=False)
    )


def refuse_forbidden(text: str) -> None:
    """Raise ForbiddenQueryError for an update or for federation by SERVICE."""
    found = list(tokens(text))
    if is_federated(found):
        raise ForbiddenQueryError("SERVICE is not allowed here: this endpoint asks no other endpoint. Ask both and join the answers on your side.")
    form = next((word for word in words(found) if word in FORMS | UPDATES), None)
    if form in UPDATES:
        raise ForbiddenQueryError(f"{form} is an update, and this endpoint is read-only. Send a SELECT, ASK, CONSTRUCT or DESCRIBE query.")
