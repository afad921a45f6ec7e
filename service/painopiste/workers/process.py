"""The pool's end of a worker: gives it jobs, takes its frames to their answers, slows it down, ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from painopiste.workers import faults
from painopiste.workers.frames import END, ENDING, FAULT, GREETING, HEAD, PART, Frames, Greeting
from painopiste.workers.job import Job
from painopiste.workers.memory import private

if TYPE_CHECKING:
    from painopiste.workers.generation import Generation

READ = 64 * 1024
LOWEST = 19
"""The nice value of a slow worker."""


class Process:
    """A worker process that has been asked for; `pid` is 0 until it is there."""

    def __init__(self, number: int, connection: socket.socket, loop: asyncio.AbstractEventLoop, generation: Generation) -> None:
        self.generation = generation
        self.number = number
        self.pid = 0
        self.job: Job | None = None
        self.ready: asyncio.Future[None] = loop.create_future()
        """Done when it can be given jobs; cancelled if it ended before."""
        self.is_slow = False
        self.is_ended = False
        """Whether its connection is closed, by itself or by us."""
        self.has_ignored = False
        """Whether it ended without having read the last request: then the pipe is broken or the connection reset, not just closed."""
        self.since = loop.time()
        self.taken = 0
        """Bytes that it has taken by what it told last."""
        self._taken_when_weighed = self._weight = 0
        self._handle = -1
        self._connection = connection
        self._loop = loop
        self._frames = Frames()
        self._unsent = b""
        self._greeting: Greeting | None = None
        self._is_paused = False
        connection.setblocking(False)
        loop.add_reader(connection, self._read)

    @property
    def is_ready(self) -> bool:
        """Whether it has greeted."""
        return self.ready.done() and not self.ready.cancelled()

    def forked(self, pid: int, handle: int) -> None:
        """Its process is there, with a descriptor by which it can be ended without hitting another of the same number."""
        self.pid, self._handle = pid, handle
        self._welcome()

    def give(self, job: Job, now: float) -> None:
        """Let it work on a job."""
        self.job, job.process, job.started = job, self, now
        job.cpu = self.cpu()
        job.answer.on_room = self._resume
        self._send(job.request(now))

    def cpu(self) -> float:
        """Seconds of a core that it has used: its clock by the number that clock_getcpuclockid(3) gives."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return 0.0

    @property
    def own(self) -> int:
        """Bytes of memory that it shares with nobody, without those it had when it greeted; as many as it has taken since that was looked at
        for the last time, or fewer."""
        return self._weight + self.taken - self._taken_when_weighed

    def weigh(self) -> None:
        """Look at how much memory is its own, which takes the kernel some time."""
        at_first = self._greeting.private if self._greeting else 0
        with suppress(OSError):
            self._weight, self._taken_when_weighed = private(self.pid) - at_first, self.taken

    def slow_down(self) -> None:
        """Give it the lowest priority, from which it does not come back."""
        self.is_slow = True
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, LOWEST)

    def kill(self) -> None:
        """End it at once and hear no more of it."""
        if self._handle >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Close the connection, at which an idle worker leaves."""
        self.ready.cancel()
        if self._connection.fileno() >= 0:
            self._loop.remove_reader(self._connection)
            self._loop.remove_writer(self._connection)
            self._connection.close()
        if self._handle >= 0:
            os.close(self._handle)
        self.is_ended, self._handle = True, -1

    def drain(self) -> None:
        """Take what it sent before it ended; its answer may have become complete by that."""
        while not self.is_ended and self._read():
            pass

    def _read(self) -> bool:
        """Take what has come; whether there was anything, be it the end."""
        try:
            data = self._connection.recv(READ)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            data, self.has_ignored = b"", True
        if not data:
            self._pause()
            self.is_ended = True
            self.generation.broken(self)
        for kind, content in self._frames.feed(data):
            self._take(kind, content)
        return True

    def _take(self, kind: bytes, content: bytes) -> None:
        if kind == GREETING:
            self._greeting = Greeting.read(content)
            self._welcome()
        elif self.job:
            self._answer(self.job, kind, content)

    def _answer(self, job: Job, kind: bytes, content: bytes) -> None:
        """Take a frame of the answer to its job."""
        if kind == PART and content:
            self._add(job, content)
        elif kind == HEAD:
            job.answer.media_type = content.decode()
        elif kind in (END, FAULT):
            self._finish(job, kind, content)

    def _add(self, job: Job, content: bytes) -> None:
        """Hand a part on, and read no more while too much of the answer waits to be read."""
        job.answer.add(content)
        if job.answer.is_full:
            self._pause()

    def _welcome(self) -> None:
        """Be ready once it has greeted and can be ended: the two are told on different ways."""
        if self._greeting and self.pid and not self.ready.done():
            self.ready.set_result(None)
            self.generation.greeted(self, self._greeting.refused)

    def _finish(self, job: Job, kind: bytes, content: bytes) -> None:
        self.job = job.process = job.answer.on_room = None
        self._resume()
        rows, self.taken = ENDING.unpack_from(content)
        if kind == END:
            job.answer.complete(rows)
        else:
            job.answer.fail(faults.unpacked(content[ENDING.size :]))
        self.generation.owner.finished(self, job)

    def _pause(self) -> None:
        self._is_paused = True
        self._loop.remove_reader(self._connection)

    def _resume(self) -> None:
        if self._is_paused and not self.is_ended:
            self._is_paused = False
            self._loop.add_reader(self._connection, self._read)

    def _send(self, data: bytes) -> None:
        """Send a request; what the kernel does not take at once follows when it can. A broken pipe shows again at the next reading."""
        try:
            sent = self._connection.send(data)
        except BlockingIOError:
            sent = 0
        except BrokenPipeError:
            sent, self.has_ignored = len(data), True
        self._unsent = data[sent:]
        if self._unsent:
            self._loop.add_writer(self._connection, self._send_rest)

    def _send_rest(self) -> None:
        self._loop.remove_writer(self._connection)
        self._send(self._unsent)
