"""Every IRI under the base answers: people are led to a page, machines to RDF (303 See Other, RFC 9110 §15.4.4)."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from painopiste.api.context import ApiContext
from painopiste.api.negotiation import choose
from painopiste.errors import NotFoundError, RequestError
from painopiste.graph import PREFIXES
from painopiste.store import DATASET_TYPES, GRAPH_TYPES, Answer
from painopiste.store.formats import EXTENSIONS

HTML, TEXT = "text/html", "text/plain"
ENDINGS = {media_type: ending for ending, media_type in EXTENSIONS.items()}


def answered(answer: Answer) -> Response:
    """An answer as a response; text types say that they are UTF-8."""
    return Response(answer.content, media_type=answer.media_type, headers={"Vary": "Accept"})


def see_other(path: str) -> RedirectResponse:
    """A redirect to where the thing is described, which depends on what the client accepts."""
    return RedirectResponse(path, 303, headers={"Vary": "Accept, Accept-Language"})


class Resources:
    """The routes of things, terms, shapes and graphs."""

    def __init__(self, context: ApiContext) -> None:
        self._context = context

    def _known(self, iri: str) -> str:
        if not self._context.store.has(iri):
            raise NotFoundError(iri)
        return iri

    def _language(self, request: Request) -> str:
        return self._context.language(request.headers.get("accept-language", ""))

    async def thing(self, request: Request) -> Response:
        """/id/…: 303 to the page or to the data; a source text may also be asked for as plain text."""
        path = request.path_params["path"]
        iri = self._known(self._context.iris.thing(path))
        offered = (HTML, *ENDINGS) if iri not in self._context.texts else (HTML, *ENDINGS, TEXT)
        media_type = choose(request.headers.get("accept", ""), offered)
        if media_type == HTML:
            return see_other(f"/{self._language(request)}/{quote(path)}")
        return see_other(f"/data/{quote(path)}.{ENDINGS.get(media_type, 'txt')}")

    async def data(self, request: Request) -> Response:
        """/data/…: what is said of a thing; the ending of the path or the Accept header chooses the format."""
        path, _, ending = request.path_params["path"].rpartition(".")
        if ending == "txt":
            return self._text(path)
        if ending not in EXTENSIONS:
            path, ending = request.path_params["path"], ""
        return self._described(self._context.iris.thing(path), EXTENSIONS.get(ending) or request.headers.get("accept", ""))

    def _text(self, path: str) -> Response:
        iri = self._context.iris.thing(path)
        if iri not in self._context.texts:
            raise NotFoundError(iri)
        return Response(self._context.texts[iri].text, media_type=TEXT)

    async def any_data(self, request: Request) -> Response:
        """/data?iri=…: what is said of any IRI that the graph mentions."""
        iri, form = request.query_params.get("iri", ""), request.query_params.get("format", "")
        if not iri:
            raise RequestError("Say of what: /data?iri=… and, if you like, format=ttl, nt, rdf or jsonld.")
        return self._described(iri, EXTENSIONS.get(form) or request.headers.get("accept", ""))

    def _described(self, iri: str, accept: str) -> Response:
        known, prefixes = self._known(iri), {**PREFIXES, "def": self._context.iris.term("")}
        return answered(self._context.store.describe(known, lambda offered: choose(accept, offered), prefixes))

    async def vocabulary(self, request: Request) -> Response:
        """/def and /shape: the ontology and the shapes as RDF, or the page about them."""
        name = request.url.path.strip("/")
        graph = {"def": "ontology", "shape": "shapes"}[name]
        media_type = choose(request.headers.get("accept", ""), (HTML, *GRAPH_TYPES))
        if media_type == HTML:
            return see_other(f"/{self._language(request)}/{name if name == 'def' else 'graph/shapes'}")
        return self._graph(graph, media_type)

    async def graph(self, request: Request) -> Response:
        """/graph/…: a named graph as RDF, or the page about it."""
        name = request.path_params["name"]
        if self._context.iris.graph(name) not in self._context.store.graphs():
            raise NotFoundError(self._context.iris.graph(name))
        media_type = choose(request.headers.get("accept", ""), (HTML, *GRAPH_TYPES, *DATASET_TYPES))
        return see_other(f"/{self._language(request)}/graph/{quote(name)}") if media_type == HTML else self._graph(name, media_type)

    def _graph(self, name: str, media_type: str) -> Response:
        content = self._context.store.dump(media_type, self._context.iris.graph(name), {**PREFIXES, "def": self._context.iris.term("")})
        return answered(Answer(content, media_type))

    async def dump(self, request: Request) -> Response:
        """/data.nq, /data.trig: the whole graph with its named graphs."""
        media_type = {"nq": "application/n-quads", "trig": "application/trig"}[request.path_params["ending"]]
        return answered(Answer(self._context.store.dump(media_type), media_type))
