"""Errors as problem details (RFC 9457): one table from the error tree to HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.responses import JSONResponse

from painopiste.errors import (
    AnswerLimitError,
    BackendStartError,
    BackendUnavailableError,
    ClientGoneError,
    ForbiddenQueryError,
    HouseError,
    MemoryLimitError,
    NoIndexError,
    NotAcceptableError,
    NotFoundError,
    OverloadedError,
    ParameterError,
    QueryCrashError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    RequestError,
    ServiceError,
    TableError,
    UnknownQueryError,
    UnresolvedError,
    UnwritableError,
)

MEDIA_TYPE = "application/problem+json"
CLIENT_GONE = 499
STATUS: dict[type[HouseError], int] = {
    NotFoundError: 404,
    NoIndexError: 404,
    UnresolvedError: 404,
    UnknownQueryError: 404,
    NotAcceptableError: 406,
    ForbiddenQueryError: 403,
    ServiceError: 502,
    QuerySyntaxError: 400,
    QueryTimeoutError: 503,
    MemoryLimitError: 413,
    AnswerLimitError: 413,
    QueryCrashError: 503,
    OverloadedError: 503,
    BackendStartError: 503,
    UnwritableError: 406,
    ClientGoneError: CLIENT_GONE,
    ParameterError: 400,
    QueryError: 400,
}


@dataclass(frozen=True)
class Problem:
    """What went wrong, for people and for programs."""

    status: int
    detail: str
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name of the status, as HTTP gives it; 499 is nginx's for a client that left."""
        return HTTPStatus(self.status).phrase if self.status != CLIENT_GONE else "Client Closed Request"


def extras(error: HouseError) -> dict[str, object]:
    """The fields of an error that help a program."""
    if isinstance(error, QuerySyntaxError):
        return {"line": error.line, "column": error.column}
    if isinstance(error, NotAcceptableError):
        return {"offered": list(error.offered)}
    if isinstance(error, AnswerLimitError):
        return {"limit": error.limit, "unit": error.unit}
    if isinstance(error, ParameterError):
        return {"parameter": error.parameter}
    if isinstance(error, QueryTimeoutError):
        return {"seconds": error.seconds}
    if isinstance(error, ServiceError):
        return {"endpoint": error.endpoint}
    if isinstance(error, UnresolvedError):
        return {"query": error.text, "readings": [{"kind": kind, "identifier": text, "eu_iris": list(iris)} for kind, text, iris in error.readings]}
    return {}


def problem_of(error: HouseError) -> Problem:
    """The problem that an error of ours is."""
    if isinstance(error, RequestError | BackendUnavailableError | TableError):
        return Problem(error.status, str(error))
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    return Problem(status, str(error), extras(error))


def headers_of(error: HouseError) -> dict[str, str]:
    """The headers that go with an error: when it is worth another try."""
    if isinstance(error, OverloadedError):
        return {"Retry-After": str(error.retry_after)}
    return {"Retry-After": "5"} if isinstance(error, BackendStartError | QueryCrashError) else {}


def problem_response(problem: Problem) -> JSONResponse:
    """A problem as application/problem+json."""
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail, **problem.extra}
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE)
