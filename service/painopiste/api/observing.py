"""Every request counted, every query logged and put into its trace."""

from __future__ import annotations

import time
from functools import lru_cache

from opentelemetry import trace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from painopiste.api.metrics import Metrics
from painopiste.api.query_log import QueryLog, fingerprint

QUERY = "painopiste.query"
"""Where in the scope of a request an endpoint leaves the text of its query."""
ROWS = "painopiste.rows"
"""And where it leaves the number of rows or triples that it sent, if they were counted."""
CLIENT_GONE = 499


@lru_cache(maxsize=1024)
def route_of(path: str) -> str:
    """The kind of address, one of a few.

    >>> route_of("/fi/dossier/ai-act"), route_of("/sparql"), route_of("/api/queries/a/b")
    ('page', 'sparql', 'api')
    """
    first = path.strip("/").split("/")[0].split(".")[0]
    known = {"sparql", "api", "id", "data", "graph", "download", "static", "health", "ready", "metrics", "resolve", "search"}
    if first in known:
        return first
    return {"rdf-graph-store": "graph", "def": "id", "shape": "id"}.get(first, "page")


def client_of(scope: Scope) -> str:
    """Who asks, by address; never empty, for that is the service itself."""
    return scope["client"][0] if scope.get("client") else "unknown"


def outcome_of(status: int, is_whole: bool) -> str:
    """What came of a request, in a word or two.

    >>> outcome_of(200, True), outcome_of(200, False), outcome_of(503, True)
    ('answered', 'broken off', 'failed')
    """
    if not is_whole:
        return "broken off"
    if status in (304, CLIENT_GONE):
        return {304: "not modified"}.get(status, "client left")
    return "answered" if status < 400 else "refused" if status < 500 else "failed"


def trace_query(scope: Scope, status: int, is_whole: bool) -> None:
    """Put the facts of a query beside those of HTTP into the span of its request, if one is recorded."""
    span = trace.get_current_span()
    if not span.is_recording() or not (text := scope.get(QUERY)):
        return
    span.set_attributes({"painopiste.fingerprint": fingerprint(text), "painopiste.outcome": outcome_of(status, is_whole)})
    if (rows := scope.get(ROWS)) is not None:
        span.set_attribute("painopiste.rows", rows)


class Seen:
    """What was sent in answer to one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self.status = CLIENT_GONE
        self.size = 0

    async def send(self, message: Message) -> None:
        """Note what is sent, and send it."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
            if not message.get("more_body"):
                trace_query(self._scope, self.status, is_whole=True)
        await self._send(message)


class Observing:
    """A middleware that looks at every request and changes none."""

    def __init__(self, app: ASGIApp, metrics: Metrics, queries: QueryLog) -> None:
        self._app = app
        self._metrics = metrics
        self._queries = queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen, begun, is_whole = Seen(scope, send), time.perf_counter(), False
        try:
            await self._app(scope, receive, seen.send)
            is_whole = True
        finally:
            self._note(scope, seen, time.perf_counter() - begun, is_whole)

    def _note(self, scope: Scope, seen: Seen, seconds: float, is_whole: bool) -> None:
        self._metrics.observe(route_of(scope["path"]), seen.status, seconds, seen.size)
        if text := scope.get(QUERY):
            trace_query(scope, seen.status, is_whole)
            outcome, client = outcome_of(seen.status, is_whole), client_of(scope)
            self._queries.add(text, seconds, rows=scope.get(ROWS), bytes=seen.size, status=seen.status, outcome=outcome, client=client)
