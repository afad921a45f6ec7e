"""create_app puts the rooms together; it holds no logic of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from painopiste import __version__
from painopiste.answers import Answers
from painopiste.api import (
    ApiContext,
    Drained,
    Held,
    Metrics,
    Observing,
    Problem,
    RateLimited,
    State,
    api_routes,
    choose,
    headers_of,
    problem_of,
    problem_response,
)
from painopiste.checking import source_texts
from painopiste.errors import HouseError, NotAcceptableError
from painopiste.graph import Iris
from painopiste.manifest import DOWNLOADS
from painopiste.pages import PageContext, page_routes, preferred_language, problem_page
from painopiste.queries import Catalogue, Questions
from painopiste.remote import Federation
from painopiste.search import Shelf
from painopiste.settings import Settings
from painopiste.sources import SourceText
from painopiste.store import GRAPH_TYPES, RESULT_TYPES, Backend, Limits, Served
from painopiste.workers import Workers

log = structlog.get_logger()
for media_type in (*RESULT_TYPES, *GRAPH_TYPES, "application/problem+json"):
    add_compress_type(media_type)


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
    raised = cast("HouseError", error)
    return told(request, problem_of(raised), headers_of(raised))


async def on_http_error(request: Request, error: Exception) -> Response:
    """An error that the framework raised: no such route, method not allowed."""
    raised = cast("HTTPException", error)
    return told(request, Problem(raised.status_code, f"{request.method} {request.url.path}: {raised.detail}"), dict(raised.headers or {}))


async def on_validation_error(request: Request, error: Exception) -> Response:
    """A parameter of the wrong type."""
    faults = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in cast("RequestValidationError", error).errors())
    return told(request, Problem(400, faults))


async def on_unexpected_error(request: Request, error: Exception) -> Response:
    """An error of ours that nobody foresaw: logged whole, told in one sentence. One that came after the answer had begun is foreseen."""
    if isinstance(cause := error.__cause__, HouseError):
        log.warning("answer broken off", path=request.url.path, reason=str(cause))
    else:
        log.error("request failed", path=request.url.path, exc_info=error)
    return told(request, Problem(500, "Something went wrong on our side. The fault has been logged."))


@dataclass(frozen=True)
class Service:
    """The application with those of its parts that whoever runs it looks after."""

    app: FastAPI
    answers: Answers
    federation: Federation | None

    async def close(self) -> None:
        """End what is being fetched from other endpoints; the backend is the caller's."""
        if self.federation:
            await self.federation.close()


def create_app(settings: Settings, backend: Backend, served: Served, shelf: Shelf | None = None) -> FastAPI:
    """The application over one backend."""
    return create_service(settings, backend, served, shelf or Shelf()).app


def create_service(settings: Settings, backend: Backend, served: Served, shelf: Shelf) -> Service:
    """The service over one backend."""
    iris, texts = Iris(settings.base), source_texts(settings)
    questions = Questions(backend, Catalogue.read(settings.root / "queries"), iris)
    context, metrics = api_context(settings, questions, served, shelf, texts), Metrics()
    metrics.registry.register(State(served, context.answers, lambda: figures_of(backend)))
    app = FastAPI(
        title="Painopiste",
        version=__version__,
        description="Priorities, EU dossiers and partnerships as linked data.",
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": can_export()},
    )
    plain, routers = api_routes(context)
    app.router.routes.extend([*plain, Route("/metrics", metrics.page)])
    for router in routers:
        app.include_router(router)
    app.router.routes.extend(page_routes(PageContext(questions, served, shelf, texts, settings.as_of, __version__)))
    add_middleware(app, settings, metrics)
    handlers = {HouseError: on_house_error, HTTPException: on_http_error, RequestValidationError: on_validation_error, Exception: on_unexpected_error}
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
    return Service(app, context.answers, context.federation)


def can_export() -> bool:
    """Whether traces and figures can be sent by OTLP; they are, if an OTEL_EXPORTER_OTLP_ENDPOINT says where to."""
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


def add_middleware(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """What every request passes, the outermost last."""
    app.add_middleware(CompressMiddleware)
    app.add_middleware(Held, teller=on_house_error)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], expose_headers=["ETag", "Link"]
    )
    if settings.rate_per_minute:
        app.add_middleware(RateLimited, per_minute=settings.rate_per_minute)
    app.add_middleware(Drained)
    app.add_middleware(Observing, metrics=metrics, slow_seconds=settings.slow_seconds)
    if settings.trusted_proxies:
        app.add_middleware(wrap_asgi_with_proxy_headers, trusted_hosts=settings.trusted_proxies.split(","))


def figures_of(backend: Backend) -> Mapping[str, Mapping[str, float]]:
    """What a backend that counts tells of itself."""
    if not isinstance(backend, Workers):
        return {}
    snapshot = backend.snapshot()
    return {"running": snapshot.running, "queued": snapshot.queued, "totals": snapshot.totals}


def api_context(settings: Settings, questions: Questions, served: Served, shelf: Shelf, texts: Mapping[str, SourceText]) -> ApiContext:
    """What the API needs, by the settings."""
    return ApiContext(
        questions=questions,
        answers=Answers(questions.backend, served, settings.cache_bytes),
        served=served,
        shelf=shelf,
        federation=Federation(settings.policy) if settings.policy else None,
        texts=texts,
        downloads=lambda: served.files or settings.build_dir / DOWNLOADS,
        version=__version__,
        limits=Limits(settings.query_seconds, settings.query_rows, settings.query_bytes),
        max_query_bytes=settings.max_query_bytes,
        max_memory=settings.query_memory,
        cache_control=f"public, max-age={settings.cache_seconds}",
        language=preferred_language,
    )
