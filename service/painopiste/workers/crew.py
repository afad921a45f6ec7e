"""The free workers, and that there are enough of them."""

from __future__ import annotations

import asyncio

from painopiste.workers.generation import Generation
from painopiste.workers.job import Lane
from painopiste.workers.process import Process
from painopiste.workers.settings import PoolSettings

STEP = 1 << 20
"""Bytes by which a worker must have grown to be looked at again."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
"""Seconds before another worker is hired after some ended before they were ready."""


class Crew:
    """The workers of the current generation, and the generations before it that still answer."""

    def __init__(self, settings: PoolSettings, generation: Generation) -> None:
        self.current = generation
        self._settings = settings
        self._fresh: list[Process] = []
        self._slow: list[Process] = []
        self._retiring: set[Generation] = set()
        self._settled = asyncio.Event()
        self._failures = 0
        self._seen: dict[Process, int] = {}
        """How much memory workers had of their own when it was looked whether that is too much."""
        self.welcome()

    def welcome(self) -> None:
        """Take the workers of the current generation as free."""
        self._slow = []
        self._fresh = [process for process in self.current.processes.values() if process.is_ready and process.job is None]

    def adopt(self, generation: Generation) -> None:
        """Let a new generation answer from now on; the one before ends with its last answer."""
        old, self.current = self.current, generation
        self._retiring.add(old)
        self._settled.clear()
        self.welcome()
        self.replenish()
        for process in [*old.processes.values()]:
            if process.job is None:
                old.dismiss(process)
        self.bury(old)

    def has_free(self, lane: Lane) -> bool:
        """Whether `take` has a worker for a lane."""
        return bool(self._fresh) or (lane is Lane.SLOW and bool(self._slow))

    def take(self, lane: Lane) -> Process:
        """A free worker for a lane, slow for the slow one."""
        if lane is not Lane.SLOW:
            return self._fresh.pop()
        if not self._slow:
            self.slow_down(process := self._fresh.pop())
            return process
        return self._slow.pop()

    def slow_down(self, process: Process) -> None:
        """Give a worker the lowest priority, and hire another one for its place."""
        process.slow_down()
        self.replenish()

    def free(self, process: Process) -> None:
        """Take a worker back that has done its job, or let it go if there is no use for it."""
        idle = self._slow if process.is_slow else self._fresh
        is_wanted = process.generation is self.current and not (process.is_slow and len(idle) >= self._settings.slow)
        if is_wanted:
            idle.append(process)
            self._shed(process)
        elif process.generation is self.current or process.generation in self._retiring:
            process.generation.dismiss(process)
            self.bury(process.generation)

    def _shed(self, process: Process) -> None:
        """Replace the biggest of the free workers if it is too big, or if all of them together are."""
        if process.own - self._seen.get(process, 0) < STEP:
            return
        biggest = max((*self._fresh, *self._slow), key=lambda one: one.own)
        if self._is_too_much(biggest):
            biggest.weigh()
        self._seen[process] = process.own
        if self._is_too_much(biggest):
            self.end(biggest)

    def _is_too_much(self, biggest: Process) -> bool:
        together = sum(process.own for process in self.current.processes.values())
        return biggest.own > self._settings.retire or together > self._settings.together

    def end(self, process: Process) -> None:
        """End a worker, whatever it does."""
        process.generation.end(process)
        self.gone(process)

    def gone(self, process: Process) -> None:
        """A worker has ended: another one takes its place."""
        self._seen.pop(process, None)
        for idle in (self._fresh, self._slow):
            if process in idle:
                idle.remove(process)
        self.bury(process.generation)
        if process.is_ready:
            self.replenish()
        elif process.generation is self.current:
            self._failures += 1
            pause = min(SHORTEST_PAUSE * 2**self._failures, LONGEST_PAUSE)
            asyncio.get_running_loop().call_later(pause, self.replenish)

    def greeted(self, process: Process) -> None:
        """A worker is ready."""
        self._failures = 0
        if process.generation is self.current:
            self._fresh.append(process)

    def replenish(self) -> None:
        """Hire workers until there are as many fresh ones as there should be."""
        generation = self.current
        missing = self._settings.fresh - sum(not process.is_slow for process in generation.processes.values())
        for _ in range(missing if generation.is_hiring else 0):
            generation.hire()

    def close(self) -> list[Generation]:
        """End every worker; the generations that end by that."""
        generations = [self.current, *self._retiring]
        for generation in generations:
            generation.close()
        return generations

    def bury(self, generation: Generation) -> None:
        """End a generation that is no longer current when its last worker has gone, and forget it when its zygote has ended."""
        if generation in self._retiring and not generation.processes:
            generation.close()
            if not generation.is_alive:
                self._retiring.discard(generation)
                if not self._retiring:
                    self._settled.set()

    async def settled(self) -> None:
        """Wait until no generation is left but the current one."""
        while self._retiring:
            await self._settled.wait()
