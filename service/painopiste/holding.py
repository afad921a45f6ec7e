"""Builds in folders of our own: checked before they are served, untouched by what befalls the build folder, the last good one kept."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from painopiste.errors import BuildError
from painopiste.folders import locked
from painopiste.manifest import (
    DOWNLOADS,
    GRAPH_FILE,
    MANIFEST_FILE,
    SEARCH_FILE,
    STORE_FOLDER,
    Manifest,
    digest_of,
    keeping_folder,
    kept_builds,
    manifest_of,
)
from painopiste.search import Index
from painopiste.store import DiskStore, Store, in_memory
from painopiste.workers import Opener

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Held:
    """A build that has been checked, in a folder that nobody else writes to, with its search index open if it has one."""

    folder: Path
    manifest: Manifest
    index: Index | None

    @property
    def version(self) -> str:
        """The version of its data, as it stands in tags and answers."""
        return self.manifest.graph[:16]

    @property
    def downloads(self) -> Path:
        """Where the files of its release lie."""
        return self.folder / DOWNLOADS

    @property
    def opener(self) -> Opener:
        """How workers open its graph at once: a folder on disk each for itself, a file together in memory."""
        if self.manifest.on_disk:
            return partial(DiskStore, self.folder / STORE_FOLDER, self.manifest.is_disjoint)
        return partial(Store.written, self.folder / GRAPH_FILE, self.manifest.is_disjoint)

    @property
    def copier(self) -> Opener:
        """How workers get a graph that is on disk together in memory."""
        return partial(in_memory, self.folder / STORE_FOLDER, self.manifest.is_disjoint)


class Holding:
    """Holds builds below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, build: Path) -> Held:
        """A build, held; BuildError if anything of it is not what it should be. The engine checks a store on disk itself."""
        place = Path(mkdtemp(dir=self._folder)) / "build"
        try:
            return checked(copied(build, place), place, build)
        except BaseException:
            shutil.rmtree(place.parent, ignore_errors=True)
            raise

    def drop(self, held: Held) -> None:
        """Let go of a build."""
        shutil.rmtree(held.folder.parent, ignore_errors=True)


def keep(held: Held, build_dir: Path) -> None:
    """Keep this build and no other beside the build folder, for a start at which there is nothing better. Its files get second names."""
    folder = keeping_folder(build_dir)
    folder.mkdir(exist_ok=True)
    with locked(folder):
        before = kept_builds(build_dir)
        if before and manifest_of(before[0]) == held.manifest:
            return
        new = Path(mkdtemp(dir=folder, prefix="new-")) / "build"
        shutil.copytree(held.folder, new, copy_function=hold)
        new.rename(folder / f"{int(before[0].name) + 1 if before else 1:06}")
        for old in (*before, *folder.glob("new-*")):
            shutil.rmtree(old, ignore_errors=True)


def copied(build: Path, place: Path) -> Manifest:
    """Copy a build, a store on disk by second names of its files, and read the manifest of the copy."""
    manifest = manifest_of(build)
    if manifest is None:
        is_there = (build / MANIFEST_FILE).exists()
        raise BuildError(build, f"{MANIFEST_FILE} cannot be read; build again" if is_there else "holds no build; run painopiste build")
    try:
        shutil.copytree(build, place, copy_function=hold if manifest.on_disk else shutil.copy2)
    except (OSError, shutil.Error) as error:
        raise BuildError(build, f"cannot be copied ({error})") from error
    if manifest_of(place) != manifest:
        raise BuildError(build, "was changed while it was read")
    return manifest


def checked(manifest: Manifest, place: Path, build: Path) -> Held:
    """A copy whose files are those of the manifest and whose search index can be read; errors name the build that it was made from."""
    expected = dict(manifest.files) if manifest.on_disk else {GRAPH_FILE: manifest.graph, **manifest.files}
    for name, digest in expected.items():
        if not (place / name).is_file():
            raise BuildError(build / name, "is missing, though the manifest tells of it; build again")
        if not manifest.on_disk and digest_of([place / name]) != digest:
            raise BuildError(build / name, "is not the file that the manifest tells; build again")
    try:
        return Held(place, manifest, Index.open(place / SEARCH_FILE) if (place / SEARCH_FILE).exists() else None)
    except BuildError as error:
        raise BuildError(build / SEARCH_FILE, error.reason) from error


def hold(source: str | Path, place: str | Path) -> None:
    """A second name for a file, or a copy where that cannot be."""
    try:
        os.link(source, place)
    except OSError:
        shutil.copy2(source, place)


def stamp_of(build: Path) -> Stamp:
    """By what a build is known as one that was looked at before: files that were written anew are another one. Empty if there is no manifest."""
    if not (build / MANIFEST_FILE).exists():
        return ()
    stamps = []
    for path in sorted(build.rglob("*")):
        with suppress(OSError):
            told = path.stat()
            stamps.append((str(path), told.st_ino, told.st_size, told.st_mtime_ns))
    return tuple(stamps)
