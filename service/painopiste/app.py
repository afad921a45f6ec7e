"""create_app puts the rooms together; it holds no logic of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, add_compress_type

from painopiste import __version__
from painopiste.answers import Answers
from painopiste.api import (
    ENDPOINT,
    ApiContext,
    Drained,
    Front,
    Held,
    Metrics,
    Observing,
    Opened,
    Problem,
    QueryLog,
    Rate,
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


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    HouseError: on_house_error,
    HTTPException: on_http_error,
    RequestValidationError: on_validation_error,
    Exception: on_unexpected_error,
}


@dataclass(frozen=True)
class Service:
    """The application with those of its parts that whoever runs it looks after."""

    app: ASGIApp
    answers: Answers
    federation: Federation | None
    queries: QueryLog

    async def close(self) -> None:
        """End what is being fetched from other endpoints, and write what waits for the log; the backend is the caller's."""
        self.queries.write()
        if self.federation:
            await self.federation.close()


def create_app(settings: Settings, backend: Backend, served: Served, shelf: Shelf | None = None) -> ASGIApp:
    """The application over one backend."""
    return create_service(settings, backend, served, shelf or Shelf()).app


def create_service(settings: Settings, backend: Backend, served: Served, shelf: Shelf) -> Service:
    """The service over one backend."""
    iris, texts = Iris(settings.base), source_texts(settings)
    questions = Questions(backend, Catalogue.read(settings.root / "queries"), iris)
    context, metrics, queries = api_context(settings, questions, served, shelf, texts), Metrics(), QueryLog(settings.slow_seconds)
    metrics.registry.register(State(served, context.answers, lambda: figures_of(backend)))
    plain, full = (tuple(middleware(settings, metrics, queries, is_plain)) for is_plain in (True, False))
    app, routes = framework(full), api_routes(context)
    app.router.routes.extend([*routes.plain, Route("/metrics", metrics.page)])
    for router in routes.routers:
        app.include_router(router)
    app.router.routes.extend(page_routes(PageContext(questions, served, shelf, texts, settings.as_of, __version__)))
    front = Front(ENDPOINT, stacked(routes.endpoint, plain), stacked(routes.endpoint, full), app)
    return Service(app if is_traced() else front, context.answers, context.federation, queries)


def framework(layers: Sequence[Middleware]) -> FastAPI:
    """FastAPI without its own pages, within layers."""
    return FastAPI(
        title="Painopiste",
        version=__version__,
        description="Priorities, EU dossiers and partnerships as linked data.",
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": can_export()},
        middleware=layers,
        exception_handlers=HANDLERS,
    )


def stacked(app: ASGIApp, layers: Sequence[Middleware]) -> ASGIApp:
    """An application within layers, the outermost first, and errors told as Starlette tells them, without its routing."""
    app = ExceptionMiddleware(app, {kind: handler for kind, handler in HANDLERS.items() if kind is not Exception})
    for layer in reversed(layers):
        app = layer.cls(app, *layer.args, **layer.kwargs)
    return ServerErrorMiddleware(app, HANDLERS[Exception])


def is_traced() -> bool:
    """Whether an operator has set up OpenTelemetry, whose spans the framework makes: then it has to see every request."""
    return any(name.startswith("OTEL_") for name in os.environ)


def can_export() -> bool:
    """Whether traces and figures can be sent by OTLP; they are, if an OTEL_EXPORTER_OTLP_ENDPOINT says where to."""
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


def middleware(settings: Settings, metrics: Metrics, queries: QueryLog, is_plain: bool) -> Iterator[Middleware]:
    """What a request passes, the outermost first; plain ones pass nothing that is for bodies and for codings of answers."""
    if settings.trusted_proxies:
        yield Middleware(wrap_asgi_with_proxy_headers, trusted_hosts=settings.trusted_proxies.split(","))
    yield Middleware(Observing, metrics=metrics, queries=queries)
    if not is_plain:
        yield Middleware(Drained)
    yield Middleware(Opened)
    if settings.rate_per_minute:
        yield Middleware(RateLimited, rate=Rate(settings.rate_per_minute))
    if not is_plain:
        yield Middleware(Held, teller=on_house_error)
        yield Middleware(CompressMiddleware)


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
