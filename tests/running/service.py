"""The real service in processes of its own, started as an operator starts it and ended by its process id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2

PAINOPISTE = Path(sys.executable).with_name("painopiste")
PATIENCE = 60.0
"""Seconds after which what has not come about will not: a bound for a broken service, not a measure of a good one."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(is_true: Callable[[], bool], what: str) -> None:
    """Wait until something is true; AssertionError if it does not come about."""
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        time.sleep(0.02)


@dataclass(frozen=True)
class Process:
    """What /proc tells of one process."""

    pid: int
    parent: int
    state: str

    @classmethod
    def all(cls) -> Iterator[Process]:
        """Every process that is not gone."""
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, parent = path.read_text().rpartition(")")[2].split()[:2]
                yield cls(int(path.parent.name), int(parent), state)


def in_session(session: int) -> list[int]:
    """The processes of a session that are not gone, whoever their parents are by now."""
    found = []
    for process in Process.all():
        with suppress(ProcessLookupError):
            if os.getsid(process.pid) == session and process.state != "Z":
                found.append(process.pid)
    return found


def command_of(pid: int) -> str:
    """The command line of a process, or nothing if it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def proportional_bytes(pids: list[int]) -> int:
    """The memory that processes take together, what they share counted once (PSS)."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


class Running:
    """A service that runs, with what it writes to its log."""

    def __init__(self, build_dir: Path, log: Path, **settings: object) -> None:
        self.port = int(str(settings.pop("port", free_port())))
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        given = {"build_dir": build_dir, "port": self.port, **settings}
        environment = {**os.environ, **{f"PAINOPISTE_{name.upper()}": str(value) for name, value in given.items()}}
        with log.open("ab") as stream:
            self.process = subprocess.Popen([PAINOPISTE, "serve"], env=environment, stdout=stream, stderr=stream, start_new_session=True)

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self.process.pid

    def processes(self) -> list[int]:
        """Everything that belongs to the service; the session stays the same whoever dies."""
        return in_session(self.pid)

    def is_ready(self) -> bool:
        """Whether it says so."""
        try:
            return httpx2.get(f"{self.url}/ready", timeout=5).status_code == 200
        except httpx2.TransportError:
            return False

    def wait(self) -> None:
        """Until it is ready; what it said if it has ended."""
        until(lambda: self.process.poll() is not None or self.is_ready(), "the service is ready")
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        """Its log so far."""
        return self.log.read_text(errors="replace")

    def stop(self) -> int:
        """Ask it to end, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """End whatever is left of it, also what the one starts while the other is being ended."""
        until(lambda: not self._killed(), "the service is gone")
        self.process.wait(PATIENCE)

    def _killed(self) -> list[int]:
        """The processes that were there to be killed."""
        found = self.processes()
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return found


@contextmanager
def running(build_dir: Path, log: Path, **settings: object) -> Iterator[Running]:
    """A service that is ready, and gone at the end."""
    service = Running(build_dir, log, **settings)
    try:
        service.wait()
        yield service
        if service.process.poll() is None:
            service.stop()
    finally:
        service.end()
