"""Errors on their way from a worker to the pool, and what the end of a worker's process means."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import asdict

from painopiste.errors import (
    AnswerLimitError,
    HouseError,
    MemoryLimitError,
    NotAcceptableError,
    OverloadedError,
    QueryCrashError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    UnwritableError,
)

KINDS: dict[str, type[HouseError]] = {
    kind.__name__: kind
    for kind in (AnswerLimitError, MemoryLimitError, NotAcceptableError, QueryCrashError, QueryError, QuerySyntaxError, UnwritableError)
}
SIMPLER = "Narrow the pattern: join through shared variables, filter early, order or group fewer rows, add a LIMIT."
OUT_OF_MEMORY = "memory allocation of"
"""What the engine writes before it gives up for want of memory."""


def packed(error: HouseError) -> bytes:
    """An error as JSON."""
    return json.dumps({"kind": type(error).__name__, **asdict(error)}).encode()


def unpacked(content: bytes) -> HouseError:
    """The error that a worker told, of the kinds that it may tell."""
    fields = json.loads(content)
    kind = KINDS[fields.pop("kind")]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})


def timeout(seconds: float) -> QueryTimeoutError:
    """The error of a query whose time was up while it ran."""
    return QueryTimeoutError(f"The query was stopped after {seconds:g} s, its time limit. {SIMPLER}", seconds)


def waited(seconds: float) -> QueryTimeoutError:
    """The error of a query whose time was up before its turn came."""
    return QueryTimeoutError(f"The query did not get its turn within {seconds:g} s, its time limit, since others run. Try again later.", seconds)


def out_of_memory(limit: int) -> MemoryLimitError:
    """The error of a query that wanted too much memory."""
    return MemoryLimitError(f"The query was stopped when it wanted more than {limit >> 20} MiB of memory. {SIMPLER}", limit)


def crash(reason: str) -> QueryCrashError:
    """The error of a query whose process ended for another reason."""
    return QueryCrashError(f"The query ended before its answer was whole: {reason}")


def busy() -> OverloadedError:
    """The error of a query for which there is no room in a queue."""
    return OverloadedError("So many queries wait already that this one would not get its turn. Try again later, with fewer at once.")


def stalled() -> OverloadedError:
    """The error of an answer that nobody reads, while others want its place."""
    return OverloadedError("The answer was broken off, since it was not read while others waited. Read it at once or ask for less.")


def closed() -> OverloadedError:
    """The error of whatever is asked of a pool that is being closed."""
    return OverloadedError("The service is being stopped. Try again later.")


def signal_of(status: int | None) -> int:
    """The number of the signal that ended a process, 0 for none."""
    return os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else 0


def was_killed(status: int | None) -> bool:
    """Whether a process was killed from outside, as far as anybody has seen."""
    return status is None or signal_of(status) == signal.SIGKILL


def meaning(status: int | None, said: str, memory: int) -> HouseError:
    """The error behind the wait status of a worker's process that did not end by its alarm; None is a status that nobody saw."""
    number = signal_of(status)
    if number == signal.SIGABRT and OUT_OF_MEMORY in said:
        return out_of_memory(memory)
    if number in (signal.SIGSEGV, signal.SIGBUS):
        return crash("it is nested or chained so long that the engine's stack was full. Shorten it.")
    if was_killed(status):
        return crash("its process was killed from outside, by an operator or for want of memory on the machine. Try again later.")
    return crash("the engine stopped on it. Write it in another way; the fault has been logged.")


def told(status: int | None) -> str:
    """A wait status in words, for the log."""
    if status is None:
        return "unknown"
    return signal.Signals(signal_of(status)).name if signal_of(status) else f"exit {os.waitstatus_to_exitcode(status)}"
