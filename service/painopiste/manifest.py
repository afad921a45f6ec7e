"""What a build folder says of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOWNLOADS, MANIFEST_FILE = "download", "manifest.json"
STORE_FOLDER = "store"
"""The store on disk of a big graph."""
AT_ONCE = 500_000
"""Most triples that are read into memory before anything is answered. A bigger graph is opened on disk, which takes milliseconds."""
GRAPH_FILE, SEARCH_FILE = f"{DOWNLOADS}/painopiste.nq", "search.sqlite"


@dataclass(frozen=True)
class Manifest:
    """What a build was made of and what it holds.

    `graph` is the SHA-256 of the N-Quads; `canonical_hash` that of the canonical N-Quads (RDFC-1.0) of all but the graph that describes them.
    `is_disjoint` says that no triple stands in two graphs.
    """

    inputs: str
    graph: str
    canonical_hash: str
    as_of: str
    base: str
    triples: int
    version: str
    on_disk: bool = False
    """Whether it is opened from STORE_FOLDER. Then `graph` is the SHA-256 of the files that were loaded, and there is no canonical hash."""
    is_disjoint: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that is served, by its path in the build; those of a store on disk are left to the engine."""


def manifest_of(build_dir: Path) -> Manifest | None:
    """The manifest of the build in a folder, if there is one that can be read."""
    try:
        return Manifest(**json.loads((build_dir / MANIFEST_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def digest_of(files: Iterable[Path]) -> str:
    """The SHA-256 of files one after the other, as hexadecimal digits."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
    return digest.hexdigest()


def keeping_folder(build_dir: Path) -> Path:
    """Where the last good build is kept, beside the build folder."""
    return build_dir.with_name(f".{build_dir.name}-good")


def kept_builds(build_dir: Path) -> list[Path]:
    """The last good build; for as long as another takes its place both, the new one first."""
    return sorted(keeping_folder(build_dir).glob("[0-9]*"), reverse=True)
