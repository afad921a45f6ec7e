"""A request read to its end before it is refused, since a client that is still sending would see a broken connection instead of the answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")
MOST, SECONDS = 64 * 1024 * 1024, 10.0
"""Bytes that are thrown away at most, and how long that may take."""


class Body:
    """The body of a request on its way to the application."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self._is_over = False

    async def receive(self) -> Message:
        """The next message."""
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self._is_over = not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Throw away what has not been read."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                while not self._is_over and self._size < MOST:
                    await self.receive()


class Drained:
    """A middleware that answers a request only once its body has been read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http" or scope["method"] in WITHOUT_BODY or not has_body(scope):
            await self._app(scope, receive, send)
            return
        body = Body(receive)

        async def send_after_body(message: Message) -> None:
            if message["type"] == "http.response.start":
                await body.drain()
            await send(message)

        await self._app(scope, body.receive, send_after_body)


def has_body(scope: Scope) -> bool:
    """Whether a body is on its way; who waits for a word before sending it (100-continue) has not begun."""
    names = dict(scope["headers"])
    return b"expect" not in names and (b"transfer-encoding" in names or names.get(b"content-length", b"0") != b"0")
