"""What is served at a moment: which version of the data, how much of it, since when."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class Served:
    """The data that is served; replaced in place when other data is swapped in. Without a version nothing about it may be remembered."""

    version: str
    triples: int
    files: Path | None = None
    """Where the files of its release lie, if not in the build folder."""
    refused: str = ""
    """Why a newer build is not served, if there is one."""
    since: float = field(default_factory=time.time)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def age(self) -> float:
        """Seconds since this data came in."""
        return time.time() - self.since

    def replace(self, version: str, triples: int, files: Path | None = None) -> None:
        """Other data is served from now on; what was remembered of the old is forgotten."""
        self.version, self.triples, self.files, self.refused, self.since, self._kept = version, triples, files, "", time.time(), {}

    async def once(self, name: str, ask: Callable[[], Awaitable[T]]) -> T:
        """What was asked before about this version of the data, or is asked now."""
        kept = self._kept
        if name not in kept or not self.version:
            kept[name] = await ask()
        found: T = kept[name]
        return found
