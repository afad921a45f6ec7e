"""What some engines write differently from the specifications, mended before it is read."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping

SERVER, VIRTUOSO, OWN_HEADERS = "server", "Virtuoso", "x-sparql-"
BOOLEAN = rb"http://www.w3.org/2001/XMLSchema#boolean"
# Unescaped quotes stand around values only, so that nothing inside a value looks like one of these.
NUMBERED = re.compile(rb'(?P<before>"datatype": "%s", "value": ")(?P<value>[01])"|"(?P<lexical>[01])"(?P<after>\^\^<%s>)' % (BOOLEAN, BOOLEAN))
WORDS = {b"0": b"false", b"1": b"true"}
BLANK, LABEL = b'"type": "bnode", "value": "nodeID://', b'"type": "bnode", "value": "'


def is_virtuoso(headers: Mapping[str, str]) -> bool:
    """Whether an answer comes from Virtuoso, also through a proxy that puts its own name on it."""
    return headers.get(SERVER, "").startswith(VIRTUOSO) or any(name.lower().startswith(OWN_HEADERS) for name in headers)


async def mended(parts: AsyncIterator[bytes], headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    """The parts of a body; those of Virtuoso are cut anew at the ends of lines, since each of its lines holds one row or triple.

    No part is empty, for an empty one is the end to whoever reads.
    """
    if not is_virtuoso(headers):
        async for part in parts:
            yield part
        return
    rest = b""
    async for part in parts:
        lines, end, rest = (rest + part).rpartition(b"\n")
        if end:
            yield mended_lines(lines) + end
    if rest:
        yield mended_lines(rest)


def mended_lines(lines: bytes) -> bytes:
    """Booleans as words, where Virtuoso keeps 0 and 1, and blank nodes by labels, where it gives them addresses."""
    return NUMBERED.sub(as_word, lines).replace(BLANK, LABEL)


def as_word(match: re.Match[bytes]) -> bytes:
    """A boolean of JSON or N-Triples as true or false."""
    if match["value"]:
        return match["before"] + WORDS[match["value"]] + b'"'
    return b'"' + WORDS[match["lexical"]] + b'"' + match["after"]
