"""Who runs next and who has to wait: the rules of the pool, without its processes and its clock."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from functools import partial

from painopiste.workers.job import Job, Lane
from painopiste.workers.queue import FairQueue
from painopiste.workers.settings import PoolSettings


class Schedule:
    """What runs and what waits in each lane."""

    def __init__(self, settings: PoolSettings) -> None:
        self.running: dict[Job, None] = {}
        self.queues = {
            Lane.INTERNAL: FairQueue(settings.internal_queue),
            Lane.FAST: FairQueue(settings.fast_queue),
            Lane.SLOW: FairQueue(settings.slow_queue),
        }
        self.taken = dict.fromkeys(Lane, 0)
        self._places = {
            Lane.INTERNAL: settings.internal,
            Lane.FAST: settings.fast,
            Lane.SLOW: settings.slow,
            Lane.FLOWING: settings.flowing,
        }
        self._per_client = settings.per_client
        self._whole: Counter[str] = Counter()
        """How many queries of a client run that may be heavy."""
        self._fast: Counter[str] = Counter()
        """How many of its queries run in the fast lane, those on trial among them."""
        self._slow = Remembered(settings.remembered)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self.running and not self.is_awaited

    @property
    def is_awaited(self) -> bool:
        """Whether anything waits."""
        return any(self.queues.values())

    def waiting(self) -> Iterator[Job]:
        """All jobs that wait."""
        for queue in self.queues.values():
            yield from queue

    def admit(self, job: Job) -> bool:
        """Choose the lane of a new job; whether it may start at once there."""
        if job.lane is Lane.FAST and job.fingerprint in self._slow:
            job.lane = Lane.SLOW
        return not self.queues[job.lane] and self.has_place(job.lane) and self._may_run(job.lane, job.client)

    def queue(self, job: Job) -> Job | None:
        """Let a job wait in its lane; the job that has to go for it, if there are too many."""
        return self.queues[job.lane].push(job)

    def start(self, job: Job) -> None:
        """Take a job as running in its lane; on trial, if its client runs as many as it may."""
        self.running[job] = None
        self.taken[job.lane] += 1
        job.is_on_trial = bool(job.client) and self._whole[job.client] >= self._per_client
        self._count(job, 1)

    def _count(self, job: Job, one: int) -> None:
        """Count a job for its client, or no more."""
        self._whole[job.client] += 0 if job.is_on_trial else one
        self._fast[job.client] += one if job.lane is Lane.FAST else 0
        for counter in (self._whole, self._fast):
            if not counter[job.client]:
                del counter[job.client]

    def acquit(self, job: Job) -> bool:
        """Let a job that is on trial be as heavy as it is, if its client may have one more of them; whether it is on trial no more."""
        if job.is_on_trial and self._whole[job.client] < self._per_client:
            self._count(job, -1)
            job.is_on_trial = False
            self._count(job, 1)
        return not job.is_on_trial

    def next(self, lane: Lane) -> Job | None:
        """The job that waits to start now in a lane, if there is one and a place for it; it waits no more."""
        queue = self.queues[lane]
        return queue.pop(partial(self._may_run, lane)) if queue and self.has_place(lane) else None

    def has_place(self, lane: Lane) -> bool:
        """Whether one more may run in a lane."""
        return self.taken[lane] < self._places[lane]

    def move(self, job: Job, lane: Lane) -> None:
        """Let a running job go on in another lane."""
        self.taken[job.lane] -= 1
        self.taken[lane] += 1
        self._count(job, -1)
        job.lane = lane
        self._count(job, 1)

    def end(self, job: Job) -> bool:
        """Take a job out, wherever it waits or runs; whether it was there."""
        if job not in self.running:
            return job.lane in self.queues and self.queues[job.lane].remove(job)
        del self.running[job]
        self.taken[job.lane] -= 1
        self._count(job, -1)
        return True

    def put_back(self, job: Job) -> Job | None:
        """Let a job that ran in the fast lane wait for a slow place; the job that has to go for it, if there are too many."""
        self.end(job)
        job.lane = Lane.SLOW
        return self.queue(job)

    def remember(self, job: Job, is_slow: bool) -> None:
        """Keep in mind how a query was when it ran."""
        self._slow.keep(job.fingerprint, is_slow)

    def _may_run(self, lane: Lane, client: str) -> bool:
        """Whether a client may run one more: any in the fast lane, where it stays on trial if need be, elsewhere one that may be heavy."""
        return not client or (self._fast if lane is Lane.FAST else self._whole)[client] < self._per_client


class Remembered:
    """The queries that proved slow, the longest forgotten first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._fingerprints: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, fingerprint: int) -> bool:
        return fingerprint in self._fingerprints

    def keep(self, fingerprint: int, is_slow: bool) -> None:
        """Add a query, or forget it."""
        self._fingerprints.pop(fingerprint, None)
        if is_slow:
            self._fingerprints[fingerprint] = None
        if len(self._fingerprints) > self._limit:
            self._fingerprints.popitem(last=False)
