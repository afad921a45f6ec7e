"""Search over labels, titles and references as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from painopiste.api.context import ApiContext
from painopiste.api.negotiation import choose
from painopiste.api.stored import BAD_PARAMETER
from painopiste.errors import NotAcceptableError, ParameterError
from painopiste.model import LANGUAGES
from painopiste.search import FACETS, FacetValue, Hit, Name, Results

OWN = ("q", "lang", "limit", "offset")
MOST, MOST_PASSED = 200, 10**6
JSON, HTML = "application/json", "text/html"


class Text(BaseModel):
    """A text with its language; none if it is the same in all."""

    text: str
    language: str

    @classmethod
    def of(cls, name: Name) -> Text:
        """A name of the index."""
        return cls(text=name.text, language=name.language)


class FoundThing(BaseModel):
    """A hit: the thing, how and by which text it was found, and what to mark in the snippet, as start and end in code points."""

    iri: str
    label: Text
    kind: str
    how: str
    score: float
    matched: Text
    snippet: str
    marks: list[tuple[int, int]]

    @classmethod
    def of(cls, hit: Hit) -> FoundThing:
        """A hit of the index."""
        return cls(
            iri=hit.iri,
            label=Text.of(hit.label),
            kind=hit.kind,
            how=hit.how,
            score=round(hit.score, 4),
            matched=Text.of(hit.matched),
            snippet=hit.snippet.text,
            marks=list(hit.snippet.marks),
        )


class Narrowing(BaseModel):
    """A value by which hits can be narrowed, and how many there would be."""

    value: str
    label: Text
    count: int

    @classmethod
    def of(cls, value: FacetValue) -> Narrowing:
        """A value of a facet of the index."""
        return cls(value=value.value, label=Text.of(value.label), count=value.count)


class Found(BaseModel):
    """A page of hits, how many there are in all, and the facets."""

    total: int
    hits: list[FoundThing]
    facets: dict[str, list[Narrowing]]

    @classmethod
    def of(cls, results: Results) -> Found:
        """The results of the index."""
        facets = {name: [Narrowing.of(value) for value in values] for name, values in results.facets.items()}
        return cls(total=results.total, hits=[FoundThing.of(hit) for hit in results.hits], facets=facets)


def search_routes(context: ApiContext) -> APIRouter:
    """The route /search."""
    router = APIRouter()
    facets = [facet_parameter(name) for name in FACETS]

    @router.get(
        "/search",
        summary="Search labels, titles and references",
        response_model=Found,
        responses=RESPONSES,
        openapi_extra={"parameters": [*PARAMETERS, *facets]},
    )
    async def search(request: Request) -> Found | Response:
        """Whatever was typed; each facet may be given several times. For browsers the page."""
        given = request.query_params
        language = language_of(request) or context.language(request.headers.get("accept-language", ""))
        if prefers_html(request):
            return RedirectResponse(f"/{language}/search?{request.url.query}", 303, {"Vary": "Accept, Accept-Language"})
        refuse_unknown(request)
        chosen = {name: given.getlist(name) for name in FACETS if given.getlist(name)}
        limit, offset = number(given.get("limit", "20"), "limit", MOST), number(given.get("offset", "0"), "offset", MOST_PASSED)
        found = await run_in_threadpool(context.shelf.index.search, given.get("q", ""), language, (), chosen, limit, offset)
        return Found.of(found)

    return router


def facet_parameter(name: str) -> dict[str, object]:
    """A facet as OpenAPI describes it."""
    schema = {"type": "array", "items": {"type": "string"}}
    return {"name": name, "in": "query", "required": False, "description": f"Values of the facet {name}, as `facets` gives them.", "schema": schema}


PARAMETERS: list[dict[str, object]] = [
    {"name": "q", "in": "query", "required": False, "description": "What was typed.", "schema": {"type": "string"}, "example": "tekoälysääntelyn"},
    {
        "name": "lang",
        "in": "query",
        "required": False,
        "description": "Language of labels.",
        "schema": {"type": "string", "enum": [*LANGUAGES, ""]},
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "Hits of a page.",
        "schema": {"type": "integer", "minimum": 0, "maximum": MOST},
    },
    {
        "name": "offset",
        "in": "query",
        "required": False,
        "description": "Hits to pass over.",
        "schema": {"type": "integer", "minimum": 0, "maximum": MOST_PASSED},
    },
]


RESPONSES: dict[int | str, dict[str, Any]] = {303: {"description": "To the page of the search, for browsers."}, 400: BAD_PARAMETER}


def language_of(request: Request) -> str:
    """The language asked for, or nothing; ParameterError if there is none of this name."""
    language = request.query_params.get("lang", "")
    if language not in (*LANGUAGES, ""):
        raise ParameterError(f"lang is one of {', '.join(LANGUAGES)}.", "lang")
    return language


def prefers_html(request: Request) -> bool:
    """Whether the client is a browser."""
    try:
        return choose(request.headers.get("accept", ""), (JSON, HTML)) == HTML
    except NotAcceptableError:
        return False


def refuse_unknown(request: Request) -> None:
    """ParameterError for a parameter that there is not."""
    for name in request.query_params:
        if name not in (*OWN, *FACETS):
            raise ParameterError(f"There is no parameter {name}; there are {', '.join((*OWN, *FACETS))}.", name)


def number(text: str, name: str, most: int) -> int:
    """A whole number from 0 to so many, or ParameterError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= most):
        raise ParameterError(f"{name} is a whole number from 0 to {most}.", name)
    return int(text)
