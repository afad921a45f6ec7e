"""Twelve real notices of CELLAR; see README.md."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

RESOURCE, END = "http://publications.europa.eu/resource/", "</rdf:RDF>"
ARCHIVE = Path(__file__).with_name("notices.tar.xz")


@cache
def notices() -> dict[str, bytes]:
    """The notices by the name of their file."""
    with tarfile.open(ARCHIVE) as archive:
        return {member.name: stream.read() for member in archive if (stream := archive.extractfile(member))}


def notice(key: str) -> bytes:
    """The notice of a procedure, as in 2018_330A."""
    return notices()[f"{key}.rdf"]


def about(name: str, *facts: str) -> str:
    """One more description at the end of a notice."""
    return f'<rdf:Description rdf:about="{RESOURCE}{name}">{"".join(facts)}</rdf:Description>{END}'


def fact(name: str, value: str, datatype: str = "string") -> str:
    """A CDM property with a typed value."""
    return f'<j.0:{name} rdf:datatype="http://www.w3.org/2001/XMLSchema#{datatype}">{value}</j.0:{name}>'
