"""An answer of another endpoint under way: fetched by a task of its own, handed over part by part, and given up at its deadline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import anyio
import httpx2

from painopiste.errors import BackendUnavailableError, QueryTimeoutError
from painopiste.remote.problems import unreachable
from painopiste.store.asking import Limits

Emit = Callable[[bytes], Coroutine[Any, Any, None]]
PARTS_AHEAD = 4


class RemoteAnswer:
    """The parts of an answer; at most PARTS_AHEAD of them wait for a slow reader."""

    def __init__(self, media_type: str, limits: Limits, produce: Callable[[Emit], Coroutine[Any, Any, None]]) -> None:
        self.media_type = media_type
        self.rows: int | None = None
        self._seconds = limits.seconds
        self._produce = produce
        self._error: Exception | None = None
        self._first = b""
        self._scope = anyio.CancelScope()
        self._in, self._out = anyio.create_memory_object_stream[bytes](PARTS_AHEAD)
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        with self._in, self._scope:
            try:
                with anyio.fail_after(self._seconds):
                    await self._produce(self._in.send)
            except TimeoutError:
                self._error = QueryTimeoutError(f"The query took longer than {self._seconds:g} s. Ask for less, or narrow a pattern.", self._seconds)
            except httpx2.HTTPError as error:
                self._error = unreachable(error)
            except Exception as error:
                self._error = error

    async def begun(self) -> RemoteAnswer:
        """The same once its first part is there; whatever went wrong before that is raised."""
        try:
            self._first = await self._out.receive()
        except anyio.EndOfStream:
            if self._error:
                await self.aclose()
            self._raise()
        except BaseException:
            await self.aclose()
            raise
        return self

    def _raise(self) -> None:
        if self._error:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The parts; a HouseError if the answer could not be completed."""
        with self._out:
            if self._first:
                yield self._first
            while part := await self._next():
                yield part
        self._raise()

    async def _next(self) -> bytes:
        try:
            return await self._out.receive()
        except anyio.EndOfStream:
            return b""
        except anyio.ClosedResourceError as error:
            raise BackendUnavailableError("The answer was given up before it was complete.") from error

    async def aclose(self) -> None:
        """Give the answer up; the connection to the engine is closed."""
        self._scope.cancel()
        self._out.close()
        with anyio.CancelScope(shield=True):
            await self._task
