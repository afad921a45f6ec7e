"""What a request of the SPARQL 1.1 Protocol asks: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request

from painopiste.api.parameters import Values, pairs_of, values_of
from painopiste.errors import RequestError
from painopiste.store import WHOLE, Dataset, without_escapes

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
READ_ONLY = "This endpoint is read-only: it takes no update."


@dataclass(frozen=True)
class QueryRequest:
    """A query with the dataset that it is to be run on, the format asked for by name, and the seconds that the client would wait."""

    text: str
    dataset: Dataset = WHOLE
    format: str = ""
    seconds: float | None = None


def request_of(values: Values, limit: int) -> QueryRequest:
    """The query among parameters; RequestError if there is none, more than one, or an update."""
    queries = values.get("query", [])
    if any(values.get("update", [])):
        raise RequestError(READ_ONLY, 403)
    if len(queries) != 1:
        raise RequestError(f"Send exactly one parameter “query”, not {len(queries)}.")
    return query_request(queries[0], values, limit)


def query_request(text: str, values: Values, limit: int) -> QueryRequest:
    """A query text with what the parameters beside it say."""
    if len(text.encode()) > limit:
        raise RequestError(f"The query is longer than {limit} bytes.", 413)
    if len(values) == 1 and "query" in values:
        return QueryRequest(without_escapes(text))
    dataset = Dataset(tuple(values.get("default-graph-uri", [])), tuple(values.get("named-graph-uri", [])))
    form = next((values[name][0] for name in ("format", "output", "results") if name in values), "")
    return QueryRequest(without_escapes(text), dataset, form, seconds_of(values.get("timeout", [""])[0]))


def seconds_of(text: str) -> float | None:
    """A number of seconds above zero, or None for no text.

    >>> seconds_of("2.5")
    2.5
    """
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) or not float(text):
        raise RequestError("timeout is a number of seconds above 0, as in timeout=5.")
    return float(text)


async def read_bytes(request: Request, limit: int, what: str) -> bytes:
    """The body, read no further than the limit allows; percent-encoding may treble a form."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > 3 * limit + 1000:
            raise RequestError(f"The {what} is longer than {limit} bytes.", 413)
    return bytes(body)


async def read_body(request: Request, limit: int, seconds: float, what: str = "query") -> str:
    """The body as text, if it comes whole and in time; `what` it should be is told if it is too long."""
    try:
        async with asyncio.timeout(seconds):
            body = await read_bytes(request, limit, what)
    except TimeoutError as error:
        raise RequestError(f"The body of the request did not come within {seconds:g} s.", 408) from error
    except ClientDisconnect as error:
        raise RequestError("The body of the request ended before it was whole.") from error
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError("The body is not UTF-8.") from error


async def read(request: Request, limit: int, seconds: float) -> QueryRequest:
    """The query of at most so many bytes that a request carries, by any of the three ways of the protocol; its body must come in time."""
    query_string = request.scope["query_string"]
    if request.method != "POST":
        return request_of(values_of(pairs_of(query_string)), limit)
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type == UPDATE:
        raise RequestError(READ_ONLY, 403)
    if media_type not in (FORM, QUERY):
        raise RequestError(f"POST a query as {FORM} or {QUERY}, not as “{media_type}”.", 415)
    body = await read_body(request, limit, seconds)
    if media_type == FORM:
        return request_of(values_of(pairs_of(body)), limit)
    return query_request(body, values_of(pairs_of(query_string)), limit)
