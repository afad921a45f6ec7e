"""What is asked of a store and how it answers, whichever kind of store it is: workers with the graph in memory, or another endpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from painopiste.store.store import WHOLE, Dataset, Term

JSON_RESULTS, TURTLE = "application/sparql-results+json", "text/turtle"


@dataclass(frozen=True)
class Question:
    """A query with all that its answer depends on.

    `graph_type` is the media type that the client prefers if the query turns out to be CONSTRUCT or DESCRIBE, `result_type` if it
    turns out to be SELECT or ASK; None says that the client accepts none of that form. `volatile` says that the same question may have
    another answer the next time, since some of it came from elsewhere.
    """

    text: str
    dataset: Dataset = WHOLE
    bindings: Mapping[str, Term] = field(default_factory=dict)
    graph_type: str | None = TURTLE
    result_type: str | None = JSON_RESULTS
    prefixes: Mapping[str, str] = field(default_factory=dict)
    volatile: bool = False


@dataclass(frozen=True)
class Limits:
    """How far an answer may go: wall-clock seconds from admission to last byte, rows or triples, bytes before compression."""

    seconds: float = 30.0
    rows: int = 1_000_000
    bytes: int = 256_000_000


class AnswerStream(Protocol):
    """An answer under way. Iterating raises a HouseError if it cannot be completed: what was given so far is then no answer."""

    @property
    def media_type(self) -> str:
        """The media type that the answer is written in."""

    @property
    def rows(self) -> int | None:
        """Rows or triples, once the answer is complete and if whoever computed it has counted them."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The parts of the answer, the last one when it is complete."""

    async def aclose(self) -> None:
        """Give the answer up, or say that it has been read; whatever computes it is freed."""


class Backend(Protocol):
    """A store that can be asked by many clients at once."""

    async def ask(self, question: Question, limits: Limits, client: str = "") -> AnswerStream:
        """The answer from its first byte on; whatever goes wrong before that is raised here. `client` says who waits, for fairness."""

    async def close(self) -> None:
        """End every query and free everything."""
