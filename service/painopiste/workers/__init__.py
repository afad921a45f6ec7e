"""Every query in a process of its own that can be ended: a Backend over one store in memory that many processes share.

The pool is imported when it is asked for: a zygote, which comes from this room too, has no use for it.
"""

from typing import TYPE_CHECKING, Any

from painopiste.workers.settings import PoolSettings
from painopiste.workers.zygote import Opener

if TYPE_CHECKING:
    from painopiste.workers.counters import Snapshot
    from painopiste.workers.pool import Workers

__all__ = ["Opener", "PoolSettings", "Snapshot", "Workers"]


def __getattr__(name: str) -> Any:
    if name not in ("Snapshot", "Workers"):
        raise AttributeError(name)
    from painopiste.workers import counters, pool

    return {"Snapshot": counters.Snapshot, "Workers": pool.Workers}[name]
