"""The SPARQL endpoint: queries by the protocol, and without a query the description of the service."""

from __future__ import annotations

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from painopiste.answers import Whole
from painopiste.api.context import ApiContext
from painopiste.api.formats import wanted
from painopiste.api.negotiation import choose
from painopiste.api.observing import QUERY, client_of
from painopiste.api.protocol import QueryRequest, read
from painopiste.api.self_description import described
from painopiste.api.sending import VARY, Sender, unless_gone
from painopiste.search import rewritten
from painopiste.store import GRAPH_TYPES, JSON_RESULTS, Limits, Question, refuse_forbidden
from painopiste.tables import PARQUET, as_parquet

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ALLOW = {"Allow": ", ".join(METHODS)}
HTML = "text/html"
SERVICE, SEARCH = "SERVICE", "search"
"""What a query that uses def:search or def:searchScore has in it, be it under another prefix."""
PARQUET_LIMIT = 64 * 1024 * 1024
"""Bytes of JSON results that are made into one Parquet file."""


class SparqlEndpoint:
    """Answers queries; an ASGI application of its own, so that nothing stands between it and the server."""

    def __init__(self, context: ApiContext) -> None:
        self._context = context
        self._sender = Sender(context.answers, {"Vary": VARY, "Cache-Control": context.cache_control})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in METHODS:
            raise HTTPException(405, f"The endpoint takes {ALLOW['Allow']}.", ALLOW)
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=ALLOW)(scope, receive, send)
        elif scope["method"] != "POST" and not scope["query_string"]:
            await (await self._description(Request(scope)))(scope, receive, send)
        else:
            await self._query(scope, receive, send)

    async def _query(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        asked = await read(request, self._context.max_query_bytes, self._context.limits.seconds)
        scope[QUERY] = asked.text
        types = wanted(asked.format, request.headers.get("accept", ""))
        question = Question(asked.text, asked.dataset, graph_type=types.graphs, result_type=types.results)
        question, limits = await self._joined(question, self._limits(asked), scope, receive)
        refuse_forbidden(question.text)
        if SEARCH in question.text:
            question = replace(question, text=await self._searched(question.text, request))
        if types.results == PARQUET:
            await self._parquet(question, limits, scope, receive, send)
        else:
            await self._sender.answer(question, limits, scope, receive, send)

    async def _joined(self, question: Question, limits: Limits, scope: Scope, receive: Receive) -> tuple[Question, Limits]:
        """The question with what other endpoints answer put in the place of SERVICE, if the operator lists any, and the limits that are left."""
        federation = self._context.federation
        if federation is None or SERVICE not in question.text.upper():
            return question, limits
        work = federation.joined(question, limits, self._context.questions.backend, client_of(scope))
        return await unless_gone(work, receive)

    async def _searched(self, text: str, request: Request) -> str:
        """The query with what def:search finds put into it."""
        index = self._context.shelf.current
        if index is None:
            return text
        return await run_in_threadpool(rewritten, text, index, self._context.language(request.headers.get("accept-language", "")))

    def _limits(self, asked: QueryRequest) -> Limits:
        limits = self._context.limits
        return limits if asked.seconds is None else replace(limits, seconds=min(limits.seconds, asked.seconds))

    async def _parquet(self, question: Question, limits: Limits, scope: Scope, receive: Receive, send: Send) -> None:
        """Solutions as a Parquet file, made of the JSON results; triples as they are."""
        narrowed = replace(limits, bytes=min(limits.bytes, PARQUET_LIMIT))
        asked, answers = replace(question, result_type=JSON_RESULTS), self._context.answers
        found = await unless_gone(answers.whole(asked, answers.key(asked), narrowed, client_of(scope)), receive)
        if found.media_type != JSON_RESULTS:
            await self._sender.whole(found, scope, send)
            return
        content = await run_in_threadpool(as_parquet, found.content)
        tag = answers.tag(answers.key(question)) if found.tag else ""
        await self._sender.whole(Whole(content, PARQUET, tag, found.rows), scope, send)

    async def _description(self, request: Request) -> Response:
        """What the endpoint is: a page for people, for programs SPARQL 1.1 Service Description as RDF."""
        media_type = choose(request.headers.get("accept", ""), ("text/turtle", HTML, *GRAPH_TYPES))
        if media_type == HTML:
            language = self._context.language(request.headers.get("accept-language", ""))
            return RedirectResponse(f"/{language}/workbench", 303, {"Vary": "Accept, Accept-Language"})
        content = await described(self._context, media_type)
        return Response(content, media_type=media_type, headers={"Vary": "Accept", "Cache-Control": self._context.cache_control})
