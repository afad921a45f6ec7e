"""The door: paths that are asked most are answered before the application, past its routing and its telemetry."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """An ASGI application that hands requests for some paths to applications of their own, and all others on."""

    def __init__(self, own: Mapping[str, ASGIApp], app: ASGIApp) -> None:
        self._own = own
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one request on."""
        app = self._own.get(scope["path"], self._app) if scope["type"] == "http" else self._app
        await app(scope, receive, send)
