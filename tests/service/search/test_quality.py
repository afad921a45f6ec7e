"""Whether people find what they look for, by queries that were written down before the index was tuned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from painopiste.graph import Iris
from painopiste.search import Index
from painopiste.store import Store

QUERIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8"))
FIRST = 10


def is_found(index: Index, query: dict[str, Any]) -> bool:
    """Whether all that a query looks for stands among the first hits."""
    hits = {hit.iri for hit in index.search(query["text"], query["language"], limit=FIRST).hits}
    return {Iris(index.base).absolute(iri) for iri in query["finds"]} <= hits


def missed(index: Index) -> list[str]:
    """The queries that do not find what they look for."""
    return [f"{query['language']}: {query['text']}" for query in QUERIES if not is_found(index, query)]


def test_the_queries_are_sixty_in_three_languages() -> None:
    """Half of them are Finnish, and none stands twice."""
    assert Counter(query["language"] for query in QUERIES) == {"fi": 30, "sv": 15, "en": 15}
    assert len({(query["language"], query["text"]) for query in QUERIES}) == 60


@pytest.mark.parametrize("iri", sorted({iri for query in QUERIES for iri in query["finds"]}))
def test_what_is_looked_for_is_there(index: Index, store: Store, iri: str) -> None:
    """No query waits for a thing that the graph does not have."""
    assert store.rows(f"SELECT ?p {{ <{Iris(index.base).absolute(iri)}> ?p ?o }} LIMIT 1")


def test_most_is_found_without_a_morphology(index: Index) -> None:
    """At least 85 of 100 queries."""
    failing = missed(index)
    assert len(failing) <= 0.15 * len(QUERIES), failing


def test_nearly_all_is_found_with_voikko(voikko_index: Index) -> None:
    """At least 95 of 100 queries."""
    failing = missed(voikko_index)
    assert len(failing) <= 0.05 * len(QUERIES), failing
