"""A bounded queue in which clients take turns, however much each has put into it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from painopiste.workers.job import Job


class FairQueue:
    """Jobs of many clients: first come, first served within a client, and one after the other among clients."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._turns: dict[str, deque[Job]] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Job]:
        for jobs in self._turns.values():
            yield from jobs

    def push(self, job: Job) -> Job | None:
        """Put a job at the end of its client's; if there are too many, the job that has to go: the last one of who has most."""
        self._turns.setdefault(job.client, deque()).append(job)
        self._length += 1
        if self._length <= self._limit:
            return None
        surplus = max(self._turns.values(), key=len)[-1]
        self.remove(surplus)
        return surplus

    def pop(self, may_run: Callable[[str], bool]) -> Job | None:
        """The first job of the next client that may run one; that client is the last one then."""
        client = next((client for client in self._turns if may_run(client)), None)
        if client is None:
            return None
        jobs = self._turns.pop(client)
        job = jobs.popleft()
        self._length -= 1
        if jobs:
            self._turns[client] = jobs
        return job

    def remove(self, job: Job) -> bool:
        """Take a job out wherever it stands; whether it was there."""
        jobs = self._turns.get(job.client, deque())
        if job not in jobs:
            return False
        jobs.remove(job)
        self._length -= 1
        if not jobs:
            del self._turns[job.client]
        return True
