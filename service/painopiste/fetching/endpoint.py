"""A SPARQL endpoint elsewhere, asked by SPARQLWrapper: POST, JSON, tried again while it is busy, each answer kept."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException

from painopiste.errors import BusyError, FetchError
from painopiste.fetching.answers import Answer, AnswerCache
from painopiste.fetching.manners import Manners

LATER = {429, 500, 502, 503, 504}
RESULTS = "application/sparql-results+json"


class SparqlEndpoint:
    """Answers SELECT queries with rows of texts."""

    def __init__(self, url: str, manners: Manners, cache: AnswerCache) -> None:
        self._url, self._manners, self._cache = url, manners, cache

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of an answer, each the values of its variables; FetchError if none can be had."""
        return self._manners.retrying()(self._attempt, query)

    def _attempt(self, query: str) -> list[dict[str, str]]:
        self._manners.take_turn(urlsplit(self._url).netloc)
        content = self._asked(query)
        try:
            rows = [{name: value["value"] for name, value in row.items()} for row in json.loads(content)["results"]["bindings"]]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise BusyError(self._url, "sent something else than the results of a query, or not all of them") from error
        self._cache.keep(Answer(self._url, query, self._manners.moment(), 200, RESULTS, "", "", content))
        return rows

    def _asked(self, query: str) -> bytes:
        """The bytes of an answer."""
        try:
            return bytes(self._request(query).query().response.read())
        except HTTPError as error:
            with error:
                raise self._refusal(error) from error
        except EndPointInternalError as error:
            raise BusyError(self._url, "has an error of its own (500)", 500) from error
        except SPARQLWrapperException as error:
            raise FetchError(self._url, f"does not take the query ({error.msg})") from error
        except (URLError, HTTPException, OSError) as error:
            raise BusyError(self._url, f"gives no whole answer ({getattr(error, 'reason', error) or type(error).__name__})") from error

    def _request(self, query: str) -> Any:
        wrapper = SPARQLWrapper(self._url, agent=self._manners.agent)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(max(1, round(self._manners.seconds)))
        wrapper.setQuery(query)
        return wrapper

    def _refusal(self, error: HTTPError) -> FetchError:
        if error.code in LATER:
            return BusyError(
                self._url, f"is busy ({error.code} {error.reason})", error.code, self._manners.retry_after(error.headers.get("Retry-After"))
            )
        return FetchError(self._url, f"refused with {error.code} {error.reason}", error.code)
