"""The three languages of the service and the choice among what is there."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("fi", "sv", "en")
FALLBACK = {"fi": ("fi", "en", "sv"), "sv": ("sv", "en", "fi"), "en": ("en", "fi", "sv")}


def pick(texts: Mapping[str, str], language: str) -> tuple[str, str] | None:
    """The text in the wanted language or the nearest one there is, with its language.

    >>> pick({"en": "border", "fi": "raja"}, "sv")
    ('border', 'en')
    """
    for candidate in (*FALLBACK[language], *sorted(texts)):
        if candidate in texts:
            return texts[candidate], candidate
    return None
