"""SERVICE, asked by us and not by the engine: off unless an operator lists endpoints.

Supported is SERVICE, with or without SILENT, of an IRI that is listed, in the outermost group of WHERE. Its solutions are fetched and
put into the query as VALUES, so that the engine that runs it needs no network. If the triples and VALUES beside it have few solutions,
their values are sent along and only what joins with them is fetched; otherwise all of it is, up to a number of rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from painopiste.errors import AnswerLimitError, ForbiddenQueryError, HouseError, QueryError, QueryTimeoutError, ServiceError
from painopiste.remote.addresses import GuardedTransport, networks
from painopiste.remote.backend import RemoteBackend
from painopiste.remote.bindings import bound
from painopiste.remote.clauses import Clause, beside, can_be_sent, clauses_of, remote_text, spliced, values_of
from painopiste.remote.datasets import without_clauses
from painopiste.remote.endpoint import Endpoint
from painopiste.store.asking import JSON_RESULTS, Backend, Limits, Question
from painopiste.store.tokens import tokens_of
from painopiste.store.transcoding import Table, table_of

NOTHING_ADDED = "{}"
PROBE = 3  # a third of the time may be spent on what is sent along


@dataclass(frozen=True)
class Policy:
    """Which endpoints may be asked and how far: wall-clock seconds, rows and bytes for each SERVICE clause.

    `networks` lists networks, as in 127.0.0.0/8, whose addresses may be asked though they are not public. With up to `sent_along`
    solutions beside a SERVICE clause their values are sent along. A query may have up to `clauses` of them.
    """

    endpoints: tuple[str, ...]
    networks: tuple[str, ...] = ()
    limits: Limits = field(default_factory=lambda: Limits(seconds=10, rows=10_000, bytes=10_000_000))
    sent_along: int = 500
    clauses: int = 8


class Federation:
    """Replaces the SERVICE clauses of queries by what their endpoints answer."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        listed = networks(policy.networks)
        self._endpoints: Mapping[str, Backend] = {url: RemoteBackend(Endpoint(url), transport=GuardedTransport(listed)) for url in policy.endpoints}

    async def close(self) -> None:
        """End everything that is being fetched."""
        for endpoint in self._endpoints.values():
            await endpoint.close()

    async def joined(self, question: Question, limits: Limits, local: Backend, client: str = "") -> tuple[Question, Limits]:
        """The question without SERVICE, and the limits that are left for it; `client` is who waits when `local` is asked.

        Raises ForbiddenQueryError for an endpoint that is not listed or a form that is not supported, ServiceError if an endpoint
        gives no whole answer within its limits.
        """
        count = len(clauses_of(tokens_of(question.text)))
        if count > self._policy.clauses:
            raise ForbiddenQueryError(f"A query may have up to {self._policy.clauses} SERVICE clauses here, not {count}.")
        if not count:
            return question, limits
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limits.seconds
        asked = replace(question, text=bound(question.text, question.bindings), bindings={}, volatile=True)
        while clauses := clauses_of(tokens_of(asked.text)):
            left = replace(limits, seconds=max(0.001, deadline - loop.time()))
            values = await self._values(asked, clauses[0], left, local, client)
            asked = replace(asked, text=spliced(asked.text, clauses[0].element, values))
        return asked, replace(limits, seconds=max(0.001, deadline - loop.time()))

    async def _values(self, question: Question, clause: Clause, left: Limits, local: Backend, client: str) -> str:
        endpoint = self._endpoints.get(clause.url)
        if endpoint is None:
            raise ForbiddenQueryError(f"SERVICE may not ask <{clause.url}> here. It may ask: {', '.join(self._policy.endpoints) or 'nothing'}.")
        limits = replace(self._policy.limits, seconds=min(self._policy.limits.seconds, left.seconds))
        along = await self._sent_along(question, clause, limits, local, client)
        if along and not along.rows:
            return values_of(along)
        try:
            return usable(await fetched(endpoint, Question(remote_text(question.text, clause, along)), limits))
        except ForbiddenQueryError:
            raise
        except HouseError as error:
            if clause.is_silent:
                return NOTHING_ADDED
            raise ServiceError(clause.url, str(error)) from error

    async def _sent_along(self, question: Question, clause: Clause, limits: Limits, local: Backend, client: str) -> Table | None:
        """The solutions beside a clause; None if nothing is shared, or there are too many, or they take too long, or one cannot be sent."""
        text = beside(question.text, clause, self._policy.sent_along + 1)
        if not text:
            return None
        _, dataset = without_clauses(question.text)
        asked = replace(question, text=text, dataset=dataset if question.dataset.is_whole else question.dataset, result_type=JSON_RESULTS)
        try:
            table = await fetched(local, asked, replace(limits, seconds=limits.seconds / PROBE), client)
        except (QueryTimeoutError, AnswerLimitError):
            return None
        return table if len(table.rows) <= self._policy.sent_along and can_be_sent(table) else None


def usable(table: Table) -> str:
    """Solutions as VALUES, or QueryError if one has a blank node, which no query can name."""
    for place, name in enumerate(table.names):
        if any((row[place] or "").startswith("_:") for row in table.rows):
            raise QueryError(f"?{name} is a blank node there, which has no name here. Ask for what it is known by instead.")
    return values_of(table)


async def fetched(backend: Backend, question: Question, limits: Limits, client: str = "") -> Table:
    """The whole answer to a SELECT."""
    answer = await backend.ask(question, limits, client)
    try:
        content = b"".join([part async for part in answer])
    finally:
        await answer.aclose()
    return await asyncio.to_thread(table_of, content)
