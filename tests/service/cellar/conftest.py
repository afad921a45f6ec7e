"""What a notice says in our vocabulary, to be asked by compact names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from notices import notice
from painopiste.cellar import Mapped, map_notice
from painopiste.graph import PREFIXES, Iris

BASE = "https://w3id.org/painopiste"
RESOURCE = "http://publications.europa.eu/resource/"


class Said:
    """The statements of one notice."""

    def __init__(self, mapped: Mapped) -> None:
        self.mapped = mapped

    def of(self, thing: str, prop: str) -> set[str]:
        """The values of a property (as in eli:number) of a thing (as in dossier/2018-0330a, or a whole IRI)."""
        subject = thing if ":" in thing else f"{BASE}/id/{thing}"
        return {value.value for one, name, value in self.mapped.statements if one.value == subject and name.value == absolute(prop)}

    def holders(self, prop: str, value: str) -> set[str]:
        """The things with a value of a property."""
        return {one.value for one, name, item in self.mapped.statements if name.value == absolute(prop) and item.value == value}

    def findings(self, kind: str) -> list[tuple[str, str]]:
        """What was found amiss, of one kind: about what, and the text."""
        return [(finding.about.rpartition("/")[2], finding.text) for finding in self.mapped.findings if finding.kind == kind]


def absolute(prop: str) -> str:
    """The IRI of a compact name."""
    prefix, _, local = prop.partition(":")
    return f"{BASE}/def#{local}" if prefix == "def" else PREFIXES[prefix] + local


@cache
def said_of(key: str) -> Said:
    """What a stored notice says."""
    return Said(map_notice(key, notice(key), Iris(BASE)))


@pytest.fixture
def said() -> Callable[[str], Said]:
    """What a stored notice says, by the key of its procedure."""
    return said_of


@pytest.fixture
def changed() -> Callable[..., Said]:
    """What a stored notice says once texts in it are replaced by others."""

    def change(key: str, *pairs: tuple[str, str]) -> Said:
        content = notice(key).decode()
        for old, new in pairs:
            assert old in content
            content = content.replace(old, new)
        return Said(map_notice(key, content.encode(), Iris(BASE)))

    return change
