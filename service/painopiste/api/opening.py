"""Pages of every origin may read answers (CORS): the headers that say so are the same for all, so that a cache needs one copy."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST")
EXPOSED = ("ETag", "Link")
HEADERS = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", ", ".join(EXPOSED).encode())]


class Opened:
    """A middleware that opens every answer; what a page asks before a request (preflight) is answered by Starlette's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._preflight = CORSMiddleware(app, allow_origins=["*"], allow_methods=METHODS, allow_headers=["*"], expose_headers=EXPOSED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await self._preflight(scope, receive, send)
        else:
            await self._app(scope, receive, opening(send))


def opening(send: Send) -> Send:
    """The way out of an answer on which it gets the headers."""

    async def send_opened(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return send_opened
