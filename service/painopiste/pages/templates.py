"""Templates and the headers that go with every page."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from painopiste.model import LANGUAGES
from painopiste.pages.assets import asset
from painopiste.pages.days import told
from painopiste.pages.language import messages

SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NAMING = (
    "iri",
    "q",
    "page",
    "as_of",
    "priority",
    "status",
    "topic",
    "type",
    "kind",
    "year",
    "stage",
    "party",
    "subject",
    "language",
    "component",
    "query",
    "example",
    "start",
    "hide",
)
"""The parameters that make another page of a path."""
ENVIRONMENT = Environment(loader=PackageLoader("painopiste.pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
ENVIRONMENT.filters["told"] = told
ENVIRONMENT.globals["asset"] = asset


def page(request: Request, template: str, language: str, code: int = 200, **view: object) -> HTMLResponse:
    """A page in a language; each page links to itself in the others."""
    path = request.url.path.removeprefix(f"/{language}")
    kept = urlencode([(name, value) for name, value in request.query_params.multi_items() if name in NAMING])
    here = {other: quote(f"/{other}{path}") + (f"?{kept}" if kept else "") for other in LANGUAGES}
    html = ENVIRONMENT.get_template(template).render(lang=language, t=messages(language), here=here, origin=origin_of(request), **view)
    return HTMLResponse(html, code, {"Content-Security-Policy": SECURITY, "Vary": "Accept-Language", "X-Content-Type-Options": "nosniff"})


def origin_of(request: Request) -> str:
    """Where the service is reached from outside: as it was set, or as the request says."""
    return str(getattr(request.app.state, "address", "")) or f"{request.url.scheme}://{request.url.netloc}"
