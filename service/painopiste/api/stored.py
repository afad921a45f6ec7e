"""Stored queries over HTTP, and the health of the service."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from painopiste.api.context import ApiContext
from painopiste.api.negotiation import choose
from painopiste.api.sparql import ALIASES
from painopiste.queries import Query


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


class Health(BaseModel):
    """Whether the service answers, and with which data."""

    status: str
    version: str
    data_version: str
    triples: int


def stored_routes(context: ApiContext) -> APIRouter:
    """The routes of stored queries and health."""
    router = APIRouter()
    triples = len(context.store)

    @router.get("/api/queries", summary="All stored queries")
    def listed() -> list[QueryInfo]:
        """Each stored query with its parameters and its SPARQL text."""
        return [QueryInfo.of(query) for query in context.catalogue]

    @router.get(
        "/api/queries/{theme}/{name}",
        summary="Ask a stored query",
        response_class=Response,
        responses={
            200: {"description": "The answer in the format asked for by `format` (json, xml, csv, tsv) or the Accept header."},
            400: {"description": "A parameter is missing, unknown or malformed."},
            404: {"description": "No stored query has this name."},
        },
    )
    def asked(theme: str, name: str, request: Request, format: str = "") -> Response:  # the name of the parameter is part of the API
        """The answer to a stored query; its own parameters go into the query string."""
        query = context.catalogue[f"{theme}/{name}"]
        values = {key: value for key, value in request.query_params.items() if key != "format"}
        accept = ALIASES.get(format, request.headers.get("accept", ""))
        answer = context.store.answer(query.text, lambda offered: choose(accept, offered), None, query.bind(values, context.iris.absolute))
        return Response(answer.content, media_type=answer.media_type, headers={"Vary": "Accept"})

    @router.get("/health", summary="Is the service well?")
    def health() -> Health:
        """The versions of service and data, and how many triples are served."""
        return Health(status="ok", version=context.version, data_version=context.data_version, triples=triples)

    return router
