"""A zygote and the workers that were forked from it: the store in one state of the data, from its opening to its end."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from typing import Protocol

import structlog

from painopiste.errors import BackendStartError, QueryError
from painopiste.orphans import reap
from painopiste.store import Limits, Question, whole
from painopiste.workers import faults
from painopiste.workers.answer import Answer
from painopiste.workers.job import Job
from painopiste.workers.process import Process
from painopiste.workers.settings import PoolSettings
from painopiste.workers.zygote import Opener

log = structlog.get_logger()
LONGEST_FORK = 10.0
"""Seconds in which a zygote must fork; it takes milliseconds."""
LONGEST_REAPING = 2.0
"""Seconds in which a zygote must have reaped its workers once they have been ended."""
REAPING = 0.2
"""Seconds between looks for workers that have ended without a zygote."""
PROBE = "ASK {}"
PROGRAM = "from painopiste.workers.zygote import main; main()"
HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""The store in memory lies on huge pages where there are any: a fork then copies fewer entries and takes a third of the time."""
READ = 1 << 16
Message = dict[str, object]


class Owner(Protocol):
    """Is told what happens to workers and to the zygote."""

    def greeted(self, process: Process, refused: str | None) -> None:
        """A worker is ready for its first job; `refused` says why it is not confined, if it is not."""

    def finished(self, process: Process, job: Job) -> None:
        """A worker has completed or failed a job and is free."""

    def lost(self, process: Process, status: int | None, said: str) -> None:
        """A worker's process has ended; its job, if it had one, has got all that it sent."""

    def zygote_lost(self, generation: Generation) -> None:
        """The zygote has ended; its workers go on."""


