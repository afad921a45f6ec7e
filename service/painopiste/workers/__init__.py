"""Every query in a process of its own that can be ended: a Backend over one store in memory that many processes share."""

from painopiste.workers.counters import Snapshot
from painopiste.workers.pool import Workers
from painopiste.workers.settings import PoolSettings
from painopiste.workers.zygote import Opener

__all__ = ["Opener", "PoolSettings", "Snapshot", "Workers"]
