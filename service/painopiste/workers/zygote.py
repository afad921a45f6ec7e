"""A zygote: a process with one thread that holds the store and forks workers from itself.

It is started as a program of its own, so that nothing of the service, its threads, files and event loop, is in it or in its workers.
Messages of the control socket: in comes the number of a worker with the worker's end of its connection; out go `ready` or `failed`,
`forked` with a descriptor of the process, and `died` with its wait status and what it said at the end.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from painopiste.errors import HouseError
from painopiste.store import Store
from painopiste.workers.confinement import end_with
from painopiste.workers.settings import PoolSettings
from painopiste.workers.worker import Worker

Opener = Callable[[], Store]
"""Gives the filled store. It is pickled, so it is a function of a module, or a partial of one."""
SAID = 2000
"""Bytes of what a worker said last that are told."""


@dataclass(frozen=True)
class Child:
    """A forked worker: its number, its process, and the pipe that it writes its last words to."""

    number: int
    pid: int
    handle: int
    words: int

    def last_words(self) -> str:
        """The end of what it wrote to standard error."""
        try:
            return os.read(self.words, 1 << 16)[-SAID:].decode(errors="replace").strip()
        except BlockingIOError:
            return ""

    def close(self) -> None:
        """Free the descriptors."""
        os.close(self.handle)
        os.close(self.words)


class Zygote:
    """Serves the control socket until it is closed."""

    def __init__(self, store: Store, settings: PoolSettings, control: socket.socket, lifeline: int) -> None:
        self._store = store
        self._settings = settings
        self._control = control
        self._lifeline = lifeline
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def serve(self) -> None:
        """Fork and reap until the pool has no more use for this zygote."""
        self._tell({"ready": True})
        is_wanted = True
        while is_wanted or self._children:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    is_wanted = self._take_order()
                else:
                    self._reap(self._children[key.fd])

    def _take_order(self) -> bool:
        order, descriptors, _, _ = socket.recv_fds(self._control, 1024, 1)
        if not order:
            self._selector.unregister(self._control)
            return False
        try:
            self._fork(int(order), descriptors[0])
        except OSError as error:
            self._tell({"died": int(order), "status": None, "said": f"cannot fork: {error}"})
        os.close(descriptors[0])
        return True

    def _fork(self, number: int, connection: int) -> None:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_worker(connection, writing)
        os.close(writing)
        os.set_blocking(reading, False)
        child = Child(number, pid, os.pidfd_open(pid), reading)
        self._children[child.handle] = child
        self._selector.register(child.handle, selectors.EVENT_READ)
        self._tell({"forked": number, "pid": pid}, [child.handle])

    def _become_worker(self, connection: int, words: int) -> NoReturn:
        """Keep standard error, the lifeline and the connection, and nothing else."""
        os.set_blocking(words, False)
        os.dup2(words, 2)
        for kept, next_kept in pairwise([2, *sorted((self._lifeline, connection)), os.sysconf("SC_OPEN_MAX")]):
            os.closerange(kept + 1, next_kept)
        try:
            worker = Worker(self._store, socket.socket(fileno=connection), self._settings)
            worker.greet()
            worker.work()
        except Exception:
            traceback.print_exc()
        os._exit(1)

    def _reap(self, child: Child) -> None:
        _, status = os.waitpid(child.pid, 0)
        self._selector.unregister(child.handle)
        del self._children[child.handle]
        self._tell({"died": child.number, "status": status, "said": child.last_words()})
        child.close()

    def _tell(self, message: dict[str, object], descriptors: list[int] | None = None) -> None:
        tell(self._control, message, descriptors)


def tell(control: socket.socket, message: dict[str, object], descriptors: list[int] | None = None) -> None:
    """Send a message to the pool, if it is still there."""
    try:
        socket.send_fds(control, [json.dumps(message).encode()], descriptors or [])
    except (BrokenPipeError, ConnectionResetError):
        return


def opened(opener: Opener, control: socket.socket) -> Store:
    """The store, or an end with the reason told."""
    try:
        return opener()
    except HouseError as error:
        tell(control, {"failed": str(error)})
    except Exception as error:
        tell(control, {"failed": f"{type(error).__name__}: {error}"})
    sys.exit(1)


def main() -> None:
    """Open the store that standard input tells of and serve the control socket whose number is the first argument."""
    control, lifeline = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    end_with(lifeline)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    opener, settings = pickle.load(sys.stdin.buffer)
    store = opened(opener, control)
    gc.collect()
    gc.freeze()
    Zygote(store, settings, control, lifeline).serve()


if __name__ == "__main__":
    main()