class Generation:
    """Started by `open`, asked for workers by `hire`, ended by `close`."""

    def __init__(self, opener: Opener, settings: PoolSettings, owner: Owner) -> None:
        self.owner = owner
        self.processes: dict[int, Process] = {}
        self.is_alive = False
        """Whether the zygote is there."""
        self.pid = 0
        self._opener = opener
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._is_open = False
        self._is_staffed = False
        self._is_closing = False
        self._ended = asyncio.Event()
        self._hired = 0
        self._lifeline = -1

    @property
    def is_hiring(self) -> bool:
        """Whether it can be asked for workers."""
        return self.is_alive and self._is_open and not self._is_closing

    async def open(self) -> None:
        """Start the zygote and wait until its store is open and workers have answered, or BackendStartError."""
        try:
            async with asyncio.timeout(self._settings.start):
                self._spawn()
                await self._ready
                await self._staff()
            self._is_staffed = True
        except TimeoutError as error:
            raise BackendStartError(f"The store did not answer within {self._settings.start:g} s.") from error
        except (OSError, QueryError) as error:
            raise BackendStartError(f"The store cannot be opened: {error}") from error
        finally:
            if not self._is_staffed:
                self.close()
                await self.closed()

    async def _staff(self) -> None:
        """Hire as many workers as are kept at hand, wait until they are ready, and let each answer a first question."""
        hired = [self.hire() for _ in range(self._settings.fresh)]
        await asyncio.wait([process.ready for process in hired])
        if not all(process.is_ready for process in hired):
            raise BackendStartError("The store cannot be asked: workers ended before they were ready.")
        probes = [Job(Question(PROBE), Limits(), "", Answer(self._loop, self._settings.buffer), self._loop.time()) for _ in hired]
        for process, probe in zip(hired, probes, strict=True):
            process.give(probe, self._loop.time())
        await asyncio.gather(*(whole(probe.answer) for probe in probes))

    def greeted(self, process: Process, refused: str | None) -> None:
        """A worker is ready."""
        self.owner.greeted(process, refused)

    def broken(self, process: Process) -> None:
        """A worker's connection has ended. Why, the zygote tells when it has reaped it, if it lives."""
        if not self.is_alive:
            self._loop.call_soon(self._lose, process, None, "")

    def hire(self) -> Process:
        """A new worker, which greets when it is ready."""
        self._hired += 1
        ours, theirs = socket.socketpair()
        process = self.processes[self._hired] = Process(self._hired, ours, self._loop, self)
        with theirs:
            try:
                socket.send_fds(self._control, [str(self._hired).encode()], [theirs.fileno()])
            except OSError:
                self._kill_zygote()
        return process

    def dismiss(self, process: Process) -> None:
        """Part from a worker that has nothing to do; it leaves by itself."""
        self.processes.pop(process.number, None)
        process.close()

    def end(self, process: Process) -> None:
        """Part from a worker whatever it does."""
        self.processes.pop(process.number, None)
        process.kill()

    def close(self) -> None:
        """End every worker and the zygote: after it has reaped its workers, or at once if it has none or does not in time."""
        if self._is_closing:
            return
        self._is_closing = True
        for process in [*self.processes.values()]:
            if process.job:
                process.job.answer.fail(faults.closed())
            self.end(process)
        if self.is_alive and self._is_open:
            self._control.shutdown(socket.SHUT_WR)
            self._loop.call_later(LONGEST_REAPING, self._cut)
        else:
            self._cut()

    async def closed(self) -> None:
        """Wait until the zygote has ended after `close`."""
        if self.is_alive:
            await self._ended.wait()

    def _cut(self) -> None:
        """Close the lifeline, which ends whatever is left of the process group."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
        self._lifeline = -1

    def _spawn(self) -> None:
        """Start the program. It is in a process group of its own, all of which ends when the lifeline is closed."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        reading, self._lifeline = os.pipe()
        self._words, writing = os.pipe()
        os.set_blocking(self._words, False)
        order = os.memfd_create("opener")
        os.write(order, pickle.dumps((self._opener, self._settings)))
        os.lseek(order, 0, os.SEEK_SET)
        descriptors = (theirs.fileno(), reading)
        command = [sys.executable, "-P", "-c", PROGRAM, *map(str, descriptors)]
        self._zygote = subprocess.Popen(
            command, stdin=order, stdout=subprocess.DEVNULL, stderr=writing, pass_fds=descriptors, process_group=0, env={**os.environ, **HUGE_PAGES}
        )
        self.pid = self._zygote.pid
        self._handle = os.pidfd_open(self.pid)
        self.is_alive = True
        theirs.close()
        for handle in (reading, writing, order):
            os.close(handle)
        self._control.setblocking(False)
        self._loop.add_reader(self._control, self._hear)
        self._loop.add_reader(self._handle, self._gone)
        self._loop.add_reader(self._words, self._note)

    def _note(self) -> None:
        """Log what the zygote has written to standard error."""
        with suppress(BlockingIOError):
            if said := os.read(self._words, READ):
                log.warning("zygote said", said=said.decode(errors="replace").strip())
            else:
                self._loop.remove_reader(self._words)

    def _hear(self) -> None:
        while self.is_alive:
            try:
                content, descriptors, _, _ = socket.recv_fds(self._control, READ, 1)
            except BlockingIOError:
                return
            except ConnectionResetError:
                content = b""
            if not content:
                self._loop.remove_reader(self._control)
                return
            self._take(json.loads(content), descriptors)

    def _take(self, message: Message, descriptors: list[int]) -> None:
        match message:
            case {"ready": True} if not self._ready.done():
                self._is_open = True
                self._ready.set_result(None)
            case {"failed": str(reason)}:
                self._fail(reason, is_final=True)
            case {"forked": int(number), "pid": int(pid)}:
                self._forked(number, pid, descriptors[0])
            case {"died": int(number), "status": int() | None as status, "said": str(said)} if number in self.processes:
                self._lose(self.processes[number], status, said)

    def _fail(self, reason: str, is_final: bool = False) -> None:
        if not self._ready.done():
            self._ready.set_exception(BackendStartError(f"The store cannot be opened: {reason}", is_final))

    def _forked(self, number: int, pid: int, handle: int) -> None:
        if number in self.processes:
            self.processes[number].forked(pid, handle)
        else:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)

    def _lose(self, process: Process, status: int | None, said: str) -> None:
        if process.number not in self.processes:
            return
        process.drain()
        del self.processes[process.number]
        process.close()
        self.owner.lost(process, status, said)

    def check(self, now: float) -> None:
        """End a zygote that has not forked in time; another one will be started."""
        if self.is_alive and any(not process.pid and now - process.since > LONGEST_FORK for process in self.processes.values()):
            self._kill_zygote()

    def _reap(self) -> None:
        """Leave no zombies of the workers that outlived the zygote: they are children of this process by now, in the zygote's process group."""
        if reap(self.pid):
            self._loop.call_later(REAPING, self._reap)

    def _kill_zygote(self) -> None:
        signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _gone(self) -> None:
        """The zygote has ended: hear its last messages, and give up the workers that it has not forked or whose end it has not seen."""
        self._hear()
        self._note()
        self.is_alive = False
        for handle in (self._handle, self._control, self._words):
            self._loop.remove_reader(handle)
        os.close(self._handle)
        os.close(self._words)
        self._control.close()
        self._zygote.wait()
        self._reap()
        if not self.processes:
            self._cut()
        self._ended.set()
        self._fail(f"its process ended with code {self._zygote.returncode}")
        for process in [*self.processes.values()]:
            if process.is_ended or not process.pid:
                self._lose(process, None, "")
        self.owner.zygote_lost(self)
