"""Answers over ASGI: headers, entity tags, and parts as they come, so that no cut answer ever looks whole."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from starlette.types import Receive, Scope, Send

from painopiste.answers import Answers, Flowing, Key, Whole
from painopiste.api.observing import ROWS, client_of
from painopiste.errors import AnswerLimitError, ClientGoneError, QueryTimeoutError
from painopiste.store import Limits, Question

T = TypeVar("T")
Headers = list[tuple[bytes, bytes]]
ENCODINGS = ("zstd", "br", "gzip")
VARY = "Accept, Accept-Encoding"
OLD_HTTP = ("1", "1.0")
GRACE = 1.0
"""Seconds that a reader has beyond the time limit, so that the query's own end comes first."""
SOON = 0.02
"""Seconds within which most answers are there: only then is it worth while to look whether the client still waits."""
OLD_HTTP_LIMIT = 32 * 1024 * 1024
"""Bytes of an answer over HTTP/1.0, which must be whole before it is sent: there a connection that breaks off looks like an end."""


def header(scope: Scope, name: bytes) -> str:
    """A request header, or nothing."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def tag_for(scope: Scope, tag: str) -> str:
    """The tag of the representation that this client gets: with the content coding that will be chosen for it (RFC 9110 §8.8.3.3)."""
    accepted = header(scope, b"accept-encoding")
    coding = next((name for name in ENCODINGS if name in accepted), "")
    return f'{tag[:-1]}-{coding}"' if coding and tag else tag


def matches(scope: Scope, tag: str) -> bool:
    """Whether the client holds just this representation."""
    held = header(scope, b"if-none-match")
    return bool(tag and held) and any(item.strip().removeprefix("W/") == tag for item in held.split(","))


async def unless_gone(work: Coroutine[Any, Any, T], receive: Receive) -> T:
    """What the work gives, if the client waits for it; ClientGoneError, and the work ended, if it does not."""
    watch = Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.is_gone:
            raise ClientGoneError from None
        raise
    finally:
        watch.end()


class Watch:
    """A look-out for the departure of the client for whom this task works: from a while after it began until `end`, it ends the task by that."""

    def __init__(self, receive: Receive) -> None:
        self.is_gone = False
        self._receive = receive
        self._worker = asyncio.current_task()
        self._departure: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(SOON, self._begin)

    def _begin(self) -> None:
        self._departure = asyncio.create_task(departure(self._receive))
        self._departure.add_done_callback(self._end_work)

    def _end_work(self, _: asyncio.Task[None]) -> None:
        if self._worker:
            self.is_gone = True
            self._worker.cancel()

    def end(self) -> None:
        """Look out no longer; if the task was told to end, it may go on now."""
        self._timer.cancel()
        if self.is_gone and self._worker:
            self._worker.uncancel()
        self._worker = None
        if self._departure:
            self._departure.cancel()


async def departure(receive: Receive) -> None:
    """Wait until the client leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass


class Sender:
    """Sends answers to questions."""

    def __init__(self, answers: Answers, headers: Mapping[str, str]) -> None:
        self._answers = answers
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def answer(self, question: Question, limits: Limits, scope: Scope, receive: Receive, send: Send) -> Whole | Flowing | None:
        """Answer a question: from memory, with 304 if the client has it, or from the backend; what was sent, for the log."""
        key = self._answers.key(question)
        tag = tag_for(scope, self._answers.tag(key))
        if matches(scope, tag):
            await self._start(send, 304, [(b"etag", tag.encode())])
            await send({"type": "http.response.body", "body": b""})
            return None
        if found := self._answers.remembered(key):
            await self.whole(found, scope, send)
            return found
        return await unless_gone(self._compute(question, key, limits, scope, send), receive)

    async def _compute(self, question: Question, key: Key | None, limits: Limits, scope: Scope, send: Send) -> Whole | Flowing:
        found = await self._answers.find(question, key, limits, client_of(scope))
        if isinstance(found, Flowing) and scope["http_version"] in OLD_HTTP:
            found = await collected(found)
        if isinstance(found, Whole):
            await self.whole(found, scope, send)
        else:
            await self._flow(found, limits.seconds, scope, send)
        return found

    async def whole(self, answer: Whole, scope: Scope, send: Send) -> None:
        """Send an answer that is all there."""
        headers = [(b"content-type", typed(answer.media_type)), (b"content-length", str(len(answer.content)).encode())]
        await self._start(send, 200, [*headers, *tagged(scope, answer.tag)])
        scope[ROWS] = answer.rows
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.content})

    async def _flow(self, answer: Flowing, seconds: float, scope: Scope, send: Send) -> None:
        """Send an answer as it comes; if it cannot be completed or is not read in time, the error that is raised breaks the connection off."""
        try:
            await self._start(send, 200, [(b"content-type", typed(answer.media_type)), *tagged(scope, answer.tag)])
            async with asyncio.timeout(seconds + GRACE):
                if scope["method"] != "HEAD":
                    await self._parts(answer, send)
                scope[ROWS] = answer.rows
                await send({"type": "http.response.body", "body": b""})
        except TimeoutError as error:
            raise QueryTimeoutError(f"The answer was not read within {seconds:g} s.", seconds) from error
        finally:
            await answer.aclose()

    async def _parts(self, answer: Flowing, send: Send) -> None:
        async for part in answer:
            await send({"type": "http.response.body", "body": part, "more_body": True})

    async def _start(self, send: Send, status: int, headers: Headers) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [*self._headers, *headers]})


def tagged(scope: Scope, tag: str) -> Headers:
    """The header that tells the tag of what this client gets, if there is one."""
    return [(b"etag", tag_for(scope, tag).encode())] if tag else []


async def collected(answer: Flowing) -> Whole:
    """A long answer as a whole, or AnswerLimitError if it is too long for that."""
    parts, size = [], 0
    try:
        async for part in answer:
            parts.append(part)
            size += len(part)
            if size > OLD_HTTP_LIMIT:
                raise AnswerLimitError("The answer is too long for HTTP/1.0. Ask by HTTP/1.1 or in parts.", OLD_HTTP_LIMIT, "bytes")
    finally:
        await answer.aclose()
    return Whole(b"".join(parts), answer.media_type, answer.tag, answer.rows)


def typed(media_type: str) -> bytes:
    """A content type; text types say that they are UTF-8."""
    return f"{media_type}; charset=utf-8".encode() if media_type.startswith("text/") else media_type.encode()
