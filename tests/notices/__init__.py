"""Twelve real notices of CELLAR; see README.md."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

ARCHIVE = Path(__file__).with_name("notices.tar.xz")


@cache
def notices() -> dict[str, bytes]:
    """The notices by the name of their file."""
    with tarfile.open(ARCHIVE) as archive:
        return {member.name: stream.read() for member in archive if (stream := archive.extractfile(member))}


def notice(key: str) -> bytes:
    """The notice of a procedure, as in 2018_330A."""
    return notices()[f"{key}.rdf"]
