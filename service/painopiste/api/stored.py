"""Stored queries over HTTP: each a route of its own, with typed parameters and examples in the OpenAPI document."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from painopiste.answers import Whole
from painopiste.api.context import ApiContext
from painopiste.api.formats import NAMES, wanted
from painopiste.api.negotiation import choose
from painopiste.api.observing import QUERY, ROWS
from painopiste.api.sending import matches, tag_for
from painopiste.errors import NotAcceptableError, ParameterError, RequestError
from painopiste.model import LANGUAGES
from painopiste.queries import Parameter, Query
from painopiste.store import JSON_RESULTS, Question
from painopiste.tables import PARQUET, as_parquet

HTML = "text/html"
OWN = ("format", "page", "per_page", "version")
MOST_PER_PAGE = 1000
SCHEMAS: dict[str, dict[str, Any]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "lang": {"type": "string", "enum": [*LANGUAGES, ""]},
    "string": {"type": "string"},
}


class ParameterInfo(BaseModel):
    """A parameter of a stored query."""

    name: str
    type: str
    required: bool
    default: str | None
    example: str
    description: dict[str, str]


class QueryInfo(BaseModel):
    """A stored query and how to ask it."""

    name: str
    summary: dict[str, str]
    description: dict[str, str]
    tags: list[str]
    parameters: list[ParameterInfo]
    sparql: str

    @classmethod
    def of(cls, query: Query) -> QueryInfo:
        """What the catalogue knows of a query."""
        parameters = [
            ParameterInfo(
                name=item.name, type=item.type, required=item.required, default=item.default, example=item.example, description=item.description
            )
            for item in query.params.values()
        ]
        return cls(
            name=query.name, summary=query.summary, description=query.description, tags=list(query.tags), parameters=parameters, sparql=query.text
        )


class Page(BaseModel):
    """Which rows of an answer are asked for; page 0 is all of them."""

    number: int = 0
    size: int = 100

    @classmethod
    def of(cls, request: Request) -> Page:
        """What a request asks for, or ParameterError."""
        number, size = whole_number(request, "page", 10**6), whole_number(request, "per_page", MOST_PER_PAGE)
        if number is None and size is None:
            return cls()
        return cls(number=number or 1, size=size or 100)


def whole_number(request: Request, name: str, most: int) -> int | None:
    """A parameter that is a whole number from 1 on, if it is given."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 0 < int(text) <= most):
        raise ParameterError(f"{name} is a whole number from 1 to {most}, as in {name}=2.", name)
    return int(text)


class StoredQueries:
    """Answers stored queries."""

    def __init__(self, context: ApiContext) -> None:
        self._context = context

    async def answer(self, query: Query, request: Request) -> Response:
        """The answer to one query in the format asked for, or a page of it; for browsers the page with the answer as a table."""
        page, values = Page.of(request), {key: value for key, value in request.query_params.items() if key not in OWN}
        question = self._context.questions.question(query.name, values)
        if prefers_html(request):
            return RedirectResponse(self._page_for_people(query, request), 303, {"Vary": "Accept, Accept-Language"})
        types = wanted(form_of(request), request.headers.get("accept", ""))
        question = replace(question, result_type=types.results, graph_type=types.graphs)
        headers = {"Vary": "Accept", "Cache-Control": self._context.cache_control}
        if page.number:
            self._refuse_other_version(request)
            headers["Link"] = await self._links(question, page, request)
            question = replace(question, text=f"{question.text}\nLIMIT {page.size} OFFSET {(page.number - 1) * page.size}")
        return await self._sent(question, request, headers)

    def _page_for_people(self, query: Query, request: Request) -> str:
        language = self._context.language(request.headers.get("accept-language", ""))
        values = [(key, value) for key, value in request.query_params.multi_items() if key not in OWN]
        return f"/{language}/queries/{query.name}?{urlencode(values)}"

    async def _sent(self, question: Question, request: Request, headers: dict[str, str]) -> Response:
        tag = tag_for(request.scope, self._context.answers.tag(self._context.answers.key(question)))
        told = {**headers, "ETag": tag}
        if matches(request.scope, tag):
            return Response(status_code=304, headers=told)
        request.scope[QUERY] = question.text
        found = await self._whole(replace(question, result_type=JSON_RESULTS) if question.result_type == PARQUET else question, request)
        request.scope[ROWS] = found.rows
        told = told if found.tag else headers
        if question.result_type == PARQUET:
            found = Whole(await run_in_threadpool(as_parquet, found.content), PARQUET)
        return Response(found.content, media_type=found.media_type, headers=told)

    async def _whole(self, question: Question, request: Request) -> Whole:
        answers = self._context.answers
        return await answers.whole(question, answers.key(question), self._context.limits, request.client.host if request.client else "unknown")

    def _refuse_other_version(self, request: Request) -> None:
        """A page of other data than the one that was begun would repeat or leave out rows."""
        asked = request.query_params.get("version", "")
        if asked and asked != self._context.served.version:
            raise RequestError("The data has changed since these pages were begun. Start again with the first page, without “version”.", 409)

    async def _links(self, question: Question, page: Page, request: Request) -> str:
        """The Link header (RFC 8288): first, previous, next and last page of the same data."""
        found = await self._whole(replace(question, result_type=JSON_RESULTS), request)
        last = max(1, -(-len(json.loads(found.content)["results"]["bindings"]) // page.size))
        numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": last}
        return ", ".join(f'<{self._address(request, number, page)}>; rel="{name}"' for name, number in numbers.items() if 1 <= number <= last)

    def _address(self, request: Request, number: int, page: Page) -> str:
        pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in ("page", "per_page", "version")]
        pairs += [("page", str(number)), ("per_page", str(page.size)), ("version", self._context.served.version)]
        return f"{request.url.path}?{urlencode(pairs)}"


def form_of(request: Request) -> str:
    """The format asked for by name, or ParameterError if there is none of this name."""
    form = request.query_params.get("format", "")
    if form and form not in (*NAMES, "html"):
        raise ParameterError(f"“{form}” is no format; there are {', '.join((*NAMES, 'html'))}.", "format")
    return form


def prefers_html(request: Request) -> bool:
    """Whether a table on a page is wanted, by name or as the first choice of a browser."""
    form = form_of(request)
    try:
        return form == "html" or (not form and choose(request.headers.get("accept", ""), (JSON_RESULTS, HTML)) == HTML)
    except NotAcceptableError:
        return False


def documented(parameter: Parameter) -> dict[str, Any]:
    """A parameter of a query as OpenAPI describes it."""
    schema = SCHEMAS[parameter.type] | ({"default": parameter.default} if parameter.default is not None else {})
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description.get("en", ""),
        "schema": schema,
        "example": parameter.example,
    }


