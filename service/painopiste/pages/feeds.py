"""What programs read of the pages: the feed of changes, the sitemap, and what crawlers may ask."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from painopiste.model import LANGUAGES
from painopiste.pages.changes import FIELDS, feed_of
from painopiste.pages.context import PageContext
from painopiste.pages.language import messages, preferred_language
from painopiste.pages.resource import Reader
from painopiste.pages.sitemap import sitemap_files, sitemap_paths
from painopiste.pages.templates import document

ATOM, XML, TEXT = "application/atom+xml", "application/xml", "text/plain"


class Feeds:
    """One method a document."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    async def _reader(self, request: Request) -> Reader:
        asked = request.query_params.get("lang", "")
        language = asked if asked in LANGUAGES else preferred_language(request.headers.get("accept-language", ""))
        return await Reader.open(self._context, language)

    async def changes(self, request: Request) -> Response:
        """What happened lately as an Atom feed (RFC 4287), in the language of `lang` or of Accept-Language."""
        reader = await self._reader(request)
        found = await feed_of(reader, request.query_params)
        updated = max((each.day for each in found), default=self._context.as_of)
        asked = {"lang": reader.language, **{name: request.query_params[name] for name in FIELDS if request.query_params.get(name)}}
        told = {"t": messages(reader.language), "lang": reader.language, "asked": asked, "updated": updated.isoformat()}
        return document(request, "changes.atom", ATOM, happenings=found, **told)

    async def sitemap_index(self, request: Request) -> Response:
        """The files of the sitemap."""
        return document(request, "sitemap-index.xml", XML, files=await sitemap_files(await self._reader(request)))

    async def sitemap(self, request: Request) -> Response:
        """One file of the sitemap."""
        paths = await sitemap_paths(await self._reader(request), request.path_params["name"])
        return document(request, "sitemap.xml", XML, paths=paths, languages=LANGUAGES)

    async def robots(self, request: Request) -> Response:
        """What crawlers may ask (RFC 9309)."""
        return document(request, "robots.txt", TEXT)


def feed_routes(context: PageContext) -> list[Route]:
    """Their routes."""
    feeds = Feeds(context)
    return [
        Route("/changes.atom", feeds.changes),
        Route("/sitemap.xml", feeds.sitemap_index),
        Route("/sitemap-{name}.xml", feeds.sitemap),
        Route("/robots.txt", feeds.robots),
    ]
