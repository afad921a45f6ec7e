"""A process that does nothing but start the service again when it ends unasked."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

import structlog

log = structlog.get_logger()
SHORTEST_PAUSE, LONGEST_PAUSE, STEADY = 0.1, 30.0, 60.0
"""Seconds before a service that ended is started again, doubled each time until it has run for so long."""


class Supervisor:
    """Runs some work in a process of its own for as long as it does not end by itself."""

    def __init__(self, work: Callable[[], int]) -> None:
        self._work = work
        self._child = 0
        self._is_stopping = False

    def run(self) -> int:
        """The exit code of the work once it has ended by itself or by a signal sent to us."""
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._pass_on)
        pause = SHORTEST_PAUSE
        while True:
            begun = time.monotonic()
            status = self._run_once()
            if os.WIFEXITED(status) or self._is_stopping:
                return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 0
            pause = SHORTEST_PAUSE if time.monotonic() - begun > STEADY else pause
            log.error("service ended", signal=os.WTERMSIG(status), again_in=pause)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _run_once(self) -> int:
        self._child = os.fork()
        if not self._child:
            for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(name, signal.SIG_DFL)
            sys.exit(self._work())
        return os.waitpid(self._child, 0)[1]

    def _pass_on(self, number: int, _: FrameType | None) -> None:
        self._is_stopping = self._is_stopping or number != signal.SIGHUP
        os.kill(self._child, number)
