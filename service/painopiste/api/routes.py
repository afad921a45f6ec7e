"""The routes of the API: plain ones that return bytes, and routers with schemas for the OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from painopiste.api.context import ApiContext
from painopiste.api.downloads import Downloads
from painopiste.api.health import health_routes
from painopiste.api.relations import relations_routes
from painopiste.api.resolve import resolve_routes
from painopiste.api.resources import Resources
from painopiste.api.search import search_routes
from painopiste.api.sparql import SparqlEndpoint
from painopiste.api.stored import stored_routes
from painopiste.api.vocabulary import vocabulary_routes

__all__ = ["ENDPOINT", "ApiContext", "ApiRoutes", "api_routes"]

ENDPOINT = "/sparql"


@dataclass(frozen=True)
class ApiRoutes:
    """The endpoint, which is asked most; other routes that return bytes; and the routers of what the OpenAPI document describes."""

    endpoint: ASGIApp
    plain: list[BaseRoute]
    routers: list[APIRouter]


def api_routes(context: ApiContext) -> ApiRoutes:
    """All routes of the API."""
    resources, downloads = Resources(context), Downloads(context.downloads)
    endpoint = SparqlEndpoint(context)
    plain: list[BaseRoute] = [
        Route(ENDPOINT, endpoint),
        Route("/id/{path:path}", resources.thing),
        Route("/data.nq", downloads.graph),
        Route("/data.trig", downloads.graph),
        Route("/data/{path:path}", resources.data),
        Route("/data", resources.any_data),
        Route("/def", resources.vocabulary),
        Route("/shape", resources.vocabulary),
        Route("/graph/{name:path}", resources.graph),
        Route("/rdf-graph-store", resources.graph_store),
        Route("/download/{path:path}", downloads.file),
        Route("/context.jsonld", downloads.context),
    ]
    routers = [
        stored_routes(context),
        search_routes(context),
        vocabulary_routes(context),
        relations_routes(context),
        resolve_routes(context),
        health_routes(context),
    ]
    return ApiRoutes(endpoint, plain, routers)
