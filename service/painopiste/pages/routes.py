"""The routes of the pages: each reads, makes a view, and renders it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from painopiste.errors import NotFoundError
from painopiste.model import LANGUAGES
from painopiste.pages.asked import asked_view
from painopiste.pages.assets import Assets
from painopiste.pages.changes import changes_view, feed_of
from painopiste.pages.compared import compared_view
from painopiste.pages.context import PageContext
from painopiste.pages.dossier import DossierView
from painopiste.pages.dossiers import dossiers_view
from painopiste.pages.feeds import feed_routes
from painopiste.pages.found import search_view
from painopiste.pages.graphs import graph_view
from painopiste.pages.language import messages, preferred_language
from painopiste.pages.matrix import matrix_view
from painopiste.pages.names import short
from painopiste.pages.own import own_part
from painopiste.pages.paging import page_of
from painopiste.pages.partnerships import partnerships_view
from painopiste.pages.quality import quality_view
from painopiste.pages.relations import relations_view
from painopiste.pages.resolving import ResolvingPage
from painopiste.pages.resource import Reader
from painopiste.pages.structured import Node, Place, of_list, of_page, of_site, of_thing
from painopiste.pages.templates import origin_of, page
from painopiste.pages.ties import counts_by_priority
from painopiste.pages.values import Link, Text, labels_of
from painopiste.pages.vocabulary import definition_of, vocabulary_view
from painopiste.pages.workbench import workbench_view
from painopiste.queries import Row

ClassCount = tuple[Text, str, int, int]
Handler = Callable[[Request], Awaitable[Response]]
LATEST = 5


class Pages:
    """One method a kind of page."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._iris = context.questions.iris

    async def _reader(self, request: Request) -> Reader:
        return await Reader.open(self._context, request.path_params["lang"])

    async def start(self, request: Request) -> Response:
        """The nine priorities and the ways in."""
        reader = await self._reader(request)
        counts = await counts_by_priority(reader)
        priorities = await reader.rows("pages/priorities", lang=reader.language)
        cards = [(row, reader.href(row["priority"]), counts.get(short(self._iris, row["priority"]), [])) for row in priorities]
        classes = await self._context.served.once(f"classes/{reader.language}", lambda: class_counts(reader))
        latest, size, dataset = (await feed_of(reader, {}))[:LATEST], self._context.served.triples, self._iris.thing("dataset/painopiste")

        def about(place: Place) -> list[Node]:
            return of_site(place, messages(place.language)["tagline"], dataset)

        return page(request, "start.html", reader.language, about=about, cards=cards, classes=classes, size=size, latest=latest)

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
        return page(request, template, reader.language, code, lambda place: of_thing(place, view), view=view, own=own)

    async def kind(self, request: Request) -> Response:
        """All things of a class, a hundred a page, by label."""
        reader = await self._reader(request)
        iri = self._iris.term(request.path_params["name"])
        if iri not in reader.terms:
            raise NotFoundError(iri)
        links = await self._context.served.once(f"kind/{iri}/{reader.language}", lambda: things_of(reader, iri))
        heading, definition, shown = reader.term(iri), await definition_of(reader, iri), page_of(links, request.query_params)

        def about(place: Place) -> list[Node]:
            return of_list(place, heading.text.text, definition.text, shown.shown)

        return page(request, "kind.html", reader.language, about=about, heading=heading, definition=definition, iri=iri, page=shown)

    async def dossiers(self, request: Request) -> Response:
        """All dossiers on one axis of time."""
        reader = await self._reader(request)
        view = await dossiers_view(reader, request.query_params)
        about, code = self._list("dossiers", [line.link for line in view.page.shown]), 400 if view.is_wrong_day else 200
        return page(request, "dossiers.html", reader.language, code, about, view=view)

    async def partnerships(self, request: Request) -> Response:
        """All partnerships in a table, with a map."""
        reader = await self._reader(request)
        view = await partnerships_view(reader, request.query_params)
        about = self._list("partnerships", [line.link for line in view.page.shown])
        return page(request, "partnerships.html", reader.language, about=about, view=view)

    async def matrix(self, request: Request) -> Response:
        """Priorities by what serves them."""
        reader = await self._reader(request)
        view = await matrix_view(reader, request.query_params)
        return page(request, "matrix.html", reader.language, about=self._list("matrix", [row.link for row in view.page.shown]), view=view)

    async def changes(self, request: Request) -> Response:
        """What happened lately, and what lies ahead."""
        reader = await self._reader(request)
        view = await changes_view(reader, request.query_params)
        return page(request, "changes-page.html", reader.language, about=self._page("changes_title", "changes_lead"), view=view)

    def _list(self, name: str, links: Sequence[Link]) -> Callable[[Place], list[Node]]:
        return lambda place: of_list(place, messages(place.language)[name], messages(place.language)[f"{name}_lead"], links)

    def _page(self, name: str, lead: str) -> Callable[[Place], list[Node]]:
        return lambda place: of_page(place, messages(place.language)[name], messages(place.language)[lead])

    async def ontology(self, request: Request) -> Response:
        """Classes and properties of the ontology, their alignments, and a diagram."""
        reader = await self._reader(request)
        view = await self._context.served.once(f"vocabulary/{reader.language}", lambda: vocabulary_view(reader))
        return page(request, "ontology.html", reader.language, about=self._page("ontology", "alignments_lead"), view=view)

    async def search(self, request: Request) -> Response:
        """What is found for the words in the search box, best first."""
        reader, index = await self._reader(request), self._context.shelf.current
        view = await run_in_threadpool(search_view, reader, index, request.query_params) if index else None
        text = request.query_params.get("q", "")
        return page(request, "search.html", reader.language, about=self._page("search", "search_help"), view=view, text=text)

    async def quality(self, request: Request) -> Response:
        """How good the graph is."""
        reader = await self._reader(request)
        return page(request, "quality.html", reader.language, about=self._page("quality", "quality_lead"), view=await quality_view(reader))

    async def compared(self, request: Request) -> Response:
        """Edited and imported statements side by side."""
        reader = await self._reader(request)
        view = await compared_view(reader, dict(request.query_params))
        return page(
            request,
            "compared.html",
            reader.language,
            about=self._page("compared", "compared_lead"),
            view=view,
            graph=self._iris.graph("imported/comparison"),
        )

    async def graph(self, request: Request) -> Response:
        """What a named graph holds."""
        reader, name = await self._reader(request), request.path_params["name"]
        view = await graph_view(reader, name)
        return page(request, "graph.html", reader.language, about=lambda place: of_page(place, view.label.text, view.iri), view=view, name=name)

    async def queries(self, request: Request) -> Response:
        """The catalogue of stored queries."""
        about, queries = self._page("queries", "queries_lead"), list(self._context.questions.catalogue)
        return page(request, "queries.html", request.path_params["lang"], about=about, queries=queries)

    async def query(self, request: Request) -> Response:
        """A stored query: a form, and its answer once it can be asked."""
        reader = await self._reader(request)
        query = self._context.questions.catalogue[request.path_params["name"]]
        view = await asked_view(reader, query, request.query_params)

        def about(place: Place) -> list[Node]:
            return of_page(place, query.summary[place.language], query.description[place.language])

        return page(request, "query.html", reader.language, 400 if view.fault else 200, about, query=query, view=view)

    async def workbench(self, request: Request) -> Response:
        """An editor for SPARQL with examples."""
        language = request.path_params["lang"]
        view = workbench_view(self._context.questions, language, origin_of(request), request.query_params)
        return page(
            request,
            "workbench.html",
            language,
            about=self._page("sparql", "sparql_lead"),
            view=view,
            base=self._iris.base,
            words=messages(language, "workbench"),
        )

    async def relations(self, request: Request) -> Response:
        """What things are tied to, opened step by step."""
        reader = await self._reader(request)
        view = await relations_view(reader, request.query_params.multi_items())
        code = 404 if view.unknown and not view.opened else 200
        words = messages(reader.language, "relations")
        return page(
            request, "relations.html", reader.language, code, lambda place: of_page(place, words["title"], words["lead"]), view=view, words=words
        )

    async def sparql(self, request: Request) -> Response:
        """To the workbench, which stood here before."""
        return RedirectResponse(f"/{request.path_params['lang']}/workbench", 301)


