"""create_app puts the rooms together; it holds no logic of its own."""

from __future__ import annotations

from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from painopiste import __version__
from painopiste.api import ApiContext, Problem, api_routes, choose, problem_of, problem_response
from painopiste.build import DOWNLOADS
from painopiste.checking import source_texts
from painopiste.errors import HouseError, NotAcceptableError
from painopiste.graph import Iris
from painopiste.pages import PageContext, page_routes, preferred_language, problem_page
from painopiste.queries import Catalogue
from painopiste.settings import Settings
from painopiste.store import Store

log = structlog.get_logger()


def told(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as the client likes it: a page for browsers, problem details for programs."""
    try:
        html = choose(request.headers.get("accept", ""), ("application/problem+json", "application/json", "text/html")) == "text/html"
    except NotAcceptableError:
        html = False
    response = problem_page(request, problem.status, problem.title, problem.detail, listed(problem)) if html else problem_response(problem)
    response.headers.update({"Vary": "Accept", **(headers or {})})
    return response


def listed(problem: Problem) -> list[str]:
    """The further facts of a problem as lines of text."""
    return [f"{name}: {value}" for name, value in problem.extra.items() if value not in (None, "")]


async def on_house_error(request: Request, error: Exception) -> Response:
    """An error that we raised on purpose."""
    return told(request, problem_of(cast("HouseError", error)))


async def on_http_error(request: Request, error: Exception) -> Response:
    """An error that the framework raised: no such route, method not allowed."""
    raised = cast("HTTPException", error)
    return told(request, Problem(raised.status_code, f"{request.method} {request.url.path}: {raised.detail}"), dict(raised.headers or {}))


async def on_validation_error(request: Request, error: Exception) -> Response:
    """A parameter of the wrong type."""
    faults = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in cast("RequestValidationError", error).errors())
    return told(request, Problem(400, faults))


async def on_unexpected_error(request: Request, error: Exception) -> Response:
    """An error of ours that nobody foresaw: logged whole, told in one sentence."""
    log.error("request failed", path=request.url.path, exc_info=error)
    return told(request, Problem(500, "Something went wrong on our side. The fault has been logged."))


def create_app(settings: Settings, store: Store, data_version: str) -> FastAPI:
    """The service over one filled store."""
    iris, catalogue, texts = Iris(settings.base), Catalogue.read(settings.root / "queries"), source_texts(settings)
    app = FastAPI(
        title="Painopiste", version=__version__, description="Priorities, EU dossiers and partnerships as linked data.", docs_url=None, redoc_url=None
    )
    downloads = settings.build_dir / DOWNLOADS
    api = ApiContext(store, catalogue, iris, texts, downloads, __version__, data_version, settings.max_query_bytes, preferred_language)
    plain, router = api_routes(api)
    app.router.routes.extend(plain)
    app.include_router(router)
    app.router.routes.extend(page_routes(PageContext(store, catalogue, iris, texts, settings.as_of, __version__)))
    handlers = {HouseError: on_house_error, HTTPException: on_http_error, RequestValidationError: on_validation_error, Exception: on_unexpected_error}
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
    return app
