"""An operator finds each query in the log of the service."""

from __future__ import annotations

import json

import httpx2
import pytest

from painopiste.api.query_log import fingerprint
from running.service import Running, until

CROSSING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"


@pytest.mark.parametrize(
    ("query", "event", "level", "status", "outcome"),
    [
        ("SELECT ?kind { ?thing a ?kind } LIMIT 3 # logged", "query", "info", 200, "answered"),
        ("SELECT logged", "query", "info", 400, "refused"),
        (f"{CROSSING} # logged", "slow query", "warning", 503, "failed"),
    ],
)
def test_each_query_is_logged_with_what_came_of_it(short: Running, query: str, event: str, level: str, status: int, outcome: str) -> None:
    """As one line of JSON; a slow query with its text."""
    assert httpx2.get(f"{short.url}/sparql", params={"query": query}, timeout=30).status_code == status

    def entries() -> list[dict[str, object]]:
        lines = [json.loads(line) for line in short.log.read_text().splitlines()]
        return [line for line in lines if line.get("fingerprint") == fingerprint(query)]

    until(lambda: bool(entries()), "a line for the query")
    (entry,) = entries()
    assert (entry["event"], entry["level"], entry["status"], entry["outcome"]) == (event, level, status, outcome)
    assert entry.get("query") == (query if event == "slow query" else None)
    assert {"seconds", "rows", "bytes", "client", "timestamp"} <= entry.keys()