async def class_counts(reader: Reader) -> Sequence[ClassCount]:
    """Every class with its things."""
    imported = {row["class"]: int(row["count"]) for row in await reader.rows("pages/imported-classes")}
    return [class_count(reader, row, imported) for row in await reader.rows("pages/classes")]


def class_count(reader: Reader, row: Row, imported: Mapping[str, int]) -> ClassCount:
    """A class by label and name, how many of its things were edited, and how many were imported."""
    name, more = row["class"], imported.get(row["class"], 0)
    return reader.term(name).text, name.rpartition("#")[2], int(row["count"]) - more, more


async def things_of(reader: Reader, kind: str) -> Sequence[Link]:
    """All things of a class, by label."""
    found = labels_of(await reader.rows("pages/instances", lang=reader.language, **{"class": kind}), "thing", "label")
    return sorted((reader.link(thing, texts) for thing, texts in found.items()), key=lambda link: (link.text.text.lower(), link.href))


def with_language(handler: Handler, language: str) -> Handler:
    """A handler that finds its language among the path's parameters."""

    async def handle(request: Request) -> Response:
        request.path_params["lang"] = language
        return await handler(request)

    return handle


async def in_language(request: Request) -> Response:
    """To the same page in the reader's language, by Accept-Language."""
    language, query = preferred_language(request.headers.get("accept-language", "")), request.url.query
    return RedirectResponse(f"/{language}{quote(request.url.path)}" + (f"?{query}" if query else ""), 302, {"Vary": "Accept-Language"})


def page_routes(context: PageContext) -> list[BaseRoute]:
    """All routes of the pages; the most general one last."""
    pages = Pages(context)
    named = {
        "/": pages.start,
        "/dossiers": pages.dossiers,
        "/partnerships": pages.partnerships,
        "/matrix": pages.matrix,
        "/changes": pages.changes,
        "/resource": pages.resource,
        "/quality": pages.quality,
        "/quality/compare": pages.compared,
        "/kind/{name}": pages.kind,
        "/queries": pages.queries,
        "/queries/{name:path}": pages.query,
        "/workbench": pages.workbench,
        "/graph": pages.relations,
    }
    # Without a language these addresses belong to the API, which leads browsers here.
    taken: dict[str, Handler] = {
        "/def": pages.ontology,
        "/search": pages.search,
        "/graph/{name:path}": pages.graph,
        "/sparql": pages.sparql,
        "/resolve": ResolvingPage(context),
    }
    handlers: dict[str, Handler] = {**named, **taken, "/{path:path}": pages.thing}
    return [
        Mount("/static", Assets()),
        *[Route(path, in_language) for path in named],
        *feed_routes(context),
        *[Route(f"/{language}{path}", with_language(handler, language)) for language in LANGUAGES for path, handler in handlers.items()],
    ]
