"""A backend with a memory: what was asked before is answered at once, what is being asked is not asked twice."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple

from painopiste.answers.flight import Flight
from painopiste.answers.memory import Memory, Whole
from painopiste.store import AnswerStream, Backend, Limits, Question, Served

FUNCTIONS = ("RAND", "NOW", "UUID", "BNODE")
VOLATILE = re.compile(r"\b(RAND|NOW|UUID|STRUUID|BNODE)(?:\s|#[^\n\r]*+)*+\(")
HELD = 64 * 1024
"""Bytes of an answer that are waited for before its first part is sent: an answer of no more is known to be whole by then."""
LARGEST = 8 * 1024 * 1024
"""Bytes of the largest answer that is remembered."""


class Key(NamedTuple):
    """All that an answer depends on: the version of the data, and the SHA-256 of that with the question as hexadecimal digits."""

    version: str
    digest: str


@dataclass
class Begun:
    """An answer that is longer than what is held back, with its first parts; whoever takes it reads the rest."""

    stream: AnswerStream
    parts: list[bytes]
    rest: AsyncIterator[bytes]
    is_taken: bool = False


class Flowing:
    """A long answer on its way to one reader; once it is whole it is remembered, if it is not too large."""

    def __init__(self, begun: Begun, memory: Memory, key: Key | None, tag: str) -> None:
        self._begun = begun
        self._memory = memory
        self._key = key
        self.tag = tag

    @property
    def media_type(self) -> str:
        """The media type that the answer is written in."""
        return self._begun.stream.media_type

    @property
    def rows(self) -> int | None:
        """Rows or triples, once all parts have been read."""
        return self._begun.stream.rows

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """All parts from the first on; raises if the answer cannot be completed."""
        kept, size = [], 0
        async for part in self._all():
            size += len(part)
            if self._key and size <= LARGEST:
                kept.append(part)
            yield part
        if self._key and size <= LARGEST:
            self._memory.put(self._key, Whole(b"".join(kept), self.media_type, self.tag, self.rows))

    async def _all(self) -> AsyncIterator[bytes]:
        for part in self._begun.parts:
            yield part
        async for part in self._begun.rest:
            yield part

    async def aclose(self) -> None:
        """Free what computes the answer."""
        await self._begun.stream.aclose()


class Answers:
    """Whole answers from memory, others from a backend."""

    def __init__(self, backend: Backend, served: Served, capacity: int) -> None:
        self.backend = backend
        self.memory = Memory(capacity)
        self.hits = self.misses = self.shared = 0
        self._served = served
        self._flights: dict[Key, Flight[Whole | Begun]] = {}

    def key(self, question: Question) -> Key | None:
        """What the answer depends on, or None if the same question may have another answer the next time."""
        if not self._served.version or question.volatile or is_volatile(question.text):
            return None
        bindings = sorted((name, str(term)) for name, term in question.bindings.items())
        beside = self._served.version, question.dataset, bindings, question.graph_type, question.result_type
        return Key(self._served.version, hashlib.sha256(f"{beside!r}\n{question.text}".encode()).hexdigest())

    def tag(self, key: Key | None) -> str:
        """The strong entity tag (RFC 9110 §8.8.3) of the answer to a question: same data, question and format, same tag."""
        return f'"{key.digest[:32]}"' if key else ""

    def _current(self, key: Key | None) -> Key | None:
        """The key, if what it is of is still served; otherwise a query that waited may have run on either data.

        Its answer has no tag then, and is not remembered.
        """
        return key if key and key.version == self._served.version else None

    def remembered(self, key: Key | None) -> Whole | None:
        """The answer, if it is in memory."""
        found = self.memory.get(key) if key else None
        if found:
            self.hits += 1
        return found

    async def find(self, question: Question, key: Key | None, limits: Limits, client: str) -> Whole | Flowing:
        """The answer from memory, or from its first bytes on; whatever goes wrong before them is raised here."""
        if known := self.remembered(key):
            return known
        if key is None:
            return self._taken(await self._begin(question, None, limits, client), None)
        flight = self._flights.get(key)
        if flight and not flight.is_given_up:
            self.shared += 1
        else:
            flight = self._depart(question, key, limits, client)
        found = await self._claim(flight)
        if isinstance(found, Begun) and found.is_taken:
            found = await self._begin(question, key, limits, client)
        return self._taken(found, key)

    async def _claim(self, flight: Flight[Whole | Begun]) -> Whole | Begun:
        """What a flight brings; if the last who waited is cancelled just as it arrives, it is given up."""
        try:
            return await flight.wait()
        except asyncio.CancelledError:
            left = flight.unclaimed
            if isinstance(left, Begun) and not left.is_taken:
                left.is_taken = True
                await left.stream.aclose()
            raise

    async def whole(self, question: Question, key: Key | None, limits: Limits, client: str) -> Whole:
        """The answer read to its end."""
        found = await self.find(question, key, limits, client)
        if isinstance(found, Whole):
            return found
        try:
            content = b"".join([part async for part in found])
            return Whole(content, found.media_type, found.tag, found.rows)
        finally:
            await found.aclose()

    def _depart(self, question: Question, key: Key, limits: Limits, client: str) -> Flight[Whole | Begun]:
        async def work() -> Whole | Begun:
            try:
                return await self._begin(question, key, limits, client)
            finally:
                if self._flights.get(key) is flight:
                    del self._flights[key]

        flight = self._flights[key] = Flight(work())
        return flight

    async def _begin(self, question: Question, key: Key | None, limits: Limits, client: str) -> Whole | Begun:
        """Ask the backend, and wait for the end of a short answer or the beginning of a long one."""
        self.misses += 1
        stream = await self.backend.ask(question, limits, client)
        parts, size, rest = [], 0, aiter(stream)
        try:
            async for part in rest:
                parts.append(part)
                size += len(part)
                if size > HELD:
                    return Begun(stream, parts, rest)
        except BaseException:
            await stream.aclose()
            raise
        await stream.aclose()
        key = self._current(key)
        whole = Whole(b"".join(parts), stream.media_type, self.tag(key), stream.rows)
        if key:
            self.memory.put(key, whole)
        return whole

    def _taken(self, found: Whole | Begun, key: Key | None) -> Whole | Flowing:
        if isinstance(found, Whole):
            return found
        found.is_taken, key = True, self._current(key)
        return Flowing(found, self.memory, key, self.tag(key))


def is_volatile(text: str) -> bool:
    """Whether a query calls a function whose value is another one each time.

    >>> is_volatile("SELECT (now() AS ?now) {}"), is_volatile("SELECT ?known { ?known ?p (1) }")
    (True, False)
    """
    upper = text.upper()
    return any(name in upper for name in FUNCTIONS) and bool(VOLATILE.search(upper))
