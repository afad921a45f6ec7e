"""Two processes that do nothing but start the service again when it ends unasked: one watches the service, the other one the watcher.

Both are forked before the service, so they have one thread and can fork at any time. Whoever of the three is killed is replaced by the
others: the service by the watcher, the deputy by the watcher, the watcher by the deputy, while the service goes on answering.
Service and watcher adopt the processes whose parents were killed, so that none stays as a zombie.
"""

from __future__ import annotations

import mmap
import multiprocessing
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import structlog

from painopiste.orphans import adopt, reap

log = structlog.get_logger()
SHORTEST_PAUSE, LONGEST_PAUSE, STEADY = 0.1, 30.0, 60.0
"""Seconds before a service that ended is started again, doubled each time until it has run for so long."""
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SERVICE, OVER = b"service", b"over!!!"
"""What a deputy is told: that this is the service now, or that nothing is left to watch."""
REAPING = 1000
"""Milliseconds between looks for orphans that have ended."""
NOT_TOLD = 255
"""In the shared memory: the work has not ended by itself."""


def react(handler: signal.Handlers | Callable[[int, FrameType | None], None]) -> None:
    """Answer the signals of an operator in this way from now on."""
    for name in SIGNALS:
        signal.signal(name, handler)


def apart(work: Callable[[], object]) -> None:
    """Do some work in a process of its own, so that none of its memory stays in this one; SystemExit if it fails."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(max(process.exitcode, 1))


class Supervisor:
    """Runs some work in a process of its own for as long as it does not end by itself."""

    def __init__(self, work: Callable[[], int]) -> None:
        self._work = work
        self._code = mmap.mmap(-1, 1)
        """Shared by all processes: the exit code of the work once it has ended by itself."""
        self._service = self._deputy = -1
        """Descriptors of processes."""
        self._deputys_end: socket.socket | None = None
        self._is_stopping = False

    def run(self) -> int:
        """The exit code of the work once it has ended by itself or by a signal sent to us."""
        react(self._pass_on)
        self._code[0] = NOT_TOLD
        return self._watch()

    def _watch(self) -> int:
        """Keep service and deputy alive until the service has ended by itself."""
        adopt()
        pause, begun = SHORTEST_PAUSE, time.monotonic()
        while not self._is_over():
            if self._deputy < 0:
                self._appoint()
            if self._service < 0:
                begun = time.monotonic()
                self._start()
            if self._wait() == self._deputy:
                self._deputy = self._closed(self._deputy)
                log.error("deputy ended")
                continue
            self._service = self._closed(self._service)
            if not self._is_over():
                pause = SHORTEST_PAUSE if time.monotonic() - begun > STEADY else min(2 * pause, LONGEST_PAUSE)
                log.error("service ended", again_in=pause)
                time.sleep(pause)
        self._dismiss()
        return self._code[0] if self._code[0] != NOT_TOLD else 0

    def _is_over(self) -> bool:
        """Whether the service is no more and is not to be started again."""
        return self._service < 0 and (self._is_stopping or self._code[0] != NOT_TOLD)

    def _wait(self) -> int:
        """The descriptor of the process that has ended, the service first; orphans are reaped meanwhile."""
        poll, ended = select.poll(), list[int]()
        for handle in (self._service, self._deputy):
            poll.register(handle, select.POLLIN)
        while not ended:
            ended = [handle for handle, _ in poll.poll(REAPING)]
            reap()
        return self._service if self._service in ended else self._deputy

    def _start(self) -> None:
        """Fork the service, and let the deputy know. A signal that comes meanwhile reaches the service."""
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        pid = os.fork()
        if not pid:
            self._become_service()
        self._service = os.pidfd_open(pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        self._tell_deputy()

    def _become_service(self) -> NoReturn:
        adopt()
        react(signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        if self._deputys_end:
            self._deputys_end.close()
        try:
            self._code[0] = code = self._work()
        except Exception:
            log.exception("service ended by an error")
            code = 1
        sys.stdout.flush()
        os._exit(code)

    def _appoint(self) -> None:
        """Fork a deputy, and let it know the service."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if not pid:
            ours.close()
            self._deputise(theirs)
        theirs.close()
        if self._deputys_end:
            self._deputys_end.close()
        self._deputys_end, self._deputy = ours, os.pidfd_open(pid)
        self._tell_deputy()

    def _tell_deputy(self) -> None:
        if self._deputys_end and self._service >= 0:
            with suppress(BrokenPipeError, ConnectionResetError):
                socket.send_fds(self._deputys_end, [SERVICE], [self._service])

    def _deputise(self, superior: socket.socket) -> NoReturn:
        """Wait for the end of the watcher, and take its place unless it said that all is over."""
        react(signal.SIG_IGN)
        self._deputy, self._deputys_end, self._service = -1, None, -1
        while (news := socket.recv_fds(superior, len(OVER), 1))[0]:
            if news[0] == OVER:
                os._exit(0)
            self._service = news[1][0]
        superior.close()
        react(self._pass_on)
        log.error("supervisor ended", successor=os.getpid())
        sys.exit(self._watch())

    def _dismiss(self) -> None:
        """Let the deputy go, and wait until it has gone."""
        if self._deputys_end:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._deputys_end.send(OVER)
            select.select([self._deputy], [], [])
            self._closed(self._deputy)

    def _closed(self, handle: int) -> int:
        """No descriptor any more of a process that has ended."""
        reap()
        os.close(handle)
        return -1

    def _pass_on(self, number: int, _: FrameType | None) -> None:
        self._is_stopping = self._is_stopping or number != signal.SIGHUP
        if self._service >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._service, number)
