"""What a server and all processes that it has started take of the machine."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

STARTS_WITHIN, ENDS_WITHIN = 300.0, 20.0
"""Seconds."""


class Tree:
    """A process with its descendants."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def members(self) -> list[psutil.Process]:
        """All processes that live."""
        return [self._root, *self._root.children(recursive=True)]

    def cpu(self) -> float:
        """Seconds of a core that they and the children that they have outlived have used."""
        total = 0.0
        for process in self.members():
            with suppress(psutil.NoSuchProcess):
                total += sum(process.cpu_times()[:4])
        return total

    def memory(self) -> int:
        """Bytes that they take together, what they share counted once (PSS)."""
        total = 0
        for process in self.members():
            with suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss
        return total


@contextmanager
def started(command: Sequence[str], log: Path, is_up: Callable[[], bool], environment: Mapping[str, str] | None = None) -> Iterator[Tree]:
    """A server that has come up, gone at the end; what it writes goes to a file."""
    with log.open("ab") as stream:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, env=environment)
    try:
        wait(process, is_up, log)
        yield Tree(process.pid)
    finally:
        end(process)


def wait(process: subprocess.Popen[bytes], is_up: Callable[[], bool], log: Path) -> None:
    """Wait until a server is up; RuntimeError with what it wrote if it ends or takes too long."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} did not come up: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.005)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server with all that it has started: asked first, then made to."""
    left = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(ENDS_WITHIN)
    for each in psutil.wait_procs(left, timeout=ENDS_WITHIN)[1]:
        each.kill()
    process.kill()
    process.wait(ENDS_WITHIN)
