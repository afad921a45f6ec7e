"""The routes of the pages: each reads, makes a view, and renders it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from painopiste.errors import NotFoundError, ParameterError
from painopiste.model import LANGUAGES
from painopiste.pages.assets import Assets
from painopiste.pages.context import PageContext
from painopiste.pages.dossier import DossierView
from painopiste.pages.dossiers import dossiers_view
from painopiste.pages.found import hit_view
from painopiste.pages.language import messages, preferred_language
from painopiste.pages.own import own_part
from painopiste.pages.paging import page_of
from painopiste.pages.quality import quality_view
from painopiste.pages.relations import relations_view
from painopiste.pages.resource import Reader
from painopiste.pages.templates import origin_of, page
from painopiste.pages.values import Link, Text, labels_of
from painopiste.pages.vocabulary import vocabulary_view
from painopiste.pages.workbench import workbench_view

Handler = Callable[[Request], Awaitable[Response]]


class Pages:
    """One method a kind of page."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._iris = context.questions.iris

    async def _reader(self, request: Request) -> Reader:
        return await Reader.open(self._context, request.path_params["lang"])

    async def root(self, request: Request) -> Response:
        """To the front page in the reader's language."""
        language = preferred_language(request.headers.get("accept-language", ""))
        return RedirectResponse(f"/{language}/", 302, {"Vary": "Accept-Language"})

    async def in_language(self, request: Request) -> Response:
        """To the same page in the reader's language."""
        language = preferred_language(request.headers.get("accept-language", ""))
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{language}{request.url.path}{query}", 302, {"Vary": "Accept-Language"})

    async def start(self, request: Request) -> Response:
        """The nine priorities and the ways in."""
        reader = await self._reader(request)
        counts: dict[str, list[tuple[Text, str]]] = defaultdict(list)
        for row in await reader.rows("pages/served-counts"):
            counts[row["priority"]].append((reader.term(row["class"]).text, row["count"]))
        priorities = await reader.rows("pages/priorities", lang=reader.language)
        cards = [(row, reader.href(row["priority"]), counts[row["priority"]]) for row in priorities]
        classes = [(reader.term(row["class"]).text, row["class"].rpartition("#")[2], row["count"]) for row in await reader.rows("pages/classes")]
        return page(request, "start.html", reader.language, cards=cards, classes=classes, size=self._context.served.triples)

    async def thing(self, request: Request) -> Response:
        """The page of a thing of ours."""
        return await self._resource(request, self._iris.thing(request.path_params["path"]))

    async def resource(self, request: Request) -> Response:
        """The page of any IRI that the graph mentions."""
        return await self._resource(request, request.query_params.get("iri", ""))

    async def _resource(self, request: Request, iri: str) -> Response:
        reader = await self._reader(request)
        view = await reader.view(iri)
        template, own = await own_part(reader, view, request.query_params)
        code = 400 if isinstance(own, DossierView) and own.as_of.is_wrong else 200
        return page(request, template, reader.language, code, view=view, own=own)

    async def kind(self, request: Request) -> Response:
        """All things of a class, a hundred a page, by label."""
        reader = await self._reader(request)
        iri = self._iris.term(request.path_params["name"])
        if iri not in reader.terms:
            raise NotFoundError(iri)
        found = labels_of(await reader.rows("pages/instances", **{"class": iri}), "thing", "label")
        links = sorted((reader.link(thing, texts) for thing, texts in found.items()), key=lambda link: (link.text.text.lower(), link.href))
        return page(request, "kind.html", reader.language, heading=reader.term(iri), page=page_of(links, request.query_params))

    async def dossiers(self, request: Request) -> Response:
        """All dossiers on one axis of time."""
        reader = await self._reader(request)
        view = await dossiers_view(reader, request.query_params)
        return page(request, "dossiers.html", reader.language, 400 if view.is_wrong_day else 200, view=view)

    async def ontology(self, request: Request) -> Response:
        """Classes and properties of the ontology, their alignments, and a diagram."""
        reader = await self._reader(request)
        return page(request, "ontology.html", reader.language, view=await vocabulary_view(reader))

    async def search(self, request: Request) -> Response:
        """What is found for the words in the search box, best first."""
        reader, text = await self._reader(request), request.query_params.get("q", "")
        index = self._context.shelf.current
        found = await run_in_threadpool(index.search, text, reader.language, limit=50) if index and text.strip() else None
        hits = [hit_view(reader, hit) for hit in found.hits] if found else []
        return page(request, "search.html", reader.language, text=text, hits=hits, total=found.total if found else 0, has_index=index is not None)

    async def quality(self, request: Request) -> Response:
        """How good the graph is."""
        reader = await self._reader(request)
        return page(request, "quality.html", reader.language, view=await quality_view(reader))

    async def graph(self, request: Request) -> Response:
        """What a named graph holds."""
        reader, name = await self._reader(request), request.path_params["name"]
        iri = self._iris.graph(name)
        if not await self._context.questions.holds("pages/known-graph", graph=iri):
            raise NotFoundError(iri)
        rows = [(reader.term(row["class"]), row["count"]) for row in await reader.rows("pages/graph-classes", graph=iri)]
        return page(request, "graph.html", reader.language, name=name, iri=iri, rows=rows)

    async def queries(self, request: Request) -> Response:
        """The catalogue of stored queries."""
        return page(request, "queries.html", request.path_params["lang"], queries=list(self._context.questions.catalogue))

    async def query(self, request: Request) -> Response:
        """A stored query: a form, and its answer once it can be asked."""
        reader = await self._reader(request)
        query = self._context.questions.catalogue[request.path_params["name"]]
        given = {key: value for key, value in request.query_params.items() if key in query.params and value}
        if "lang" in query.params:
            given.setdefault("lang", reader.language)
        rows, fault = [], ""
        if request.query_params or not any(item.required for item in query.params.values()):
            try:
                rows = await reader.rows(query.name, **given)
            except ParameterError as error:
                fault = str(error)
        columns = [name for name in dict.fromkeys(key for row in rows for key in row) if "@" not in name and name not in query.params]
        table = [[self._cell(reader, row.get(name, "")) for name in columns] for row in rows]
        response = page(
            request, "query.html", reader.language, query=query, given=given, columns=columns, table=table, fault=fault, encoded=urlencode(given)
        )
        response.status_code = 400 if fault else 200
        return response

    def _cell(self, reader: Reader, value: str) -> Link:
        known = value.startswith(("http://", "https://")) and " " not in value
        return Link(Text(value.removeprefix(self._iris.base + "/id/")), reader.href(value) if known else "")

    async def workbench(self, request: Request) -> Response:
        """An editor for SPARQL with examples."""
        language = request.path_params["lang"]
        view = workbench_view(self._context.questions, language, origin_of(request), request.query_params)
        return page(request, "workbench.html", language, view=view, base=self._iris.base, words=messages(language, "workbench"))

    async def relations(self, request: Request) -> Response:
        """What things are tied to, opened step by step."""
        reader = await self._reader(request)
        view = await relations_view(reader, request.query_params.multi_items())
        code = 404 if view.unknown and not view.opened else 200
        return page(request, "relations.html", reader.language, code, view=view, words=messages(reader.language, "relations"))

    async def sparql(self, request: Request) -> Response:
        """To the workbench, which stood here before."""
        return RedirectResponse(f"/{request.path_params['lang']}/workbench", 301)


def with_language(handler: Handler, language: str) -> Handler:
    """A handler that finds its language among the path's parameters."""

    async def handle(request: Request) -> Response:
        request.path_params["lang"] = language
        return await handler(request)

    return handle


def page_routes(context: PageContext) -> list[BaseRoute]:
    """All routes of the pages; the most general one last."""
    pages = Pages(context)
    return [
        Mount("/static", Assets()),
        Route("/", pages.root),
        Route("/graph", pages.in_language),
        Route("/workbench", pages.in_language),
        *[
            Route(f"/{language}{path}", with_language(handler, language))
            for language in LANGUAGES
            for path, handler in (
                ("/", pages.start),
                ("/resource", pages.resource),
                ("/def", pages.ontology),
                ("/dossiers", pages.dossiers),
                ("/quality", pages.quality),
                ("/search", pages.search),
                ("/graph/{name}", pages.graph),
                ("/kind/{name}", pages.kind),
                ("/queries", pages.queries),
                ("/queries/{name:path}", pages.query),
                ("/workbench", pages.workbench),
                ("/graph", pages.relations),
                ("/sparql", pages.sparql),
                ("/{path:path}", pages.thing),
            )
        ],
    ]
