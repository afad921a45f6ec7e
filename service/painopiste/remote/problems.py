"""What another endpoint refuses, and what breaks on the way to it, as errors of ours."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

import httpx2

from painopiste.errors import BackendUnavailableError, HouseError, QueryError, QuerySyntaxError, QueryTimeoutError

LONGEST_REASON = 300
REPEATED_QUERY = "SPARQL query:"  # Virtuoso writes the query again behind its reason
PLACE = re.compile(r"(?:\bline |\bat )([1-9]\d*)(?:(?::|,? column )(\d+))?")
REASONS = ("exception", "message", "error", "detail")


def refusal(status: int, media_type: str, body: bytes, seconds: float) -> HouseError:
    """The error that an answer with a status other than 200 is."""
    reason = reason_of(media_type, body)
    match status:
        case HTTPStatus.BAD_REQUEST:
            return QuerySyntaxError(f"The store does not take this query: {reason or 'it gives no reason.'}", *place_of(reason))
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE | HTTPStatus.REQUEST_URI_TOO_LONG:
            return QueryError("The query is longer than the store takes. Shorten it, or put its values into fewer VALUES.")
        case HTTPStatus.REQUEST_TIMEOUT | HTTPStatus.GATEWAY_TIMEOUT:
            return QueryTimeoutError(f"The store gave up on the query: {reason or 'it took too long.'}", seconds)
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE:
            return BackendUnavailableError(f"The store is busy; try again in a while. {reason}".rstrip())
    return BackendUnavailableError(f"The store did not answer the query but sent status {status}. {reason}".rstrip(), 502)


def reason_of(media_type: str, body: bytes) -> str:
    """What the engine says, in one line and not at length; nothing of an HTML page."""
    text = body.decode("utf-8", "replace")
    if "html" in media_type:
        return ""
    if "json" in media_type:
        text = json_reason(text)
    return " ".join(text.partition(REPEATED_QUERY)[0].split())[:LONGEST_REASON]


def json_reason(text: str) -> str:
    """The reason in a JSON object, or the text itself if there is none."""
    try:
        fields = json.loads(text)
    except ValueError:
        return text
    return next((str(fields[name]) for name in REASONS if name in fields), "") if isinstance(fields, dict) else text


def place_of(reason: str) -> tuple[int | None, int | None]:
    """The line and the column that a reason tells; Virtuoso says 0 where it knows none.

    >>> place_of("SPARQL compiler, line 2: syntax error at '}'")
    (2, None)
    >>> place_of("error at 1:15: expected one of ...")
    (1, 15)
    """
    found = PLACE.search(reason)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else (None, None)


def unreachable(error: httpx2.HTTPError) -> BackendUnavailableError:
    """The error that a broken or impossible connection is."""
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        return BackendUnavailableError("The store behind this service cannot be reached. Try again in a while.")
    return BackendUnavailableError(f"The connection to the store broke before the answer was complete ({type(error).__name__}). Try again.", 502)


def misleading(media_type: str) -> BackendUnavailableError:
    """The error that an answer is of no type that carries one."""
    return BackendUnavailableError(f"The store answered with “{media_type}”, which is no SPARQL answer: is it an endpoint?", 502)
