"""Errors as pages."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from painopiste.model import LANGUAGES
from painopiste.pages.language import preferred_language
from painopiste.pages.templates import page


def problem_page(request: Request, status: int, title: str, detail: str, extra: Sequence[str] = ()) -> Response:
    """What went wrong and what to do, in the skeleton of every page."""
    first = request.url.path.split("/")[1]
    language = first if first in LANGUAGES else preferred_language(request.headers.get("accept-language", ""))
    return page(request, "problem.html", language, status, title=title, status=status, detail=detail, extra=extra)
