"""The door: requests for the endpoint, which are asked most, go past the application's routing; plain ones also past what they do not need."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

CODING, NO_CODING = b"accept-encoding", (b"identity", b"")


@dataclass(frozen=True)
class Front:
    """An ASGI application in front of others: `plain` for plain requests of a path, `full` for its other ones, `app` for all other paths.

    Problems are told as pages of `app`, whoever has them.
    """

    path: str
    plain: ASGIApp
    full: ASGIApp
    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one request on."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        scope["app"] = self.app
        await (self.plain if is_plain(scope) else self.full)(scope, receive, send)


def is_plain(scope: Scope) -> bool:
    """Whether a request has no body, and its answer no coding.

    >>> is_plain({"method": "GET", "headers": [(b"accept", b"text/csv")]}), is_plain({"method": "GET", "headers": [(b"accept-encoding", b"br")]})
    (True, False)
    """
    return scope["method"] == "GET" and all(name != CODING or value in NO_CODING for name, value in scope["headers"])
