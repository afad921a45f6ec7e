"""Rows of any backend as terms of this store, for pages and stored queries."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from painopiste.errors import QueryError
from painopiste.store.asking import JSON_RESULTS, AnswerStream, Backend, Limits, Question
from painopiste.store.store import Term

Row = dict[str, Term]


async def rows(backend: Backend, text: str, bindings: Mapping[str, Term] | None = None, limits: Limits | None = None, client: str = "") -> list[Row]:
    """The solutions of a SELECT query as mappings from variable to term; unbound variables are left out."""
    stream = await backend.ask(Question(text, bindings=bindings or {}, graph_type=None, result_type=JSON_RESULTS), limits or Limits(), client)
    return parse_rows(await whole(stream))


async def whole(stream: AnswerStream) -> bytes:
    """An answer read to its end; if that fails, what computes it is freed."""
    try:
        return b"".join([part async for part in stream])
    finally:
        await stream.aclose()


def parse_rows(results: bytes) -> list[Row]:
    """Solutions from SPARQL JSON results; QueryError if they are the answer to an ASK query."""
    found = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError("Only a SELECT query has rows.")
    names = [variable.value for variable in found.variables]
    return [{name: term for name in names if isinstance(term := solution[name], Term)} for solution in found]
