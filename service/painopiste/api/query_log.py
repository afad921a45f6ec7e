"""The log of queries: each with what came of it, slow ones with their text."""

from __future__ import annotations

import asyncio
import hashlib
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


class QueryLog:
    """Writes entries a little later and many at a time: one by one that takes as much of the processor as the rest of a small answer."""

    def __init__(self, slow_seconds: float) -> None:
        self._slow = slow_seconds
        self._waiting: list[dict[str, object]] = []
        self._timer: asyncio.TimerHandle | None = None

    def add(self, text: str, seconds: float, **facts: object) -> None:
        """Take down when a query ended, how long it took, and what else came of it; of a slow one also its text."""
        ended = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        entry = {"fingerprint": fingerprint(text), "seconds": round(seconds, 4), **facts, "timestamp": ended}
        if seconds >= self._slow:
            entry["query"] = text[:LONGEST_TOLD]
        self._waiting.append(entry)
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
            if "query" in entry:
                log.warning("slow query", **entry)
            else:
                log.info("query", **entry)
