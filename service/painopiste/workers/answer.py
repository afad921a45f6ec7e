"""An answer under way, on the side of who asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from painopiste.errors import HouseError, QueryError


class Answer:
    """The parts of one answer that have come and have not been read. Iterating raises a HouseError if it cannot be completed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, buffer: int) -> None:
        self.begun: asyncio.Future[None] = loop.create_future()
        """Done when the first part is there or the whole is known to be empty; has the error if it came to that before."""
        self.media_type = ""
        self.rows: int | None = None
        """Rows or triples, once it is complete."""
        self.is_over = False
        self.is_held_back = False
        """Whether no part is handed out before all have come."""
        self.on_room: Callable[[], None] | None = None
        """Called when a reader has made room again after `is_full`."""
        self.on_leave: Callable[[], None] | None = None
        """Called when the reader goes before the end."""
        self._loop = loop
        self._buffer = buffer
        self._parts: deque[bytes] = deque()
        self._held = 0
        self._error: HouseError | None = None
        self._news: asyncio.Future[None] | None = None

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be read that no more should come."""
        return self._held >= self._buffer

    @property
    def is_flowing(self) -> bool:
        """Whether a part of it has been handed out or may have been, so that it cannot be begun again."""
        return self.begun.done()

    def add(self, part: bytes) -> None:
        """Take the next part."""
        self._parts.append(part)
        self._held += len(part)
        self._tell()

    def complete(self, rows: int) -> None:
        """All parts have come; they hold so many rows or triples."""
        self.is_over, self.rows, self.is_held_back = True, rows, False
        self._tell()

    def hold_back(self) -> None:
        """Hand nothing out before all has come, and drop what has: it is computed anew. Only before anything was handed out."""
        self._parts.clear()
        self._held, self.is_held_back = 0, True

    def hand_out(self) -> None:
        """Hand out what has come and what comes."""
        self.is_held_back = False
        if self._parts:
            self._tell()

    def fail(self, error: HouseError) -> None:
        """No more parts will come, though some are missing."""
        if self.is_over:
            return
        self.is_over, self._error, self.is_held_back = True, error, False
        if not self.begun.done():
            self.begun.set_exception(error)
        self._tell()

    def _tell(self) -> None:
        if self.is_held_back:
            return
        if not self.begun.done():
            self.begun.set_result(None)
        if self._news and not self._news.done():
            self._news.set_result(None)

    def __aiter__(self) -> Answer:
        return self

    async def __anext__(self) -> bytes:
        """The next part; one reader at a time."""
        while not self._parts and not self.is_over:
            await self._wait()
        if self._parts:
            return self._taken()
        if self._error:
            raise self._error
        raise StopAsyncIteration

    async def _wait(self) -> None:
        self._news = self._loop.create_future()
        try:
            await self._news
        except asyncio.CancelledError:
            self.leave()
            raise

    def _taken(self) -> bytes:
        was_full = self.is_full
        part = self._parts.popleft()
        self._held -= len(part)
        if was_full and not self.is_full and self.on_room:
            self.on_room()
        return part

    async def aclose(self) -> None:
        """Give the answer up, or say that it has been read; whatever computes it is freed."""
        self.leave()

    def leave(self) -> None:
        """The same at once."""
        self._parts.clear()
        if not self.is_over and self.on_leave:
            self.on_leave()
        self.fail(QueryError("The answer was given up by its reader."))
