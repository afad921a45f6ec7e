"""A store in this process as a backend: for commands and tests, where nobody else waits and every query is trusted."""

from __future__ import annotations

from collections.abc import AsyncIterator

from painopiste.store.asking import Limits, Question
from painopiste.store.running import run
from painopiste.store.store import Store


class Collected:
    """An answer that is whole before it is read."""

    def __init__(self) -> None:
        self.media_type = ""
        self.rows: int | None = None
        self._parts: list[bytes] = []

    def head(self, media_type: str) -> None:
        """The answer has begun and is of this media type."""
        self.media_type = media_type

    def write(self, chunk: bytes) -> None:
        """The next part."""
        self._parts.append(chunk)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """All parts."""
        for part in self._parts:
            yield part

    async def aclose(self) -> None:
        """Nothing is left to be freed."""


class LocalBackend:
    """Answers from a store in this process, without deadline; whoever asks waits."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def ask(self, question: Question, limits: Limits, client: str = "") -> Collected:  # noqa: ARG002 -- nobody else waits here
        """The whole answer; limits of rows and bytes hold."""
        answer = Collected()
        answer.rows = run(self._store, question, limits, answer)
        return answer

    async def close(self) -> None:
        """The store is the caller's."""
