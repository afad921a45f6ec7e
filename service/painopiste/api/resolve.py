"""Identifiers resolved to things of the graph: one by GET, the column of a table by POST."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from painopiste.api.context import ApiContext
from painopiste.api.negotiation import choose
from painopiste.api.parameters import pairs_of
from painopiste.api.protocol import FORM, read_body
from painopiste.api.search import Text, prefers_html
from painopiste.errors import ParameterError, RequestError, UnresolvedError
from painopiste.model import LANGUAGES
from painopiste.resolving import Match, Reading, Resolution, Resolver, Status, resolved_table
from painopiste.resolving.resolution import LONGEST
from painopiste.resolving.table import COLUMNS, MOST_ROWS
from painopiste.search import Entry

CSV = "text/csv"
MOST_BYTES = 1_000_000
READ_WITHIN = 30.0


class Thing(BaseModel):
    """A thing of the graph: its IRI, the IRI of its class, and its label."""

    iri: str
    kind: str
    label: Text

    @classmethod
    def of(cls, entry: Entry) -> Thing:
        """An entry of the index."""
        return cls(iri=entry.iri, kind=entry.kind, label=Text.of(entry.label))


class RelatedThing(Thing):
    """A thing that belongs to another; `role` says what the other is of it, or it of the other: "act of", "proposal", "record of"."""

    role: str


class Matched(Thing):
    """A thing that was meant or may be, the identifiers that the graph has for it, the EU's own IRIs, and what belongs to it.

    `relation` says what was written is of the thing: itself, or a consolidated text of it, a corrigendum to it, a part of it.
    """

    relation: str
    identifiers: list[str]
    eu_iris: list[str]
    related: list[RelatedThing]

    @classmethod
    def of_match(cls, match: Match) -> Matched:
        """A match of the resolver."""
        entry = match.entry
        return cls(
            **Thing.of(entry).model_dump(),
            relation=match.relation,
            identifiers=[text for text in entry.identifiers if not text.startswith("http")],
            eu_iris=list(match.eu_iris),
            related=[RelatedThing(**Thing.of(other).model_dump(), role=role) for role, other in match.related],
        )


class ReadingInfo(BaseModel):
    """As what a text was read: the kind of identifier, how it is officially written, and the EU's own IRIs that follow from it."""

    kind: str
    identifier: str
    eu_iris: list[str]

    @classmethod
    def of(cls, reading: Reading) -> ReadingInfo:
        """A reading of the resolver."""
        return cls(kind=reading.kind, identifier=reading.text, eu_iris=list(reading.eu_iris))


class Resolved(BaseModel):
    """What an identifier means: found with one match, or ambiguous with all that the graph has."""

    query: str
    status: str
    detail: str
    matches: list[Matched]
    readings: list[ReadingInfo]

    @classmethod
    def of(cls, found: Resolution) -> Resolved:
        """A resolution."""
        matches, readings = [Matched.of_match(match) for match in found.matches], [ReadingInfo.of(reading) for reading in found.readings]
        return cls(query=found.text, status=found.status, detail=found.detail, matches=matches, readings=readings)


def resolve_routes(context: ApiContext) -> APIRouter:
    """The routes /resolve: one identifier, or a table of them."""
    router = APIRouter()

    @router.get("/resolve", summary="Find a thing by any identifier of it", response_model=Resolved, responses=ANSWERS, openapi_extra=GET_PARAMETERS)
    async def resolve(request: Request) -> Response:
        """CELEX, ELI, COM, JOIN and SWD references, procedure references, addresses in EUR-Lex, CELLAR, the Legislative Observatory
        and the Parliament's open data, places in the Official Journal, names in Finnish, Swedish and English.

        For programs 200 with the thing, 300 with the candidates, or a problem with 404; browsers are led to the page of the thing.
        """
        text, language = one(request, "q"), language_of(context, request)
        found = await run_in_threadpool(resolver(context, language).resolve, text)
        if prefers_html(request):
            return RedirectResponse(page_of(found, context, language), 303, {"Vary": "Accept, Accept-Language"})
        if found.status is Status.UNKNOWN:
            read = tuple((reading.kind, reading.text, reading.eu_iris) for reading in found.readings)
            raise UnresolvedError(text, found.detail, read)
        status = 200 if found.status is Status.FOUND else 300
        return JSONResponse(Resolved.of(found).model_dump(), status, {"Vary": "Accept, Accept-Language", "Cache-Control": context.cache_control})

    @router.post("/resolve", summary="Resolve the column of a table", response_class=Response, responses=TABLES, openapi_extra=POST_PARAMETERS)
    async def resolve_table(request: Request) -> Response:
        """A table as CSV with a column of identifiers; the answer is the same table with columns behind its own.

        Its delimiter may be a comma, a semicolon or a tab. Nothing is guessed: where a text is ambiguous, the IRI is left empty and
        the candidates are told.
        """
        table, column, language = await sent(request, context)
        found = await run_in_threadpool(resolved_table, table, column, resolver(context, language).resolve)
        return Response(found.encode(), media_type=CSV, headers={"Content-Disposition": 'attachment; filename="resolved.csv"'})

    return router


