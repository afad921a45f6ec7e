"""One question on its way through the pool."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from painopiste.store import Limits, Question
from painopiste.workers.answer import Answer
from painopiste.workers.frames import HEADER, QUESTION, SECONDS, packed

if TYPE_CHECKING:
    from painopiste.workers.process import Process


class Lane(Enum):
    """Where a query waits or runs, in the order in which free places are given away."""

    INTERNAL = "internal"
    FAST = "fast"
    SLOW = "slow"
    FLOWING = "flowing"
    """Answers that began in the fast lane and have turned out long; nothing waits here."""

    __hash__ = object.__hash__
    """A lane is looked up a dozen times a query, and the hash of an enumeration is computed in Python."""


class Job:
    """A question with its limits, its deadline on the clock of the event loop, its answer, and where it runs."""

    __slots__ = ("answer", "client", "content", "cpu", "deadline", "fingerprint", "is_on_trial", "is_retried", "lane", "limits", "process", "started")

    def __init__(self, question: Question, limits: Limits, client: str, answer: Answer, now: float) -> None:
        self.content = packed(question, limits)
        self.limits = limits
        self.client = client
        self.answer = answer
        self.deadline = now + limits.seconds
        self.fingerprint = hash((question.text, question.dataset, *question.bindings.items()))
        self.lane = Lane.FAST if client else Lane.INTERNAL
        self.process: Process | None = None
        self.is_on_trial = False
        """Whether it may run only as long as it is light, since its client runs as many others as it may."""
        self.is_retried = False
        """Whether it was started again after its process was killed."""
        self.started = 0.0
        self.cpu = 0.0

    def request(self, now: float) -> bytes:
        """The frame that asks a worker."""
        size = SECONDS.size + len(self.content)
        return b"".join([HEADER.pack(QUESTION, size), SECONDS.pack(self.deadline - now), self.content])
