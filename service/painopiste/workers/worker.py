"""A worker: answers one question after the other on the store it was forked with, and can be ended at any moment."""

from __future__ import annotations

import os
import signal
import socket
from typing import NoReturn

from painopiste.errors import HouseError
from painopiste.store import Limits, Question, Store, run
from painopiste.workers import faults
from painopiste.workers.confinement import refuse_calls, set_limits, use_small_pages
from painopiste.workers.frames import END, ENDING, FAULT, HEAD, HEADER, PART, SECONDS, Greeting, framed, unpacked
from painopiste.workers.memory import private, taken
from painopiste.workers.settings import PoolSettings

NICE = 5
"""What a worker gives way by to the service, which hands its answers on, and to the zygote, which forks the next worker."""
HELD = 64 * 1024
"""Bytes of an answer that are held back until more come or the answer ends: an answer that fails before has not begun."""


class Reply:
    """One answer on its way to the pool."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._parts: list[bytes] = []
        self._size = 0
        self._head = b""

    def head(self, media_type: str) -> None:
        """Say what the answer is written in, as soon as some of it is sent."""
        self._head = framed(HEAD, media_type.encode())

    def write(self, chunk: bytes) -> None:
        """Take a part; send what has been held back once it is enough."""
        self._parts.append(chunk)
        self._size += len(chunk)
        if self._size >= HELD:
            self._send(self._held())

    def complete(self, rows: int, taken: int) -> None:
        """Send what is left and the end, with the memory that the worker has taken."""
        self._send(self._held() + framed(END, ENDING.pack(rows, taken)))

    def fail(self, error: HouseError, taken: int) -> None:
        """Send an error instead of what is left."""
        self._send(framed(FAULT, ENDING.pack(0, taken) + faults.packed(error)))

    def _held(self) -> bytes:
        held = b"".join([self._head, HEADER.pack(PART, self._size), *self._parts])
        self._head, self._parts, self._size = b"", [], 0
        return held

    def _send(self, data: bytes) -> None:
        try:
            self._connection.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)


class Worker:
    """A store and a connection to the pool."""

    def __init__(self, store: Store, connection: socket.socket, settings: PoolSettings) -> None:
        self._store = store
        self._connection = connection
        self._settings = settings
        self._taken_before = 0

    def greet(self) -> None:
        """Open the store, give up what is not needed, and say so."""
        os.nice(NICE)
        use_small_pages()
        self._store.open()
        set_limits(self._settings.memory, self._settings.stack)
        greeting = Greeting(private(), refuse_calls(self._store.reads_files))
        self._taken_before = taken()
        self._connection.sendall(greeting.framed())

    def work(self) -> NoReturn:
        """Answer until the pool closes the connection."""
        while request := self._receive():
            seconds = SECONDS.unpack_from(request)[0]
            self._answer(seconds, *unpacked(memoryview(request)[SECONDS.size :], seconds))
        os._exit(0)

    def _receive(self) -> bytes:
        data = self._connection.recv(HELD)
        size = HEADER.size + HEADER.unpack_from(data)[1] if data else 0
        while len(data) < size:
            data += self._connection.recv(size - len(data)) or os._exit(0)
        return data[HEADER.size :]

    def _answer(self, seconds: float, question: Question, limits: Limits) -> None:
        """Answer one question. The alarm is at its default: it ends the process, also in the midst of the engine."""
        reply = Reply(self._connection)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
        try:
            rows = run(self._store, question, limits, reply)
            signal.setitimer(signal.ITIMER_REAL, 0)
            reply.complete(rows, self._taken())
        except (HouseError, MemoryError) as error:
            signal.setitimer(signal.ITIMER_REAL, 0)
            reply.fail(error if isinstance(error, HouseError) else faults.out_of_memory(self._settings.memory), self._taken())

    def _taken(self) -> int:
        return taken() - self._taken_before
