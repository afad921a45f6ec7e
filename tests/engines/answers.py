"""Answers of a backend, whole and comparable."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox

from painopiste.remote import Endpoint, RemoteBackend
from painopiste.store.asking import Limits, Question

JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


async def ask(endpoint: Endpoint, question: Question, limits: Limits) -> bytes:
    """The whole answer of an endpoint that is asked once."""
    backend = RemoteBackend(endpoint)
    try:
        answer = await backend.ask(question, limits)
        return b"".join([part async for part in answer])
    finally:
        await backend.close()


def asked(endpoint: Endpoint, question: Question | str, limits: Limits | None = None) -> bytes:
    """The whole answer; a text is asked as it is, with graphs in N-Triples."""
    whole = question if isinstance(question, Question) else Question(question, graph_type=TRIPLES)
    return asyncio.run(ask(endpoint, whole, limits or Limits()))


def solutions(content: bytes, joined: Mapping[str, str] | None = None) -> Counter[tuple[str, ...]]:
    """The solutions of a JSON answer, with how often each is there.

    `joined` names the variables that GROUP_CONCAT makes, with their separators: it may join in any order, so their parts are sorted.
    Of nothing it makes the empty text, but in Virtuoso nothing; the two are taken for the same.
    """
    found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    names = sorted(variable.value for variable in found.variables)
    return Counter(tuple(cell(row[name], (joined or {}).get(name)) for name in names) for row in found)


def cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, separator: str | None) -> str:
    """A term as text; a text that was joined in any order, in one order."""
    if separator is not None and isinstance(term, ox.Literal):
        return separator.join(sorted(term.value.split(separator)))
    if separator is not None and term is None:
        return ""
    return str(term).removesuffix(STRING)


def statements(content: bytes) -> set[str]:
    """The lines of an answer in N-Triples."""
    return set(content.decode().splitlines())
