"""Whether a build is of the present inputs; apart from what makes one, since a service that finds a fresh build needs no more."""

from __future__ import annotations

import hashlib
from pathlib import Path

from painopiste import __version__
from painopiste.graph import GraphFiles
from painopiste.manifest import manifest_of
from painopiste.search import installed
from painopiste.settings import Settings


def fingerprint(settings: Settings) -> str:
    """A digest of everything that a build depends on."""
    morphology = installed()
    digest = hashlib.sha256(f"{__version__} {settings.base} {settings.as_of} {morphology.name if morphology else ''}".encode())
    for path in settings.imported:
        digest.update(path.name.encode() + b"\0" + (path.read_bytes() if path == settings.links else shelf_fingerprint(path).encode()))
    paths = [path for _, path in GraphFiles(settings.root)]
    queries = sorted(path for folder in ("queries", "shapes/rules", "shapes/imported") for path in (settings.root / folder).rglob("*.rq"))
    for path in [*paths, *queries, *sorted((settings.root / "data" / "sources").glob("*"))]:
        digest.update(path.relative_to(settings.root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def shelf_fingerprint(path: Path) -> str:
    """A digest of what a shelf holds; the importer is loaded only where there is something."""
    from painopiste.imports import Shelf

    with Shelf.open(path) as shelf:
        return shelf.fingerprint()


def is_fresh(settings: Settings) -> bool:
    """Whether the build folder holds a build of just these inputs."""
    manifest = manifest_of(settings.build_dir)
    return manifest is not None and manifest.inputs == fingerprint(settings)
