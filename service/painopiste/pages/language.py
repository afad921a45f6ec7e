"""The reader's language and the words of the interface."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from painopiste.model import LANGUAGES

DEFAULT = "en"


def preferred_language(accept_language: str) -> str:
    """The language of the service that an Accept-Language header prefers (RFC 9110 §12.5.4).

    >>> preferred_language("sv-FI, fi;q=0.8")
    'sv'
    """
    wanted = (tag.split("-")[0].lower() for tag, quality in parse_accept_header(accept_language, LanguageAccept) if quality > 0)
    return next((language for language in wanted if language in LANGUAGES), DEFAULT)


@cache
def messages(language: str, part: str = "") -> dict[str, str]:
    """The words of the interface in a language: those of every page, or those of a part that has its own."""
    name = f"{part}.{language}.json" if part else f"{language}.json"
    found: dict[str, str] = json.loads(files("painopiste.pages").joinpath("messages", name).read_text(encoding="utf-8"))
    return found
