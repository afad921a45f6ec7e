"""The error tree: what can go wrong, each with the fields that a caller needs to tell the user.

HouseError
├─ SourceError(path, reason)          ├─ IdentifierError(kind, text)   ├─ RdfError(path, line, reason)
├─ BuildError(path, reason)           ├─ NotFoundError(iri)            ├─ NotAcceptableError(offered)
├─ RequestError(reason, status)       ├─ ClientGoneError              ├─ AddressError(host, port, reason)
├─ BackendStartError(reason)          ├─ BackendUnavailableError(reason, status)
├─ ServiceError(endpoint, reason)     ├─ OverloadedError(reason, retry_after)
├─ NoIndexError                       ├─ TableError(reason, status)
├─ UnresolvedError(text, reason, readings)
├─ NoticeError(name, reason)          ├─ ImportsError(path, reason)
├─ FetchError(url, reason, status)    ── BusyError(retry_after)
└─ QueryError(reason) ── UnknownQueryError · ParameterError(parameter) · QuerySyntaxError(line, column) · ForbiddenQueryError
                         NestingError(limit) · UnwritableError(media_type)
                         QueryTimeoutError(seconds) · MemoryLimitError(limit) · AnswerLimitError(limit, unit) · QueryCrashError
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class HouseError(Exception):
    """Any error that Painopiste raises on purpose; its text is meant for the user."""

    def __post_init__(self) -> None:
        super().__init__(str(self))


@dataclass
class SourceError(HouseError):
    """A stored source text is missing or not the text that was annotated."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass
class IdentifierError(HouseError):
    """A text is not an identifier of the kind it should be."""

    kind: str
    text: str
    example: str

    def __str__(self) -> str:
        return f"“{self.text}” is no {self.kind}; a {self.kind} looks like {self.example}"


@dataclass
class RdfError(HouseError):
    """A file is not well-formed RDF in the serialisation its name says."""

    path: Path
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"


@dataclass
class BuildError(HouseError):
    """A build or an artefact of one cannot be used."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass
class NoticeError(HouseError):
    """A notice cannot be taken in; the others can."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


@dataclass
class FetchError(HouseError):
    """Another service does not give what it was asked for; the status tells why, 0 if no answer came."""

    url: str
    reason: str
    status: int = 0

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


@dataclass
class BusyError(FetchError):
    """Another service does not give it now and may later: after so many seconds, if it says so."""

    retry_after: float | None = None


@dataclass
class ImportsError(HouseError):
    """What is imported cannot be kept or read."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass
class NotFoundError(HouseError):
    """Nothing in the graph has this IRI."""

    iri: str

    def __str__(self) -> str:
        return f"The graph says nothing of <{self.iri}>. Search or start from the front page."


@dataclass
class NotAcceptableError(HouseError):
    """No media type that the client accepts is on offer."""

    offered: tuple[str, ...]

    def __str__(self) -> str:
        return f"No acceptable format. On offer: {', '.join(self.offered)}."


@dataclass
class RequestError(HouseError):
    """An HTTP request that breaks the protocol; the status says how."""

    reason: str
    status: int = 400

    def __str__(self) -> str:
        return self.reason


@dataclass
class BackendUnavailableError(HouseError):
    """The store behind the service gives no answer, or none that can be trusted to be whole; the status says which (503 or 502)."""

    reason: str
    status: int = 503

    def __str__(self) -> str:
        return self.reason


@dataclass
class ServiceError(HouseError):
    """An endpoint that a query asks by SERVICE gives no whole answer, or none that can be used."""

    endpoint: str
    reason: str

    def __str__(self) -> str:
        return f"SERVICE <{self.endpoint}>: {self.reason}"


@dataclass
class QueryError(HouseError):
    """A query that cannot be answered."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class UnknownQueryError(QueryError):
    """No stored query has this name."""


@dataclass
class ForbiddenQueryError(QueryError):
    """A query that asks for what this service does not do: updates, federation."""


@dataclass
class ParameterError(QueryError):
    """A parameter of a stored query is missing, unknown or malformed."""

    parameter: str = ""


@dataclass
class QuerySyntaxError(QueryError):
    """A query text that is not SPARQL, with the place where the parser stopped."""

    line: int | None = None
    column: int | None = None


@dataclass
class NestingError(QueryError):
    """A query whose brackets or negations stand in each other deeper than is allowed."""

    limit: int = 0


@dataclass
class UnwritableError(QueryError):
    """An answer that holds what its format cannot carry, as XML 1.0 most control characters."""

    media_type: str = ""


@dataclass
class QueryTimeoutError(QueryError):
    """A query that was stopped because its time was up."""

    seconds: float = 0.0


@dataclass
class MemoryLimitError(QueryError):
    """A query that was stopped because it wanted more memory than one query may have, in bytes."""

    limit: int = 0


@dataclass
class AnswerLimitError(QueryError):
    """An answer that was given up because it has more rows or bytes than one answer may have."""

    limit: int = 0
    unit: str = "rows"


@dataclass
class QueryCrashError(QueryError):
    """A query whose process ended before the answer was whole."""


@dataclass
class OverloadedError(HouseError):
    """So many queries wait that one more would not get its turn; worth another try after some seconds."""

    reason: str
    retry_after: int = 5

    def __str__(self) -> str:
        return self.reason


@dataclass
class BackendStartError(HouseError):
    """What answers queries could not be started, or not with the new data; `is_final` if another attempt would end in the same way."""

    reason: str
    is_final: bool = False

    def __str__(self) -> str:
        return self.reason


@dataclass
class ClientGoneError(HouseError):
    """Whoever asked has left, so there is nobody to answer."""

    def __str__(self) -> str:
        return "The client left before the answer was whole."


@dataclass
class AddressError(HouseError):
    """The service cannot listen at an address."""

    host: str
    port: int
    reason: str

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port} ({self.reason}); choose another --host or --port, or end what listens there"


@dataclass
class NoIndexError(HouseError):
    """What is served has no search index."""

    def __str__(self) -> str:
        return "What is served here has no search index; a build of the checkout has one. Search other data by SPARQL, with FILTER(CONTAINS(…))."


@dataclass
class TableError(HouseError):
    """A table that was sent is none, or is too long; the status says which (400 or 413)."""

    reason: str
    status: int = 400

    def __str__(self) -> str:
        return self.reason


@dataclass
class UnresolvedError(HouseError):
    """A text identifies nothing in the graph; `readings` are kind, identifier and the EU's own IRIs of what it may mean elsewhere."""

    text: str
    reason: str
    readings: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        return f"“{self.text}”: {self.reason}"
