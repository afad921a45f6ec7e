"""The SPARQL 1.1 Protocol for queries: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from painopiste.api.negotiation import choose
from painopiste.errors import RequestError
from painopiste.store import Dataset, Store, refuse_forbidden

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ALIASES = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}


@dataclass(frozen=True)
class QueryRequest:
    """A query with the dataset that it is to be run on."""

    text: str
    dataset: Dataset


def pairs_of(raw: str) -> list[tuple[str, str]]:
    """Parameters of a query string or form, refused if they are not percent-encoded UTF-8."""
    try:
        return parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise RequestError("The parameters must be percent-encoded UTF-8, as in query=ASK%20%7B%7D.") from error


def request_of(pairs: list[tuple[str, str]], limit: int) -> QueryRequest:
    """The query among parameters; RequestError if there is none, more than one, or an update."""
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise RequestError("This endpoint is read-only: it takes no update.", 403)
    if len(queries) != 1:
        raise RequestError(f"Send exactly one parameter “query”, not {len(queries)}.")
    return QueryRequest(checked(queries[0], limit), dataset_of(pairs))


def dataset_of(pairs: list[tuple[str, str]]) -> Dataset:
    """The dataset that the protocol's parameters name."""
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    return Dataset(default, tuple(value for name, value in pairs if name == "named-graph-uri"))


def checked(text: str, limit: int) -> str:
    """A query text that may be run: not too long, not an update, not federated."""
    if len(text.encode()) > limit:
        raise RequestError(f"The query is longer than {limit} bytes.", 413)
    refuse_forbidden(text)
    return text


async def read_body(request: Request, limit: int) -> str:
    """The body as text, read no further than the limit allows; percent-encoding may treble a form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > 3 * limit + 1000:
            raise RequestError(f"The query is longer than {limit} bytes.", 413)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError("The body is not UTF-8.") from error


async def read(request: Request, limit: int) -> QueryRequest:
    """The query that a request carries, by any of the three ways of the protocol."""
    if request.method != "POST":
        return request_of(pairs_of(request.url.query), limit)
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in (FORM, QUERY):
        raise RequestError(f"POST a query as {FORM} or {QUERY}, not as “{media_type}”.", 415)
    body = await read_body(request, limit)
    if media_type == FORM:
        return request_of(pairs_of(body), limit)
    return QueryRequest(checked(body, limit), dataset_of(pairs_of(request.url.query)))


class SparqlEndpoint:
    """Answers queries on one store."""

    def __init__(self, store: Store, max_query_bytes: int) -> None:
        self._store = store
        self._limit = max_query_bytes

    async def __call__(self, request: Request) -> Response:
        """The answer in the format that the client prefers."""
        query = await read(request, self._limit)
        accept = ALIASES.get(request.query_params.get("format", ""), request.headers.get("accept", ""))
        answer = await run_in_threadpool(self._store.answer, query.text, lambda offered: choose(accept, offered), query.dataset)
        return Response(answer.content, media_type=answer.media_type, headers={"Vary": "Accept"})
