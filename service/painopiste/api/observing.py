"""Every request counted and logged; slow queries with their text."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import structlog
from opentelemetry import trace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from painopiste.api.metrics import Metrics

log = structlog.get_logger()
QUERY = "painopiste.query"
"""Where in the scope of a request an endpoint leaves the text of its query."""
ROWS = "painopiste.rows"
"""And where it leaves the number of rows or triples that it sent, if they were counted."""
LONGEST_TOLD = 2000
CLIENT_GONE = 499


def fingerprint(text: str) -> str:
    """A short name of a query by which its runs can be found in a log; white space does not matter.

    >>> fingerprint("ASK { }") == fingerprint("ASK  {\\n}")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


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


def trace_query(scope: Scope, outcome: str) -> None:
    """Put the facts of a query beside those of HTTP into the span of its request, if one is recorded."""
    span, text = trace.get_current_span(), scope.get(QUERY)
    if text and span.is_recording():
        span.set_attributes({"painopiste.fingerprint": fingerprint(text), "painopiste.outcome": outcome})
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
                trace_query(self._scope, outcome_of(self.status, is_whole=True))
        await self._send(message)


class Observing:
    """A middleware that looks at every request and changes none."""

    def __init__(self, app: ASGIApp, metrics: Metrics, slow_seconds: float) -> None:
        self._app = app
        self._metrics = metrics
        self._slow = slow_seconds

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
            self._note(scope, seen, time.perf_counter() - begun, outcome_of(seen.status, is_whole))

    def _note(self, scope: Scope, seen: Seen, seconds: float, outcome: str) -> None:
        route = route_of(scope["path"])
        self._metrics.observe(route, seen.status, seconds, seen.size)
        if text := scope.get(QUERY):
            facts: dict[str, Any] = {"fingerprint": fingerprint(text), "seconds": round(seconds, 4), "rows": scope.get(ROWS), "bytes": seen.size}
            facts |= {"status": seen.status, "outcome": outcome, "client": (scope.get("client") or ("unknown",))[0]}
            trace_query(scope, outcome)
            if seconds >= self._slow:
                log.warning("slow query", **facts, query=text[:LONGEST_TOLD])
            else:
                log.info("query", **facts)
