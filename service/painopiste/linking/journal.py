"""What a round of visits has seen so far, kept until it is whole, so that one that breaks off can go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from painopiste.linking.visiting import Outcome, Visit

FRESH = timedelta(days=1)
"""For how long a visit of a round that broke off still counts."""


class Journal:
    """A file with a line of JSON for each visit, written as soon as the visit is over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def visits(self, now: datetime) -> dict[str, Visit]:
        """The visits of a round that broke off within the last day, by address."""
        return {visit.url: visit for visit in self._read() if now - datetime.fromisoformat(visit.moment) < FRESH}

    def _read(self) -> Iterator[Visit]:
        """All visits; a line that was cut by a crash counts for nothing."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        for line in lines:
            try:
                told = json.loads(line)
                yield Visit(**{**told, "outcome": Outcome(told["outcome"])})
            except (ValueError, TypeError, KeyError):
                continue

    def add(self, visit: Visit) -> None:
        """Write a visit down; it is there even if this process is killed at once."""
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(visit), ensure_ascii=False) + "\n")

    def end(self) -> None:
        """Forget everything: the round is whole."""
        self._path.unlink(missing_ok=True)
