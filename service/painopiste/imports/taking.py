"""Taking notices in: each is read, mapped and staged; at the end all are put in place at once."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import painopiste.cellar
import painopiste.model
from painopiste.cellar import Mapped, Stream, map_notice, read_notice
from painopiste.errors import NoticeError
from painopiste.graph import Iris
from painopiste.imports.naming import Naming
from painopiste.imports.shelf import Kept, Mark, Shelf
from painopiste.imports.sources import Item

BATCH = 8
LIMIT = 64 << 20
Fate = Literal["new", "changed", "unchanged", "resumed", "older", "refused"]


@dataclass
class Outcome:
    """What became of the notices of a run, and why some were refused."""

    fates: Counter[Fate] = field(default_factory=Counter)
    refused: list[NoticeError] = field(default_factory=list)
    statements: int = 0
    findings: int = 0


def import_notices(items: Iterable[Item], shelf: Shelf, iris: Iris, limit: int = LIMIT, retrieved: str = "") -> Outcome:
    """Take notices in, each given by a name and its bytes or a stream of them; an error in place of one is counted as refused.

    What is kept already, read by the same mapping, is left as it is, so that a second run changes nothing; so is what is newer than the one given.
    `limit`: the longest notice, in bytes. `retrieved`: when they were fetched (xsd:date or xsd:dateTime), if that is known.
    """
    with shelf.writing():
        run = Run(shelf, iris, limit, retrieved)
        for item in items:
            run.take(item)
        return run.finish()


@cache
def mapping_version() -> str:
    """A digest of the code that reads and maps notices: when it changes, what is kept is read anew."""
    digest = hashlib.sha256()
    for package in (painopiste.cellar, painopiste.model):
        for file in sorted(files(package).iterdir(), key=lambda item: item.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def moment(text: str) -> datetime:
    """A moment as notices write it; the beginning of time for none.

    >>> moment("2025-11-13T20:29:14.391+01:00") < moment("2025-11-13T20:00:00+00:00")
    True
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Run:
    """One run over some notices."""

    def __init__(self, shelf: Shelf, iris: Iris, limit: int, retrieved: str) -> None:
        self._shelf, self._iris, self._limit, self._retrieved = shelf, iris, limit, retrieved
        self._naming = Naming(iris)
        self._mapping = f"{mapping_version()} {iris.base}"
        self._kept, self._staged = shelf.marks(), self._usable(shelf.marks("staged"))
        self._ready: list[Kept] = []
        self._done: dict[str, Fate] = {mark.digest: "resumed" for mark in self._staged.values()}
        self._done |= {mark.digest: "unchanged" for mark in self._kept.values() if self._is_ours(mark)}
        self._outcome = Outcome()

    def _usable(self, marks: dict[str, Mark]) -> dict[str, Mark]:
        """What an earlier run staged by this mapping; the rest is taken away."""
        self._shelf.unstage([key for key, mark in marks.items() if not self._is_ours(mark)])
        return {key: mark for key, mark in marks.items() if self._is_ours(mark)}

    def _is_ours(self, mark: Mark) -> bool:
        return mark.mapping == self._mapping

    def take(self, item: Item) -> None:
        """Take one notice in, or count it as refused."""
        try:
            if isinstance(item, NoticeError):
                raise item
            fate = self._read(*item)
        except NoticeError as error:
            self._outcome.refused.append(error)
            fate = "refused"
        self._outcome.fates[fate] += 1

    def _read(self, name: str, source: bytes | Stream) -> Fate:
        content = read_notice(name, io.BytesIO(source) if isinstance(source, bytes) else source, self._limit)
        digest = hashlib.sha256(content).hexdigest()
        if digest in self._done:
            return self._done[digest]
        return self._stage(name, digest, map_notice(name, content, self._iris, self._retrieved))

    def _stage(self, name: str, digest: str, mapped: Mapped) -> Fate:
        before = self._staged.get(mapped.key) or self._kept.get(mapped.key)
        if before and before.digest != digest and moment(before.modified) > moment(mapped.modified):
            return "older"
        named = tuple(statement for statement in mapped.statements if self._naming.is_naming(statement))
        kept = Kept(mapped.key, name, digest, self._mapping, mapped.modified, mapped.statements, named, len(mapped.findings), mapped.properties)
        self._staged[mapped.key] = Mark(mapped.key, digest, self._mapping, mapped.modified)
        self._done[digest] = "unchanged"
        self._outcome.statements += len(mapped.statements)
        self._outcome.findings += len(mapped.findings)
        self._lay(kept)
        return "changed" if before else "new"

    def _lay(self, kept: Kept) -> None:
        self._ready.append(kept)
        if len(self._ready) >= BATCH:
            self._shelf.stage(self._ready)
            self._ready = []

    def finish(self) -> Outcome:
        """Put all that was staged in place."""
        if self._ready:
            self._shelf.stage(self._ready)
        self._shelf.place()
        return self._outcome
