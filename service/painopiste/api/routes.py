"""The routes of the API: plain ones that return bytes, and routers with schemas for the OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.routing import BaseRoute, Route

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

__all__ = ["ApiContext", "api_routes"]


def api_routes(context: ApiContext) -> tuple[list[BaseRoute], list[APIRouter]]:
    """Plain routes, the hottest first, and the routers of what the OpenAPI document describes."""
    resources, downloads = Resources(context), Downloads(context.downloads)
    plain: list[BaseRoute] = [
        Route("/sparql", SparqlEndpoint(context)),
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
    return plain, [
        stored_routes(context),
        search_routes(context),
        vocabulary_routes(context),
        relations_routes(context),
        resolve_routes(context),
        health_routes(context),
    ]
