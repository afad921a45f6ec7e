"""Engines as processes of the tests' own: started on a free port of this machine, and ended by their number whatever happens."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
STARTS_WITHIN, ENDS_WITHIN = 60.0, 15.0


@dataclass(frozen=True)
class Engine:
    """A running engine: its endpoint and its process."""

    url: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def running(command: Sequence[str], folder: Path, is_up: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has come up, with its output in a file of its folder; it is ended with the block."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            wait_for(process, is_up, folder)
            yield process
        finally:
            end(process)


def wait_for(process: subprocess.Popen[bytes], is_up: Callable[[], bool], folder: Path) -> None:
    """Wait until a process is up; an error with its output if it ends or takes too long."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} did not come up: {(folder / 'output.txt').read_text(errors='replace')}")
        time.sleep(0.05)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process: asked first, then made to."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(ENDS_WITHIN)
