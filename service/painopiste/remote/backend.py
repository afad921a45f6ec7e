"""Another SPARQL endpoint as the store behind the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from weakref import WeakSet

import anyio
import httpx2

from painopiste.errors import AnswerLimitError
from painopiste.remote.answer import Emit, RemoteAnswer
from painopiste.remote.completeness import cut, is_framed, needs_witness, witness
from painopiste.remote.endpoint import Endpoint
from painopiste.remote.problems import misleading, refusal
from painopiste.remote.quirks import mended
from painopiste.remote.reading import Transcode, transcoded
from painopiste.remote.requests import Request, request_of
from painopiste.store.asking import AnswerStream, Limits, Question
from painopiste.store.transcoding import transcode_graph, transcode_results

CONNECT_SECONDS, IDLE_SECONDS = 5.0, 4.0
LONGEST_REFUSAL, PART = 8192, 65_536
ALLOWANCE = 4  # bytes read for each byte that may be written: JSON names and types every value, CSV does neither
UNMARKED = {"application/n-triples", "text/turtle", "text/plain"}  # types that may end anywhere between two statements


class RemoteBackend:
    """Asks one endpoint, over at most `connections` connections at once, or over whatever `transport` allows."""

    def __init__(self, endpoint: Endpoint, connections: int = 32, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._endpoint = endpoint
        self._client = httpx2.AsyncClient(
            headers={"Accept-Encoding": "identity", **endpoint.headers},
            timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
            limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=IDLE_SECONDS),
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )
        self._threads = anyio.CapacityLimiter(connections)
        self._answers: WeakSet[RemoteAnswer] = WeakSet()

    async def ask(self, question: Question, limits: Limits, client: str = "") -> AnswerStream:  # noqa: ARG002 -- the engine has its own queue
        """The answer from its first byte on; whatever goes wrong before that is raised here."""
        request = request_of(question, self._endpoint, limits)
        answer = RemoteAnswer(request.wanted, limits, partial(self._produce, request, question, limits))
        self._answers.add(answer)
        return await answer.begun()

    async def close(self) -> None:
        """End every query and close every connection."""
        for answer in list(self._answers):
            await answer.aclose()
        await self._client.aclose()

    async def _produce(self, request: Request, question: Question, limits: Limits, emit: Emit) -> None:
        async with self._client.stream("POST", self._endpoint.url, data=request.fields, headers={"Accept": request.accept}) as response:
            given = await accepted(response, request, limits)
            parts = mended(no_more_than(ALLOWANCE * limits.bytes, response.aiter_bytes(PART)), response.headers)
            last = await transcoded(parts, transcoding(request, given, question, limits), emit, self._threads)
        if needs_witness(response.headers, request.form):
            await self._hear_witness(request.asking(witness(request.text), "SELECT"), limits)
        if last:
            await emit(last)

    async def _hear_witness(self, request: Request, limits: Limits) -> None:
        async with self._client.stream("POST", self._endpoint.url, data=request.fields, headers={"Accept": request.accept}) as response:
            await accepted(response, request, limits)


async def accepted(response: httpx2.Response, request: Request, limits: Limits) -> str:
    """The media type of an answer that promises to be whole; otherwise the error that it is is raised."""
    given = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if error := cut(response.status_code, response.headers, request.text, limits.seconds):
        raise error
    if response.status_code != 200:
        raise refusal(response.status_code, given, await beginning(response), limits.seconds)
    if given not in request.readable or (given in UNMARKED and not is_framed(response.headers)):
        raise misleading(given)
    return given


async def beginning(response: httpx2.Response) -> bytes:
    """The first bytes of a body."""
    read = b""
    async for part in response.aiter_bytes():
        read += part
        if len(read) >= LONGEST_REFUSAL:
            break
    return read[:LONGEST_REFUSAL]


def transcoding(request: Request, given: str, question: Question, limits: Limits) -> Transcode:
    """How the answer to a request is written again."""
    if request.is_for_graph:
        return lambda source, write: transcode_graph(source, given, write, request.wanted, limits, question.prefixes)
    return lambda source, write: transcode_results(source, given, write, request.wanted, limits, request.form == "ASK")


async def no_more_than(limit: int, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The parts of a body, or AnswerLimitError."""
    length = 0
    async for part in parts:
        length += len(part)
        if length > limit:
            raise AnswerLimitError(f"The store sent more than {limit} bytes. Add LIMIT, or ask for fewer variables.", limit, "bytes")
        yield part