def resolver(context: ApiContext, language: str) -> Resolver:
    """A resolver over the index that is served now."""
    index = context.shelf.index
    return Resolver(index.register, index.base, language)


def language_of(context: ApiContext, request: Request, given: str = "") -> str:
    """The language of labels: as asked for, or as the client prefers."""
    return known_language(given or request.query_params.get("lang", "")) or context.language(request.headers.get("accept-language", ""))


def known_language(text: str) -> str:
    """A language of the service, or ParameterError; nothing for nothing."""
    if text and text not in LANGUAGES:
        raise ParameterError(f"“{text}” is no language here; there are {', '.join(LANGUAGES)}.", "lang")
    return text


def one(request: Request, name: str) -> str:
    """A parameter that must be given once and not be longer than any identifier, or ParameterError."""
    given = request.query_params.getlist(name)
    for other in request.query_params:
        if other not in (name, "lang"):
            raise ParameterError(f"There is no parameter {other}; there are {name} and lang. Percent-encode an & in an address as %26.", other)
    if len(given) != 1 or not given[0].strip():
        raise ParameterError(f"Give one identifier or name, as in /resolve?{name}=2021/0106(COD).", name)
    if len(given[0]) > LONGEST:
        raise ParameterError(f"{name} is longer than {LONGEST} characters.", name)
    return given[0]


def page_of(found: Resolution, context: ApiContext, language: str) -> str:
    """The page of the thing that was found, or the one that tells why there is none."""
    if not found.match:
        return f"/{language}/resolve?{urlencode({'q': found.text})}"
    iri = found.match.entry.iri
    path = context.questions.iris.path(iri)
    return f"/{language}/{quote(path)}" if path else f"/{language}/resource?{urlencode({'iri': iri})}"


async def sent(request: Request, context: ApiContext) -> tuple[str, str, str]:
    """The table that a request carries, the column to resolve, and the language; by parameters, or all by a form."""
    choose(request.headers.get("accept", ""), (CSV,))
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in (CSV, FORM):
        raise RequestError(f"POST a table as {CSV}, not as “{media_type}”.", 415)
    body = await read_body(request, MOST_BYTES, READ_WITHIN, "table")
    given = dict(pairs_of(body)) if media_type == FORM else {"table": body, **request.query_params}
    if len(given.get("table", "").encode()) > MOST_BYTES:
        raise RequestError(f"The table is longer than {MOST_BYTES} bytes. Send it in parts.", 413)
    return given.get("table", ""), given.get("column", ""), language_of(context, request, given.get("lang", ""))


def parameter(name: str, description: str, required: bool = False, **schema: object) -> dict[str, Any]:
    """A parameter as OpenAPI describes it."""
    return {"name": name, "in": "query", "required": required, "description": description, "schema": {"type": "string", **schema}}


PROBLEM = {"content": {"application/problem+json": {"schema": {"type": "object"}}}}
IDENTIFIER = parameter("q", "The identifier or name.", True, minLength=1, maxLength=LONGEST, pattern=r"\S")
LANG = parameter("lang", "Language of labels; otherwise Accept-Language decides.", enum=list(LANGUAGES))
COLUMN = parameter("column", "Heading of the column to resolve; may be left out if there is only one column.")
GET_PARAMETERS: dict[str, Any] = {"parameters": [{**IDENTIFIER, "example": "COD(2021)0106"}, LANG]}
POST_PARAMETERS: dict[str, Any] = {
    "parameters": [COLUMN, LANG],
    "requestBody": {
        "required": True,
        "description": f"A table with a heading, in UTF-8, up to {MOST_BYTES} bytes and {MOST_ROWS} rows.",
        "content": {CSV: {"schema": {"type": "string"}, "example": "reference,note\n2021/0106(COD),AI\nCOM(2018) 631,borders\n"}},
    },
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    300: {"model": Resolved, "description": "The text may mean several things; each that the graph has is told."},
    303: {"description": "To the page of the thing, for browsers."},
    400: {"description": "The parameter is missing or malformed.", **PROBLEM},
    404: {"description": "The graph has nothing by this; what the text was read as is told with the EU's own IRIs.", **PROBLEM},
}
TABLES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": f"The table with the columns {', '.join(COLUMNS)}; several IRIs in a cell are separated by spaces.",
        "content": {CSV: {"schema": {"type": "string"}}},
    },
    400: {"description": "This is no table, or it has no such column.", **PROBLEM},
    413: {"description": "The table is too long.", **PROBLEM},
    415: {"description": "This is no CSV.", **PROBLEM},
}
