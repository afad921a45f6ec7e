"""Content negotiation as one pure function."""

from __future__ import annotations

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from painopiste.errors import NotAcceptableError


def choose(accept: str, offered: tuple[str, ...]) -> str:
    """The offered media type that an Accept header prefers; the first one if the client takes anything (RFC 9110 §12.5.1).

    >>> choose("text/turtle;q=0.5, application/ld+json", ("text/turtle", "application/ld+json"))
    'application/ld+json'
    """
    if not accept.strip():
        return offered[0]
    found = parse_accept_header(accept, MIMEAccept).best_match(offered)
    if found is None:
        raise NotAcceptableError(offered)
    return found
