"""Stored queries asked of a backend."""

from __future__ import annotations

import json
from collections.abc import Mapping

from painopiste.errors import ParameterError
from painopiste.graph import PREFIXES, Iris
from painopiste.queries.catalogue import Catalogue
from painopiste.store import JSON_RESULTS, TURTLE, Backend, Limits, Question, parse_rows, whole

Row = dict[str, str]


class Questions:
    """The catalogue over a backend; what it asks for the service itself is trusted and waits behind no client."""

    def __init__(self, backend: Backend, catalogue: Catalogue, iris: Iris) -> None:
        self.backend = backend
        self.catalogue = catalogue
        self.iris = iris

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes under which graphs are written."""
        return {**PREFIXES, "def": self.iris.term("")}

    def question(self, name: str, values: Mapping[str, str], graph_type: str | None = TURTLE, result_type: str | None = JSON_RESULTS) -> Question:
        """A stored query with its parameters bound, or ParameterError."""
        query = self.catalogue[name]
        bindings = query.bind(values, self.iris.absolute)
        return Question(query.text, bindings=bindings, graph_type=graph_type, result_type=result_type, prefixes=self.prefixes)

    async def rows(self, name: str, **values: str) -> list[Row]:
        """The solutions of a stored SELECT query as texts; the language of ?label stands under “label@”."""
        found = parse_rows(await self._whole(name, values))
        return [
            {key: term.value for key, term in row.items()} | {f"{key}@": getattr(term, "language", None) or "" for key, term in row.items()}
            for row in found
        ]

    async def holds(self, name: str, **values: str) -> bool:
        """The answer to a stored ASK query."""
        return bool(json.loads(await self._whole(name, values))["boolean"])

    async def _whole(self, name: str, values: Mapping[str, str]) -> bytes:
        return await whole(await self.backend.ask(self.question(name, values), Limits()))


async def known(questions: Questions, iri: str) -> bool:
    """Whether the graph says anything of an IRI; what is no IRI is not known."""
    try:
        return await questions.holds("pages/known", resource=iri)
    except ParameterError:
        return False
