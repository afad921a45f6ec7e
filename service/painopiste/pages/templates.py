"""Templates and the headers that go with every page."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from painopiste.model import LANGUAGES
from painopiste.pages.language import messages

SECURITY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
ENVIRONMENT = Environment(loader=PackageLoader("painopiste.pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def page(request: Request, template: str, language: str, code: int = 200, **view: object) -> HTMLResponse:
    """A page in a language; each page links to itself in the others."""
    path = request.url.path.removeprefix(f"/{language}")
    query = f"?{request.url.query}" if request.url.query else ""
    here = {other: f"/{other}{path}{query}" for other in LANGUAGES}
    html = ENVIRONMENT.get_template(template).render(lang=language, t=messages(language), here=here, **view)
    return HTMLResponse(html, code, {"Content-Security-Policy": SECURITY, "Vary": "Accept-Language", "X-Content-Type-Options": "nosniff"})
