"""Addresses visited politely: HEAD, then GET where a server does not like that; paced by host, and never where robots are not wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx2

from painopiste.errors import BusyError
from painopiste.fetching import Manners

HOPS = 5
LONGEST_ROBOTS = 500_000
GONE = {404, 410}
LATER = {429, 502, 503, 504}
# Answer 202 without content, or a challenge, to every program: what they say tells nothing of a link.
CLOSED = {"eur-lex.europa.eu", "www.europarl.europa.eu"}


class Outcome(StrEnum):
    """What a visit showed."""

    ALIVE = "alive"
    GONE = "gone"
    UNSURE = "unsure"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Visit:
    """One address, when it was visited (xsd:dateTime), what came of it, the last HTTP status (0 for none), and a reason where one is needed."""

    url: str
    moment: str
    outcome: Outcome
    status: int = 0
    reason: str = ""


class Visitor:
    """Visits addresses for as long as it is open, from as many threads as one likes."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._client = httpx2.Client(headers={"User-Agent": manners.agent}, timeout=manners.seconds, follow_redirects=False, trust_env=False)
        self._robots: dict[str, RobotFileParser] = {}
        self._locks: dict[str, threading.Lock] = {}

    @classmethod
    @contextmanager
    def open(cls, manners: Manners) -> Iterator[Self]:
        """A visitor whose connections are closed at the end."""
        visitor = cls(manners)
        with visitor._client:
            yield visitor

    def visit(self, url: str) -> Visit:
        """What is under an address now."""
        try:
            return self._manners.retrying()(self._visit, url)
        except BusyError as error:
            return self._told(url, Outcome.UNSURE, error.status, error.reason)

    def _told(self, url: str, outcome: Outcome, status: int = 0, reason: str = "") -> Visit:
        return Visit(url, self._manners.moment(), outcome, status, reason)

    def _visit(self, url: str) -> Visit:
        place, status = url, 0
        for _ in range(HOPS + 1):
            try:
                if reason := self._unwanted(place):
                    return self._told(url, Outcome.NOT_ASKED, status, reason)
                response = self._answer(place)
            except BusyError as error:
                error.status = error.status or status
                raise
            if not response.has_redirect_location:
                return self._judged(url, response)
            place, status = str(response.url.join(response.headers["location"])), response.status_code
        return self._told(url, Outcome.UNSURE, status, f"leads from one address to another more than {HOPS} times")

    def _unwanted(self, url: str) -> str:
        """Why an address is not asked; nothing if it may be."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "no address on the web"
        if parts.hostname in CLOSED:
            return "the host answers no programs"
        return "" if self._rules_of(f"{parts.scheme}://{parts.netloc}").can_fetch(self._manners.agent, url) else "robots.txt asks not to"

    def _rules_of(self, origin: str) -> RobotFileParser:
        """What a host asks of robots, fetched once (RFC 9309: everything is allowed if it has no such file, nothing if it fails)."""
        with self._locks.setdefault(origin, threading.Lock()):
            if origin not in self._robots:
                self._robots[origin] = self._fetched_rules(origin)
            return self._robots[origin]

    def _fetched_rules(self, origin: str) -> RobotFileParser:
        rules, response = RobotFileParser(), self._asked("GET", f"{origin}/robots.txt")
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BusyError(origin, f"robots.txt cannot be had ({response.status_code})", response.status_code)
        rules.parse(response.text[:LONGEST_ROBOTS].splitlines() if response.status_code == HTTPStatus.OK else [])
        return rules

    def _answer(self, url: str) -> httpx2.Response:
        """The answer to HEAD, or to GET where HEAD brings no good one."""
        response = self._asked("HEAD", url)
        return response if response.is_success or response.has_redirect_location else self._asked("GET", url)

    def _asked(self, method: str, url: str) -> httpx2.Response:
        """The head of an answer; of a body, only that of robots.txt is read."""
        self._manners.take_turn(urlsplit(url).netloc)
        try:
            with self._client.stream(method, url) as response:
                if url.endswith("/robots.txt"):
                    response.read()
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise BusyError(url, f"no answer ({type(error).__name__})") from error
        if response.status_code in LATER:
            wait = self._manners.retry_after(response.headers.get("retry-after"))
            self._manners.let_alone(urlsplit(url).netloc, wait or 0)
            raise BusyError(url, "busy", response.status_code, wait)
        return response

    def _judged(self, url: str, response: httpx2.Response) -> Visit:
        status = response.status_code
        if status in GONE:
            return self._told(url, Outcome.GONE, status)
        is_alive = (response.is_success and status != HTTPStatus.ACCEPTED) or status == HTTPStatus.MULTIPLE_CHOICES
        return self._told(url, Outcome.ALIVE if is_alive else Outcome.UNSURE, status)
