"""How many workers there are and how far each may go."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class PoolSettings:
    """Numbers of the pool; the defaults fit a machine of two cores.

    A query of a client starts in the fast lane. Once it has run for `quantum` seconds and used `quantum_cpu` seconds of a core it is slow:
    it goes on beside the others at the lowest priority while there is a slow place, and else is ended and queued, to be started again.
    An answer whose bytes flow cannot be started again: it takes one of the flowing places. While others wait for the fast lane, both
    times are `hurry` times shorter.
    """

    fast: int = 8
    slow: int = 4
    flowing: int = 8
    internal: int = 4
    """Places of the service's own questions, so that clients never starve its pages."""
    quantum: float = 0.1
    quantum_cpu: float = 0.05
    hurry: int = 2
    fast_queue: int = 256
    slow_queue: int = 32
    internal_queue: int = 128
    per_client: int = 4
    """Queries of one client that run at once. As many run in the fast lane beside its heavy ones, on trial: an answer is then handed out
    when it is whole, and what proves slow or long goes back to wait for one of the heavy to end."""
    remembered: int = 4096
    """Queries that proved slow and go to the slow queue at once when they are asked again."""
    memory: int = 1024 * MIB
    """Bytes of address space that one query may take beyond what its worker has from the start."""
    stack: int = 120 * MIB
    """Bytes of stack of a worker. The kernel leaves room for at least 128 MiB."""
    buffer: int = 256 * 1024
    """Bytes of an answer that wait here for their reader before its worker has to."""
    retire: int = 128 * MIB
    """A worker that has so many bytes of its own is replaced after its answer."""
    together: int = 48 * MIB
    """When all workers have taken so many bytes together since they were ready, the biggest free one is replaced."""
    grace: float = 0.5
    """Seconds after a deadline when a worker that has not ended itself is ended from here."""
    start: float = 60.0
    """Seconds in which a store must have been opened and its first query answered."""

    def __post_init__(self) -> None:
        for name in ("fast", "slow", "flowing", "internal", "per_client", "hurry"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, or some queries would never run.")

    @property
    def fresh(self) -> int:
        """Workers of normal priority that are kept at hand."""
        return self.fast + self.internal
