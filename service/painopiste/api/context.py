"""What the API needs to answer, put together by the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from painopiste.answers import Answers
from painopiste.queries import Questions
from painopiste.remote import Federation
from painopiste.search import Shelf
from painopiste.sources import SourceText
from painopiste.store import Limits, Served


@dataclass(frozen=True)
class ApiContext:
    """The catalogue over a backend, its remembered answers, and what a request may be told and may ask."""

    questions: Questions
    answers: Answers
    served: Served
    shelf: Shelf
    federation: Federation | None
    texts: Mapping[str, SourceText]
    downloads: Callable[[], Path]
    """Where the files of the release lie at the moment."""
    version: str
    limits: Limits
    max_query_bytes: int
    max_memory: int
    cache_control: str
    language: Callable[[str], str]
