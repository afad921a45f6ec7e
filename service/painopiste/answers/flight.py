"""One computation for all who ask the same at the same time; it ends when nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Flight(Generic[T]):
    """A task that several may wait for."""

    def __init__(self, work: Coroutine[Any, Any, T]) -> None:
        self._task = asyncio.create_task(work)
        self._task.add_done_callback(seen)
        self._waiting = 0
        self.is_given_up = False

    @property
    def unclaimed(self) -> T | None:
        """The result, if it is there and nobody waits for it any more."""
        is_there = self._task.done() and not self._task.cancelled() and not self._task.exception()
        return self._task.result() if is_there and not self._waiting else None

    async def wait(self) -> T:
        """The result or the error of the work; if everyone who waits is cancelled, so is the work."""
        self._waiting += 1
        try:
            return await asyncio.shield(self._task)
        finally:
            self._waiting -= 1
            if not self._waiting and not self._task.done():
                self.is_given_up = True
                self._task.cancel()


def seen(task: asyncio.Task[Any]) -> None:
    """Look at the error of a task that nobody may wait for any more, so that it is not told as lost."""
    if not task.cancelled():
        task.exception()
