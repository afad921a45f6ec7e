"""What has happened in a pool since it was started, for metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from painopiste.errors import HouseError, MemoryLimitError, OverloadedError, QueryCrashError, QueryTimeoutError


@dataclass
class Counters:
    """Totals, each only ever growing."""

    started: int = 0
    """Queries given to a worker; one that was put back is started twice."""
    finished: int = 0
    """Queries that a worker answered, be it with an error of the query's own."""
    abandoned: int = 0
    """Queries whose client left before the end."""
    demoted: int = 0
    """Queries that went on in a slow or flowing place."""
    put_back: int = 0
    """Queries that were ended in the fast lane to wait for a slow place."""
    timeouts: int = 0
    memory: int = 0
    crashes: int = 0
    refused: int = 0
    """Queries that got no place, or lost it."""
    respawns: int = 0
    """Workers that ended unasked."""
    zygotes: int = 0
    """Zygotes that ended unasked."""
    swaps: int = 0
    unconfined: int = 0
    """Workers that the kernel did not confine."""

    def count(self, error: HouseError) -> None:
        """Count a query that was ended for this reason."""
        match error:
            case QueryTimeoutError():
                self.timeouts += 1
            case MemoryLimitError():
                self.memory += 1
            case QueryCrashError():
                self.crashes += 1
            case OverloadedError():
                self.refused += 1

    def totals(self) -> dict[str, int]:
        """All totals by name."""
        return asdict(self)


@dataclass(frozen=True)
class Snapshot:
    """A pool at one moment: queries that run and wait by lane, the processes of the zygote and the workers, and the totals of `Counters`."""

    running: Mapping[str, int]
    queued: Mapping[str, int]
    zygote: int
    workers: tuple[int, ...]
    totals: Mapping[str, int]
