"""The body of an answer, read by code that waits: small ones at once, long ones in a thread that the event loop feeds."""

from __future__ import annotations

import concurrent.futures
import io
from collections.abc import AsyncIterator, Callable

import anyio
import anyio.from_thread
import anyio.lowlevel
import anyio.to_thread

from painopiste.remote.answer import Emit
from painopiste.store.transcoding import Source, Write

AT_ONCE = 65_536
Transcode = Callable[[Source, Write], None]


class FedSource:
    """A file to be read in a thread, whose bytes the event loop fetches."""

    def __init__(self, begun: bytes, parts: AsyncIterator[bytes]) -> None:
        self._buffer = io.BytesIO(begun)
        self._parts = parts

    async def _next(self) -> bytes:
        return await anext(self._parts, b"")

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        found = self._buffer.read(size)
        if not found:
            self._buffer = io.BytesIO(anyio.from_thread.run(self._next))
            found = self._buffer.read(size)
        return found


class FedTarget:
    """What a thread writes, handed to the event loop in parts of some size."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Take bytes; wait if the reader is slow."""
        self._waiting += data
        if len(self._waiting) >= AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Hand over what is left."""
        part, self._waiting = bytes(self._waiting), bytearray()
        anyio.from_thread.run(self._emit, part)


async def begin(parts: AsyncIterator[bytes]) -> tuple[bytes, bool]:
    """The first AT_ONCE bytes or a little more, and whether that is all."""
    begun = bytearray()
    async for part in parts:
        begun += part
        if len(begun) > AT_ONCE:
            return bytes(begun), False
    return bytes(begun), True


async def transcoded(parts: AsyncIterator[bytes], transcode: Transcode, emit: Emit, threads: anyio.CapacityLimiter) -> bytes:
    """Write a body again; what is returned has still to be emitted, so that the last word on the answer can be spoken before."""
    begun, is_whole = await begin(parts)
    if is_whole:
        written = bytearray()
        transcode(io.BytesIO(begun), written.extend)
        return bytes(written)
    await in_thread(FedSource(begun, parts), FedTarget(emit), transcode, threads)
    return b""


async def in_thread(source: FedSource, target: FedTarget, transcode: Transcode, threads: anyio.CapacityLimiter) -> None:
    """Write a body again in a thread."""

    def work() -> None:
        transcode(source, target.write)
        target.finish()

    try:
        await anyio.to_thread.run_sync(work, limiter=threads)
    except concurrent.futures.CancelledError:
        await anyio.lowlevel.checkpoint()  # raises what cancelled the thread
        raise
