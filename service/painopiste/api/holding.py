"""An answer that begins with its first bytes: what fails before them is told as a problem, though a compressor had the first parts already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from painopiste.errors import HouseError

Teller = Callable[[Request, HouseError], Awaitable[Response]]


class Beginning:
    """The way out of one answer, on which its head waits for the first bytes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None
        self.has_begun = False

    async def send(self, message: Message) -> None:
        """Keep the head, send it with the first bytes or the end."""
        if message["type"] == "http.response.start":
            self._head = message
            return
        if self._head and (message.get("body") or not message.get("more_body")):
            head, self._head, self.has_begun = self._head, None, True
            await self._send(head)
        if self.has_begun:
            await self._send(message)


class Held:
    """A middleware around one that keeps bytes back."""

    def __init__(self, app: ASGIApp, teller: Teller) -> None:
        self._app = app
        self._teller = teller

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an error of ours is an answer as long as no other one has begun."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        beginning = Beginning(send)
        try:
            await self._app(scope, receive, beginning.send)
        except Exception as error:
            cause = error.__cause__
            if beginning.has_begun or not isinstance(cause, HouseError):
                raise
            response = await self._teller(Request(scope), cause)
            await response(scope, receive, send)
