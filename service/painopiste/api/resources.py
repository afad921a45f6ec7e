"""Every IRI under the base answers: people are led to a page, machines to RDF (303 See Other, RFC 9110 §15.4.4)."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from painopiste.api.context import ApiContext
from painopiste.api.negotiation import choose
from painopiste.api.sending import VARY, Sender
from painopiste.errors import NotFoundError, RequestError
from painopiste.queries import known
from painopiste.store import GRAPH_TYPES
from painopiste.store.formats import EXTENSIONS

HTML, TEXT = "text/html", "text/plain"
ENDINGS = {media_type: ending for ending, media_type in EXTENSIONS.items()}


def see_other(path: str) -> RedirectResponse:
    """A redirect to where the thing is described, which depends on what the client accepts."""
    return RedirectResponse(path, 303, headers={"Vary": "Accept, Accept-Language"})


class Asked:
    """A response that is the answer to a stored query, sent as the endpoint sends answers."""

    def __init__(self, context: ApiContext, name: str, media_type: str, **values: str) -> None:
        self._context = context
        self._question = context.questions.question(name, values, graph_type=media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        sender = Sender(self._context.answers, {"Vary": VARY, "Cache-Control": self._context.cache_control})
        await sender.answer(self._question, self._context.limits, scope, receive, send)


class Resources:
    """The routes of things, terms, shapes and graphs."""

    def __init__(self, context: ApiContext) -> None:
        self._context = context
        self._iris = context.questions.iris

    async def _known(self, iri: str) -> str:
        if not await known(self._context.questions, iri):
            raise NotFoundError(iri)
        return iri

    def _language(self, request: Request) -> str:
        return self._context.language(request.headers.get("accept-language", ""))

    async def thing(self, request: Request) -> Response:
        """/id/…: 303 to the page or to the data; a source text may also be asked for as plain text."""
        path = request.path_params["path"]
        iri = await self._known(self._iris.thing(path))
        offered = (HTML, *ENDINGS) if iri not in self._context.texts else (HTML, *ENDINGS, TEXT)
        media_type = choose(request.headers.get("accept", ""), offered)
        if media_type == HTML:
            return see_other(f"/{self._language(request)}/{quote(path)}")
        return see_other(f"/data/{quote(path)}.{ENDINGS.get(media_type, 'txt')}")

    async def data(self, request: Request) -> Response | Asked:
        """/data/…: what is said of a thing; the ending of the path or the Accept header chooses the format."""
        path, _, ending = request.path_params["path"].rpartition(".")
        if ending == "txt":
            return self._text(path)
        if ending not in EXTENSIONS:
            path, ending = request.path_params["path"], ""
        return await self._described(self._iris.thing(path), EXTENSIONS.get(ending) or request.headers.get("accept", ""))

    def _text(self, path: str) -> Response:
        iri = self._iris.thing(path)
        if iri not in self._context.texts:
            raise NotFoundError(iri)
        return Response(self._context.texts[iri].text, media_type=TEXT)

    async def any_data(self, request: Request) -> Asked:
        """/data?iri=…: what is said of any IRI that the graph mentions."""
        iri, form = request.query_params.get("iri", ""), request.query_params.get("format", "")
        if not iri:
            raise RequestError("Say of what: /data?iri=… and, if you like, format=ttl, nt, rdf or jsonld.")
        return await self._described(iri, EXTENSIONS.get(form) or request.headers.get("accept", ""))

    async def _described(self, iri: str, accept: str) -> Asked:
        media_type = choose(accept, tuple(GRAPH_TYPES))
        return Asked(self._context, "pages/description", media_type, resource=await self._known(iri))

    async def vocabulary(self, request: Request) -> Response | Asked:
        """/def and /shape: the ontology and the shapes as RDF, or the page about them."""
        name = request.url.path.strip("/")
        graph = {"def": "ontology", "shape": "shapes"}[name]
        media_type = choose(request.headers.get("accept", ""), (HTML, *GRAPH_TYPES))
        if media_type == HTML:
            return see_other(f"/{self._language(request)}/{name if name == 'def' else 'graph/shapes'}")
        return self._graph(self._iris.graph(graph), media_type)

    async def graph(self, request: Request) -> Response | Asked:
        """/graph/…: a named graph as RDF, or the page about it."""
        name = request.path_params["name"]
        iri = await self._known_graph(self._iris.graph(name))
        media_type = choose(request.headers.get("accept", ""), (HTML, *GRAPH_TYPES))
        return see_other(f"/{self._language(request)}/graph/{quote(name)}") if media_type == HTML else self._graph(iri, media_type)

    async def _known_graph(self, iri: str) -> str:
        if not await self._context.questions.holds("pages/known-graph", graph=iri):
            raise NotFoundError(iri)
        return iri

    def _graph(self, iri: str, media_type: str) -> Asked:
        return Asked(self._context, "pages/graph-content", media_type, graph=iri)

    async def graph_store(self, request: Request) -> Asked:
        """/rdf-graph-store: the SPARQL 1.1 Graph Store HTTP Protocol for reading; ?graph=… or ?default."""
        graphs, is_default = request.query_params.getlist("graph"), "default" in request.query_params
        if len(graphs) + is_default != 1:
            raise RequestError("Say which graph: /rdf-graph-store?graph=… or /rdf-graph-store?default.")
        media_type = choose(request.headers.get("accept", ""), tuple(GRAPH_TYPES))
        if is_default:
            return Asked(self._context, "pages/default-graph", media_type)
        return self._graph(await self._known_graph(graphs[0]), media_type)
