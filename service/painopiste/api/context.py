"""What the API needs to answer, put together by the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from painopiste.graph import Iris
from painopiste.queries import Catalogue
from painopiste.sources import SourceText
from painopiste.store import Store


@dataclass(frozen=True)
class ApiContext:
    """A store with its catalogue, and what a request may be told about it."""

    store: Store
    catalogue: Catalogue
    iris: Iris
    texts: Mapping[str, SourceText]
    downloads: Path
    version: str
    data_version: str
    max_query_bytes: int
    language: Callable[[str], str]
