"""A memory of bounded size: what was used longest ago makes room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

OVERHEAD = 512
"""Bytes that a kept answer takes beside its content, roughly: its key is short whatever was asked."""


@dataclass(frozen=True)
class Whole:
    """A complete answer with its strong entity tag, no tag if it may not be the same next time; and its rows or triples, if they were counted."""

    content: bytes
    media_type: str
    tag: str = ""
    rows: int | None = None


class Memory:
    """Whole answers by key, together no larger than so many bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, Whole] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Whole | None:
        """A kept answer, which is thereby the last to make room."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: Whole) -> None:
        """Keep an answer, unless it is too large for all of the room."""
        size = len(answer.content) + OVERHEAD
        if size > self._capacity:
            return
        self._drop(key)
        self._kept[key], self._sizes[key] = answer, size
        self.size += size
        while self.size > self._capacity:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._sizes.clear()
        self.size = 0

    def _drop(self, key: Hashable) -> None:
        if self._kept.pop(key, None) is not None:
            self.size -= self._sizes.pop(key)
