"""Finnish morphology by Voikko, where it is installed: base forms and the parts of compounds.

Debian's libvoikko1 and voikko-fi hold the library and its dictionary (GPL, hence optional); PyPI's libvoikko is the binding.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

ROOT = re.compile(r"\+?([^()+]+)\(([^()+]+)\)")


@dataclass(frozen=True)
class Analysis:
    """One way to read a word: its base form, the parts of that, and what the parts are derived from."""

    base: str
    parts: tuple[str, ...]
    roots: tuple[str, ...]


class Morphology(Protocol):
    """Reads words of one language."""

    name: str

    def analyses(self, word: str) -> list[Analysis]:
        """All ways to read a word; none if it is not known."""


class Voikko:
    """Finnish by libvoikko."""

    name = "voikko"

    def __init__(self, library: Any) -> None:
        self._voikko = library.Voikko("fi")

    def analyses(self, word: str) -> list[Analysis]:
        """All readings of a Finnish word, each once, in the order of the library."""
        return list(dict.fromkeys(analysis(word, found) for found in self._voikko.analyze(word)))


def analysis(word: str, found: Mapping[str, str]) -> Analysis:
    """A reading as the library tells it."""
    base = found["BASEFORM"]
    roots = tuple(root for _, root in ROOT.findall(found.get("WORDBASES") or ""))
    return Analysis(base, parts(base, word, found["STRUCTURE"]), roots)


def parts(base: str, word: str, structure: str) -> tuple[str, ...]:
    """The parts of a compound, the last one in its base form; none if it is no compound.

    >>> parts("kyberturvallisuuslaki", "kyberturvallisuuslain", "=ppppp=pppppppppppp=pppp")
    ('kyber', 'turvallisuus', 'laki')
    """
    lengths = [len(part) for part in structure.split("=")[1:]]
    starts = [sum(lengths[:index]) for index in range(len(lengths))]
    found = [word[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    whole = [*found[:-1], base[starts[-1] :]] if len(found) > 1 else []
    return tuple(part.strip("-") for part in whole if part.strip("-"))


def installed() -> Morphology | None:
    """Voikko, if its binding, its library and its Finnish dictionary are all there."""
    try:
        library = importlib.import_module("libvoikko")
    except ImportError:
        return None
    try:
        return Voikko(library)
    except (OSError, library.VoikkoException):
        return None