COMMON = [
    {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "Format of the answer; otherwise the Accept header decides.",
        "schema": {"type": "string", "enum": [*NAMES, "html", ""]},
    },
    {
        "name": "page",
        "in": "query",
        "required": False,
        "description": "Page of the answer; the Link header leads to the others.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 10**6},
    },
    {
        "name": "per_page",
        "in": "query",
        "required": False,
        "description": "Rows of a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": 100},
    },
    {
        "name": "version",
        "in": "query",
        "required": False,
        "description": "Version of the data that the pages belong to, as the Link header gives it.",
        "schema": {"type": "string"},
    },
]
PROBLEM: dict[str, Any] = {"content": {"application/problem+json": {"schema": {"type": "object"}}}}
BAD_PARAMETER = {"description": "A parameter is missing, unknown or malformed.", **PROBLEM}
OTHERS = sorted({media_type for types in NAMES.values() for media_type in types if media_type} - {JSON_RESULTS})
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer.",
        "content": {JSON_RESULTS: {"schema": {"type": "object"}}, **{media_type: {"schema": {"type": "string"}} for media_type in OTHERS}},
    },
    303: {"description": "To the page with the answer as a table, for browsers."},
    304: {"description": "The client has this answer."},
    400: BAD_PARAMETER,
    406: {"description": "The answer comes in no format that the client takes.", **PROBLEM},
    409: {"description": "The data has changed since the pages were begun.", **PROBLEM},
    413: {"description": "The answer is larger than one answer may be.", **PROBLEM},
    503: {"description": "The service is too busy, or the query took too long.", **PROBLEM},
}


def stored_routes(context: ApiContext) -> APIRouter:
    """The list of stored queries, and a route for each."""
    router, stored = APIRouter(), StoredQueries(context)

    @router.get("/api/queries", summary="All stored queries")
    def listed() -> list[QueryInfo]:
        """Each stored query with its parameters and its SPARQL text."""
        return [QueryInfo.of(query) for query in context.questions.catalogue]

    for query in context.questions.catalogue:
        add_route(router, stored, query)

    @router.get("/api/queries/{name:path}", include_in_schema=False)
    async def by_short_name(name: str, request: Request) -> Response:
        """A query by its name without the theme; an unknown one is told with the nearest that there are."""
        return await stored.answer(context.questions.catalogue[name], request)

    return router


def add_route(router: APIRouter, stored: StoredQueries, query: Query) -> None:
    """The route of one query."""

    async def answer(request: Request) -> Response:
        return await stored.answer(query, request)

    router.add_api_route(
        f"/api/queries/{query.name}",
        answer,
        methods=["GET"],
        operation_id=query.name.replace("/", "_").replace("-", "_"),
        summary=query.summary["en"],
        description=query.description["en"],
        tags=list(query.tags),
        response_class=Response,
        responses=RESPONSES,
        openapi_extra={"parameters": [*(documented(item) for item in query.params.values()), *COMMON]},
    )
