"""A server that sends just the bytes it is told to, as engines do when something goes wrong in them or between."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Heard:
    """What came in: the heads and bodies of requests, in order."""

    requests: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def sending(response: bytes, hold: bool = False, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[str, Heard]]:
    """The address of a server that answers each connection with some bytes, and then closes it or holds it open in silence."""
    heard, released = Heard(), asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.requests.append(await request(reader))
        writer.write(response)
        await writer.drain()
        if hold:
            await released.wait()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}/sparql", heard
    finally:
        released.set()
        server.close()
        await server.wait_closed()


async def request(reader: asyncio.StreamReader) -> bytes:
    """One HTTP request with its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-length:")]
    return head + await reader.readexactly(lengths[0] if lengths else 0)
