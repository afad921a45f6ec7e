"""Templates and the headers that go with every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from painopiste.model import LANGUAGES
from painopiste.pages.assets import asset
from painopiste.pages.days import given_day, told
from painopiste.pages.language import messages
from painopiste.pages.structured import Node, Place

SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CHOICES = (
    *("priority", "status", "topic", "act", "class", "basis", "country", "component", "form", "kind", "year", "party", "as_of", "order", "span"),
    *("imported", "view", "category", "value", "date", "name", "source", "target", "relation"),
)
"""The parameters that choose from what a page shows; it is the same page without them."""
NAMING = ("iri", "q", "page", "query", "example", "start", "hide")
"""The parameters that make another page of a path."""
ENVIRONMENT = Environment(loader=PackageLoader("painopiste.pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
ENVIRONMENT.filters["told"] = told
ENVIRONMENT.filters["is_day"] = given_day
ENVIRONMENT.globals["asset"] = asset


def page(
    request: Request, template: str, language: str, code: int = 200, about: Callable[[Place], Sequence[Node]] | None = None, **view: object
) -> HTMLResponse:
    """A page in a language, with what it is about for search engines; each page links to itself in the others."""
    here = {other: address_in(request, language, other, (*NAMING, *CHOICES)) for other in LANGUAGES}
    told, origin, canonical = messages(language), origin_of(request), address_in(request, language, language, NAMING)
    nodes = about(Place(told["site"], origin, origin + canonical, language)) if about else ()
    html = ENVIRONMENT.get_template(template).render(
        lang=language, t=told, here=here, origin=origin, canonical=canonical, path=canonical.partition("?")[0], nodes=nodes, **view
    )
    return HTMLResponse(html, code, {"Content-Security-Policy": SECURITY, "Vary": "Accept-Language", "X-Content-Type-Options": "nosniff"})


def document(request: Request, template: str, media_type: str, **view: object) -> Response:
    """Something that is no page, as a feed or a sitemap; its addresses are absolute."""
    text = ENVIRONMENT.get_template(template).render(origin=origin_of(request), **view)
    return Response(text, 200, {"Vary": "Accept-Language", "X-Content-Type-Options": "nosniff"}, media_type)


def address_in(request: Request, language: str, other: str, kept: Sequence[str]) -> str:
    """The address of a page in another language, with those of its parameters that are kept."""
    path = request.url.path.removeprefix(f"/{language}")
    given = urlencode([(name, value) for name, value in request.query_params.multi_items() if name in kept])
    return quote(f"/{other}{path}") + (f"?{given}" if given else "")


def origin_of(request: Request) -> str:
    """Where the service is reached from outside: as it was set, or as the request says."""
    return str(getattr(request.app.state, "address", "")) or f"{request.url.scheme}://{request.url.netloc}"
