"""The pool: takes questions of many clients, lets workers answer them, and keeps the workers in order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Self

import structlog

from painopiste.errors import BackendStartError, HouseError, QueryTimeoutError
from painopiste.store import Backend, Limits, Question, refuse_forbidden
from painopiste.workers import faults
from painopiste.workers.answer import Answer
from painopiste.workers.counters import Counters, Snapshot
from painopiste.workers.crew import Crew
from painopiste.workers.generation import Generation
from painopiste.workers.job import Job, Lane
from painopiste.workers.process import Process
from painopiste.workers.schedule import Schedule
from painopiste.workers.settings import PoolSettings
from painopiste.workers.zygote import Opener

log = structlog.get_logger()
LOOKS = 4
"""How often running queries are looked at in one quantum."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds before a zygote that could not be started is started again."""


class Workers(Backend):
    """A Backend in which every query runs in a process that can be ended: start one with `await Workers.start(opener)`.

    An empty client is the service itself: its questions are trusted and have places of their own.
    """

    def __init__(self, opener: Opener, settings: PoolSettings) -> None:
        self._opener = opener
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._schedule = Schedule(settings)
        self._counters = Counters()
        self._crew = Crew(settings, Generation(opener, settings, self))
        self._changing = asyncio.Lock()
        self._opening: set[Generation] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._mending: asyncio.Task[None] | None = None
        self._is_closed = False

    @classmethod
    async def start(cls, opener: Opener, settings: PoolSettings | None = None) -> Self:
        """A pool whose workers are ready, or BackendStartError. The opener is called in another process and gives the filled store."""
        pool = cls(opener, settings or PoolSettings())
        await pool._crew.current.open()
        pool._crew.welcome()
        return pool

    async def ask(self, question: Question, limits: Limits, client: str = "") -> Answer:
        """The answer from its first byte on; whatever goes wrong before that is raised here."""
        if client:
            refuse_forbidden(question.text)
        job = Job(question, limits, client, Answer(self._loop, self._settings.buffer), self._loop.time())
        job.answer.on_leave = lambda: self._abandon(job)
        self._admit(job)
        try:
            await job.answer.begun
        except asyncio.CancelledError:
            job.answer.leave()
            raise
        return job.answer

    async def swap(self, opener: Opener, changed: Callable[[], None] | None = None) -> None:
        """Answer from another store from now on; queries that run end on the old one. On BackendStartError nothing has changed.

        `changed` is called at the moment from which on queries are answered from the other store.
        """
        async with self._changing:
            await self._renew(opener, changed)
            self._opener = opener
        self._counters.swaps += 1

    async def settled(self) -> None:
        """Wait until no process is left that answers from an earlier store."""
        await self._crew.settled()

    async def close(self) -> None:
        """End every query and every process."""
        self._is_closed = True
        generations = [*self._crew.close(), *self._opening]
        for job in [*self._schedule.running, *self._schedule.waiting()]:
            self._fail(job, faults.closed())
        if self._mending:
            self._mending.cancel()
        for generation in generations:
            generation.close()
            await generation.closed()
        async with self._changing:
            return

    def snapshot(self) -> Snapshot:
        """What runs and waits now, and what has happened so far."""
        running = {lane.value: count for lane, count in self._schedule.taken.items()}
        queued = {lane.value: len(queue) for lane, queue in self._schedule.queues.items()}
        workers = tuple(process.pid for process in self._crew.current.processes.values() if process.is_ready)
        return Snapshot(running, queued, self._crew.current.pid, workers, self._counters.totals())

    # What workers and zygotes tell: see generation.Owner.

    def greeted(self, process: Process, refused: str | None) -> None:
        """A worker is ready."""
        if refused:
            self._counters.unconfined += 1
            log.error("worker is not confined", reason=refused)
        self._crew.greeted(process)
        self._dispatch()

    def finished(self, process: Process, job: Job) -> None:
        """A worker has completed or failed a job."""
        if job.lane is Lane.SLOW and process.cpu() - job.cpu < self._settings.quantum_cpu:
            self._schedule.remember(job, is_slow=False)
        if self._schedule.end(job):
            self._counters.finished += 1
        self._crew.free(process)
        self._dispatch()

    def lost(self, process: Process, status: int | None, said: str) -> None:
        """A worker has ended unasked."""
        self._counters.respawns += 1
        if job := process.job:
            process.job = job.process = None
            self._end_or_retry(job, process.has_ignored, status, said)
        if faults.signal_of(status) != signal.SIGALRM:
            log.warning("worker ended", status=faults.told(status), said=said)
        self._crew.gone(process)
        self._dispatch()

    def zygote_lost(self, generation: Generation) -> None:
        """A zygote has ended; if it was the one that workers come from, another one is started."""
        self._crew.bury(generation)
        if generation is self._crew.current and not self._is_closed:
            self._counters.zygotes += 1
            log.warning("zygote ended", processes=len(generation.processes))
            self._mending = self._loop.create_task(self._mend())

    async def _mend(self) -> None:
        """Start a zygote for the present store, however often it fails, unless a swap has brought one meanwhile."""
        pause = SHORTEST_PAUSE
        while not self._crew.current.is_alive:
            try:
                await self._mend_once()
            except BackendStartError as error:
                log.error("zygote cannot be started", reason=str(error), again_in=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _mend_once(self) -> None:
        """Start a zygote if there is none by the time that no swap is under way."""
        async with self._changing:
            if not self._crew.current.is_alive:
                await self._renew(self._opener)

    async def _renew(self, opener: Opener, changed: Callable[[], None] | None = None) -> None:
        generation = Generation(opener, self._settings, self)
        self._opening.add(generation)
        try:
            await generation.open()
        finally:
            self._opening.discard(generation)
        self._crew.adopt(generation)
        if changed:
            changed()
        self._dispatch()

    def _admit(self, job: Job) -> None:
        if self._is_closed:
            job.answer.fail(faults.closed())
        elif self._schedule.admit(job) and self._crew.has_free(job.lane):
            self._run(job)
        else:
            self._refuse(self._schedule.queue(job))
            self._dispatch()
        if not self._timer:
            self._timer = self._loop.call_later(self._settings.quantum / LOOKS, self._look)

    def _refuse(self, surplus: Job | None) -> None:
        """Refuse the job for which there was no room in a queue, if there is one."""
        if surplus:
            self._counters.count(error := faults.busy())
            surplus.answer.fail(error)

    def _dispatch(self) -> None:
        """Give free workers to those who wait."""
        if self._schedule.is_awaited:
            for lane in self._schedule.queues:
                while self._crew.has_free(lane) and (job := self._schedule.next(lane)):
                    self._run(job)

    def _run(self, job: Job) -> None:
        self._counters.started += 1
        self._schedule.start(job)
        if job.is_on_trial:
            job.answer.hold_back()
        else:
            job.answer.hand_out()
        self._crew.take(job.lane).give(job, self._loop.time())

    def _fail(self, job: Job, error: HouseError) -> None:
        """End a job with an error, and its worker if it has one that lives."""
        self._schedule.end(job)
        self._counters.count(error)
        self._release(job)
        job.answer.fail(error)

    def _release(self, job: Job) -> None:
        process, job.process = job.process, None
        if process:
            process.job = None
            self._crew.end(process)

    def _abandon(self, job: Job) -> None:
        """The client has left."""
        if self._schedule.end(job):
            self._counters.abandoned += 1
            self._release(job)
            self._dispatch()

    def _end_or_retry(self, job: Job, was_ignored: bool, status: int | None, said: str) -> None:
        """End a job whose process has ended. If it was not begun, or once if the process was killed, it is started again instead."""
        cause = self._cause(job, status, said)
        is_innocent = was_ignored or (faults.was_killed(status) and not job.is_retried)
        if job.answer.is_flowing or isinstance(cause, QueryTimeoutError) or not is_innocent:
            self._fail(job, cause)
        else:
            job.is_retried = job.is_retried or not was_ignored
            self._schedule.end(job)
            job.answer.hold_back()
            self._refuse(self._schedule.queue(job))

    def _cause(self, job: Job, status: int | None, said: str) -> HouseError:
        if faults.signal_of(status) == signal.SIGALRM or self._loop.time() >= job.deadline:
            return faults.timeout(job.limits.seconds)
        return faults.meaning(status, said, self._settings.memory)

    # Looking after what runs.

    def _look(self) -> None:
        """See what has become too slow or late, as long as anything runs or waits."""
        now, self._timer = self._loop.time(), None
        for job in [*self._schedule.waiting()]:
            if now >= job.deadline:
                self._fail(job, faults.waited(job.limits.seconds))
        for job in [*self._schedule.running]:
            self._look_at(job, now)
        self._crew.current.check(now)
        self._dispatch()
        if not self._schedule.is_idle and not self._is_closed:
            self._timer = self._loop.call_later(self._settings.quantum / LOOKS, self._look)

    def _look_at(self, job: Job, now: float) -> None:
        """See whether a running query is late, or has been in the fast lane long enough to be judged."""
        hurry = self._settings.hurry if self._schedule.queues[Lane.FAST] else 1
        if now >= job.deadline + self._settings.grace:
            self._fail(job, faults.timeout(job.limits.seconds))
        elif job.lane is Lane.FAST and job.process and now - job.started >= self._settings.quantum / hurry:
            self._judge(job, job.process.cpu() - job.cpu, self._settings.quantum_cpu / hurry)

    def _judge(self, job: Job, used: float, allowed: float) -> None:
        """Let a query of the fast lane that is long or used more seconds of a core than it is allowed go on elsewhere."""
        is_long = job.answer.is_flowing or job.answer.is_full
        if is_long and not self._acquitted(job):
            self._put_back(job)
        elif job.answer.is_flowing:
            self._let_flow(job)
        elif used >= allowed:
            self._demote(job, used)

    def _demote(self, job: Job, used: float) -> None:
        """Let a query that proved slow go on in a slow place, or wait for one to start again."""
        if used >= self._settings.quantum_cpu:
            self._schedule.remember(job, is_slow=True)
        if self._schedule.has_place(Lane.SLOW) and self._acquitted(job):
            self._move(job, Lane.SLOW)
        else:
            self._put_back(job)

    def _put_back(self, job: Job) -> None:
        """End a query, of which nothing was handed out, and let it wait for a slow place to start again."""
        self._counters.put_back += 1
        self._release(job)
        job.answer.hold_back()
        self._refuse(self._schedule.put_back(job))

    def _acquitted(self, job: Job) -> bool:
        """Whether a query may be as heavy as it is; then its answer is handed out as it comes."""
        is_free = self._schedule.acquit(job)
        if is_free:
            job.answer.hand_out()
        return is_free

    def _let_flow(self, job: Job) -> None:
        """Let a long answer go on in a flowing place; if there is none, in that of an answer that nobody reads."""
        stalled = next((other for other in self._schedule.running if other.lane is Lane.FLOWING and other.answer.is_full), None)
        if not self._schedule.has_place(Lane.FLOWING) and stalled:
            self._fail(stalled, faults.stalled())
        if self._schedule.has_place(Lane.FLOWING):
            self._move(job, Lane.FLOWING)

    def _move(self, job: Job, lane: Lane) -> None:
        self._counters.demoted += 1
        self._schedule.move(job, lane)
        if job.process:
            self._crew.slow_down(job.process)
