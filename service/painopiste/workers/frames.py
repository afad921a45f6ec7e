"""What passes between the pool and a worker: a letter for the kind, the length, the content."""

from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Self

from painopiste.store import Dataset, Limits, Question

HEADER = struct.Struct("<cI")
GREETING, QUESTION = b"G", b"Q"
HEAD, PART, END, FAULT = b"H", b"P", b"E", b"X"
ENDING = struct.Struct("<QQ")
"""After an answer: its rows, and the bytes of memory that the worker has taken so far. Before an error: no rows, and the same."""
SECONDS = struct.Struct("<d")
"""Before a question: the seconds that are left."""


@dataclass(frozen=True)
class Greeting:
    """What a worker tells when it is ready: its private bytes by then, and why the kernel does not confine it, if so."""

    private: int
    refused: str | None

    def framed(self) -> bytes:
        """As a frame."""
        return framed(GREETING, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, content: bytes) -> Self:
        """From the content of its frame."""
        return cls(**json.loads(content))


def packed(question: Question, limits: Limits) -> bytes:
    """What a worker must know to answer a question: simple values, since whole objects take three times as long."""
    dataset, bindings, prefixes = question.dataset, dict(question.bindings), dict(question.prefixes)
    values = question.text, dataset.default_graphs, dataset.named_graphs, bindings, question.graph_type, question.result_type, prefixes
    return pickle.dumps((*values, limits.rows, limits.bytes), pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes | memoryview, seconds: float) -> tuple[Question, Limits]:
    """The same in the worker, with the seconds that are left."""
    text, default, named, bindings, graph_type, result_type, prefixes, rows, size = pickle.loads(content)
    return Question(text, Dataset(default, named), bindings, graph_type, result_type, prefixes), Limits(seconds, rows, size)


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
