"""The log of queries: each with what came of it, slow ones with their text."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

log = structlog.get_logger()
LONGEST_TOLD = 2000
PAUSE, MOST = 0.1, 500
"""Seconds for which entries wait to be written together, and how many at most."""


def fingerprint(text: str) -> str:
    """A short name of a query by which its runs can be found in a log; white space does not matter.

    >>> fingerprint("ASK { }") == fingerprint("ASK  {\\n}")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


@dataclass(slots=True)
class Entry:
    """What came of one query, and when it was known in seconds since 1970; the text of a slow one only."""

    fingerprint: str
    seconds: float
    rows: int | None
    bytes: int
    status: int
    outcome: str
    client: str
    query: str = ""
    at: float = field(default_factory=time.time)

    def write(self) -> None:
        """Log it: a slow query as a warning."""
        facts = {name: getattr(self, name) for name in ("fingerprint", "seconds", "rows", "bytes", "status", "outcome", "client")}
        facts["timestamp"] = datetime.fromtimestamp(self.at, UTC).isoformat().replace("+00:00", "Z")
        if self.query:
            log.warning("slow query", **facts, query=self.query)
        else:
            log.info("query", **facts)


class QueryLog:
    """Writes entries a little later and many at a time: one by one that takes as much of the processor as the rest of a small answer."""

    def __init__(self, slow_seconds: float) -> None:
        self._slow = slow_seconds
        self._waiting: list[Entry] = []
        self._timer: asyncio.TimerHandle | None = None

    def add(self, text: str, seconds: float, rows: int | None, size: int, status: int, outcome: str, client: str) -> None:
        """Take down what came of a query."""
        told = text[:LONGEST_TOLD] if seconds >= self._slow else ""
        self._waiting.append(Entry(fingerprint(text), round(seconds, 4), rows, size, status, outcome, client, told))
        if len(self._waiting) >= MOST:
            self.write()
        elif not self._timer:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self.write)

    def write(self) -> None:
        """Write what waits."""
        if self._timer:
            self._timer.cancel()
        self._timer, waiting, self._waiting = None, self._waiting, []
        for entry in waiting:
            entry.write()
