"""Documents by HTTP: asked for with conditions, followed by redirects, read up to a limit of bytes and time, checked, kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

import httpx2

from painopiste.errors import BusyError, FetchError, NoticeError
from painopiste.fetching.answers import Answer, AnswerCache
from painopiste.fetching.manners import Manners

HOPS = 5
CONNECT_SECONDS = 10.0
LATER = {202, 408, 425, 429, 500, 502, 503, 504}
REASONS = {
    300: "there are several documents under this address (300 Multiple Choices), and none is the one that is meant",
    404: "there is nothing under this address (404 Not Found)",
    406: "it is not to be had in this format or language (406 Not Acceptable)",
}
Check = Callable[[bytes], object]


class Fetcher:
    """Fetches documents for as long as it is open."""

    def __init__(self, manners: Manners, cache: AnswerCache, limit: int = 64 << 20) -> None:
        self._manners, self._cache, self._limit = manners, cache, limit
        timeout = httpx2.Timeout(manners.seconds, connect=min(CONNECT_SECONDS, manners.seconds))
        self._client = httpx2.Client(headers={"User-Agent": manners.agent}, timeout=timeout, follow_redirects=False, trust_env=False)

    @classmethod
    @contextmanager
    def open(cls, manners: Manners, cache: AnswerCache, limit: int = 64 << 20) -> Iterator[Self]:
        """A fetcher of documents of at most `limit` bytes, whose connections are closed at the end."""
        fetcher = cls(manners, cache, limit)
        with fetcher._client:
            yield fetcher

    def get(self, url: str, accept: str, check: Check) -> Answer:
        """The document under an address, with an empty body if there is none to be had (204).

        `check` raises NoticeError or ValueError of a body that is not what was asked for: as of one that is cut, it is asked for again.
        FetchError if it cannot be had; BusyError if it could not in so many attempts.
        """
        return self._manners.retrying()(self._attempt, url, accept, check, self._cache.find(url, accept))

    def kept(self, url: str, accept: str) -> Answer | None:
        """The document as it was kept, without asking anybody."""
        return self._cache.find(url, accept)

    def _attempt(self, url: str, accept: str, check: Check, known: Answer | None) -> Answer:
        place, headers = url, {"Accept": accept, **conditions(known)}
        for _ in range(HOPS + 1):
            response, content = self._asked(place, headers)
            if not response.has_redirect_location:
                return self._judged(
                    response, content, Answer(url, accept, self._manners.moment(), response.status_code, "", "", "", b""), check, known
                )
            place = followed(url, response)
        raise FetchError(url, f"leads from one address to another more than {HOPS} times", response.status_code)

    def _asked(self, url: str, headers: dict[str, str]) -> tuple[httpx2.Response, bytes]:
        """One request; BusyError if its answer does not come, or not whole."""
        self._manners.take_turn(urlsplit(url).netloc)
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                return response, self._read(url, response)
        except httpx2.TimeoutException as error:
            raise BusyError(url, f"no answer within {self._manners.seconds:g} s") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise BusyError(url, f"the connection broke off or could not be made ({error or type(error).__name__})") from error

    def _read(self, url: str, response: httpx2.Response) -> bytes:
        """A body, within the limits of bytes and of time."""
        deadline, content = self._manners.clock() + self._manners.seconds, bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > self._limit:
                raise FetchError(url, f"is longer than {self._limit} bytes", response.status_code)
            if self._manners.clock() > deadline:
                raise BusyError(url, f"was not whole within {self._manners.seconds:g} s", response.status_code)
        return bytes(content)

    def _judged(self, response: httpx2.Response, content: bytes, asked: Answer, check: Check, known: Answer | None) -> Answer:
        """The answer that a response is, or the error."""
        status = response.status_code
        if status == HTTPStatus.NOT_MODIFIED and known:
            return self._cache.keep(replace(known, retrieved=asked.retrieved))
        if status in LATER or (status == HTTPStatus.OK and not content):
            reason = f"has nothing to give yet ({status} {response.reason_phrase})"
            raise BusyError(asked.url, reason, status, self._manners.retry_after(response.headers.get("retry-after")))
        if status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
            raise FetchError(asked.url, REASONS.get(status, f"refused with {status} {response.reason_phrase}"), status)
        if status == HTTPStatus.OK:
            checked(asked.url, content, check)
        return self._cache.keep(described(asked, response, content))


def checked(url: str, content: bytes, check: Check) -> None:
    """Nothing, or BusyError if a body is not what was asked for."""
    try:
        check(content)
    except (NoticeError, ValueError) as error:
        raise BusyError(url, f"sent something else than was asked for ({error})", HTTPStatus.OK) from error


def described(asked: Answer, response: httpx2.Response, content: bytes) -> Answer:
    """An answer with its body and what the headers say of it."""
    media_type, etag, modified = (response.headers.get(name, "") for name in ("content-type", "etag", "last-modified"))
    return replace(asked, media_type=media_type, etag=etag, modified=modified, content=content)


def conditions(known: Answer | None) -> dict[str, str]:
    """The headers by which a server can say that what is kept still holds."""
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in given.items() if value}


def followed(url: str, response: httpx2.Response) -> str:
    """Where a redirect leads; FetchError if that is no address on the web."""
    place = response.url.join(response.headers["location"])
    if place.scheme not in ("http", "https"):
        raise FetchError(url, f"leads to {place}, which is no address on the web", response.status_code)
    return str(place)
