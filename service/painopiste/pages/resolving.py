"""The page that resolves identifiers: a form for one, a form for a table, and what there is to say of an ambiguous or unknown one."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from painopiste.pages.context import PageContext
from painopiste.pages.language import messages
from painopiste.pages.resource import Reader
from painopiste.pages.structured import Node, Place, of_page
from painopiste.pages.templates import page
from painopiste.pages.values import Link, Text
from painopiste.resolving import Match, Resolution, Resolver, Status
from painopiste.search import Entry

CODES = {Status.FOUND: 200, Status.AMBIGUOUS: 300, Status.UNKNOWN: 404}


@dataclass(frozen=True)
class MatchView:
    """A thing that may be meant, its kind, what the text is of it, and the EU's own IRIs."""

    link: Link
    kind: Link | None
    relation: str
    eu_iris: tuple[str, ...]


class ResolvingPage:
    """Answers /{lang}/resolve."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    async def __call__(self, request: Request) -> Response:
        """The forms, and what a text means if one is given."""
        reader, text = await Reader.open(self._context, request.path_params["lang"]), request.query_params.get("q", "")
        index = self._context.shelf.current
        found = await run_in_threadpool(Resolver(index.register, index.base, reader.language).resolve, text) if index and text.strip() else None
        matches = [match_view(reader, match) for match in found.matches] if found else []
        code, told = (CODES[found.status], readings_of(found)) if found else (200, ())
        shown = {"text": text, "found": found, "matches": matches, "readings": told, "has_index": index is not None}
        return page(request, "resolve.html", reader.language, code, about, **shown)


def about(place: Place) -> list[Node]:
    """What the page is, for search engines."""
    words = messages(place.language)
    return of_page(place, words["resolve"], words["resolve_lead"])


def match_view(reader: Reader, match: Match) -> MatchView:
    """One match for a reader."""
    kind = reader.term(match.entry.kind) if match.entry.kind else None
    return MatchView(link_of(reader, match.entry), kind, match.relation, match.eu_iris)


def link_of(reader: Reader, entry: Entry) -> Link:
    """An entry of the index by its label."""
    language = entry.label.language
    return Link(Text(entry.label.text, language if language != reader.language else ""), reader.href(entry.iri))


def readings_of(found: Resolution) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """As what a text was read: the identifier, its kind and the EU's own IRIs."""
    return tuple((reading.text, reading.kind, reading.eu_iris) for reading in found.readings)
