"""The routes of the API: plain ones that return bytes, and a router with schemas for the OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.routing import BaseRoute, Route

from painopiste.api.context import ApiContext
from painopiste.api.downloads import Downloads
from painopiste.api.resources import Resources
from painopiste.api.sparql import SparqlEndpoint
from painopiste.api.stored import stored_routes

__all__ = ["ApiContext", "api_routes"]


def api_routes(context: ApiContext) -> tuple[list[BaseRoute], APIRouter]:
    """Plain routes and the router of what the OpenAPI document describes."""
    resources, downloads = Resources(context), Downloads(context.downloads)
    sparql = SparqlEndpoint(context.store, context.max_query_bytes)
    plain: list[BaseRoute] = [
        Route("/sparql", sparql.__call__, methods=["GET", "POST"]),
        Route("/id/{path:path}", resources.thing),
        Route("/data.{ending:str}", resources.dump),
        Route("/data/{path:path}", resources.data),
        Route("/data", resources.any_data),
        Route("/def", resources.vocabulary),
        Route("/shape", resources.vocabulary),
        Route("/graph/{name}", resources.graph),
        Route("/download/{path:path}", downloads.file),
        Route("/context.jsonld", downloads.context),
    ]
    return plain, stored_routes(context)
