"""What passes between the pool and a worker: a letter for the kind, the length, the content."""

from __future__ import annotations

import struct
from collections.abc import Iterator

HEADER = struct.Struct("<cI")
GREETING, QUESTION = b"G", b"Q"
HEAD, PART, END, FAULT = b"H", b"P", b"E", b"X"
ENDING = struct.Struct("<QQ")
"""After an answer: its rows, and the bytes of memory that the worker has taken so far. Before an error: no rows, and the same."""
SECONDS = struct.Struct("<d")
"""Before a question: the seconds that are left."""


def framed(kind: bytes, content: bytes) -> bytes:
    """A frame."""
    return HEADER.pack(kind, len(content)) + content


class Frames:
    """Puts frames together from bytes however they are cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are complete with these bytes."""
        data, place = self._rest + data, 0
        while len(data) - place >= HEADER.size:
            kind, length = HEADER.unpack_from(data, place)
            if len(data) - place - HEADER.size < length:
                break
            yield kind, data[place + HEADER.size : place + HEADER.size + length]
            place += HEADER.size + length
        self._rest = data[place:]
