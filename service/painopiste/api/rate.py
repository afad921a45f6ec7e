"""How often one client may ask; the service's own machine may as often as it likes."""

from __future__ import annotations

import ipaddress
import time
from functools import lru_cache

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from painopiste.api.observing import client_of
from painopiste.api.problems import problem_of, problem_response
from painopiste.errors import RequestError

LIMITED = ("/sparql", "/api/", "/rdf-graph-store", "/search", "/resolve")


@lru_cache(maxsize=1024)
def is_loopback(client: str) -> bool:
    """Whether an address is of this machine; what is no address is not.

    >>> is_loopback("127.0.0.1"), is_loopback("10.0.0.1"), is_loopback("unknown")
    (True, False, False)
    """
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False


class Rate:
    """How often each client has asked within the last minute, and may."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    @property
    def per_minute(self) -> int:
        """How often a client may ask in a minute."""
        return self._item.amount

    def hit(self, client: str) -> bool:
        """Count a request; whether the client may have it."""
        return self._limiter.hit(self._item, client)

    def wait(self, client: str) -> int:
        """Seconds until a client may ask again."""
        return max(1, round(self._limiter.get_window_stats(self._item, client).reset_time - time.time()))


class RateLimited:
    """A middleware that answers 429 to a client that asks more often than it may."""

    def __init__(self, app: ASGIApp, rate: Rate) -> None:
        self._app = app
        self._rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it is one too many."""
        client = client_of(scope)
        is_limited = scope["type"] == "http" and scope["path"].startswith(LIMITED) and not is_loopback(client)
        if is_limited and not self._rate.hit(client):
            await self._refuse(client, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _refuse(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self._rate.wait(client)
        text = f"More than {self._rate.per_minute} requests in a minute. Wait {wait} seconds; the whole graph is at /data.nq, in one request."
        response = problem_response(problem_of(RequestError(text, 429)))
        response.headers["Retry-After"] = str(wait)
        await response(scope, receive, send)
