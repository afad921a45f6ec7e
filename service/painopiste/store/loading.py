"""Loads RDF files of any size into an engine, several at once; a file of lines is cut into parts, so that one alone keeps all cores busy.

The engine's own loader reads a million quads on one core before another sorts them. Smaller parts take less memory, too.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TypeVar

import pyoxigraph as ox

from painopiste.errors import RdfError
from painopiste.graph import format_of, parse, told_rdf_errors

LINE_FORMATS = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
"""In these no line break stands within a statement."""
PART = 16 << 20
"""Bytes of a file of lines that are loaded at once; some seven times as much memory is taken meanwhile."""
THREADS = min(8, 2 * (os.cpu_count() or 1))
BLANK = b"_:"
"""How a blank node begins."""
T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """What is loaded at once of a file: some of its lines, a file with some of them, or the file itself."""

    source: Path
    content: bytes | Path

    def load(self, engine: ox.Store) -> None:
        """Load it; RdfError if the file is not well-formed."""
        lines, path = (self.content, None) if isinstance(self.content, bytes) else (None, str(self.content))
        try:
            with told_rdf_errors(self.source):
                engine.bulk_load(lines, path=path, format=format_of(self.source))
        except RdfError:
            if self.content != self.source:
                deque(parse(self.source), maxlen=0)  # raises the same error with its line in the file
            raise


def load(engine: ox.Store, paths: Iterable[Path], room: Path) -> None:
    """Load files; blank nodes of two files are two. RdfError if one is not well-formed; what was loaded is of no use then.

    In the folder `room` copies of lines may stand meanwhile.
    """
    with TemporaryDirectory(dir=room) as folder:
        each = (parts(path, Path(folder, str(number))) for number, path in enumerate(paths))
        at_once(lambda part: part.load(engine), chain.from_iterable(each))


def parts(path: Path, apart: Path) -> Iterator[Part]:
    """A file as parts that can be loaded side by side; lines with a blank node, whose name holds in all of the file, are one, put apart."""
    if format_of(path) not in LINE_FORMATS:
        yield Part(path, path)
        return
    with told_rdf_errors(path):
        for lines in cut(path):
            if plain := without_blank(lines, apart):
                yield Part(path, plain)
    if apart.exists():
        yield Part(path, apart)


def cut(path: Path) -> Iterator[bytes]:
    """The lines of a file, so many at once; where a part ends is looked up before it is read, so that nothing is copied."""
    with path.open("rb") as stream:
        begin = 0
        while True:
            stream.seek(begin + PART)
            stream.readline()
            end = stream.tell()
            stream.seek(begin)
            if not (lines := stream.read(end - begin)):
                return
            yield lines
            begin = end


def without_blank(lines: bytes, apart: Path) -> bytes:
    """Lines but those that may have a blank node, which are added to a file."""
    if BLANK not in lines:
        return lines
    every = lines.splitlines(keepends=True)
    with apart.open("ab") as stream:
        stream.writelines(line for line in every if BLANK in line)
    return b"".join(line for line in every if BLANK not in line)


def at_once(work: Callable[[T], None], items: Iterable[T]) -> None:
    """Do some work on each item in several threads, each taking the next when it is free; the first error ends it."""
    rest, lock = iter(items), Lock()

    def taken() -> T | None:
        with lock:
            return next(rest, None)

    def go() -> None:
        nonlocal rest
        try:
            while (item := taken()) is not None:
                work(item)
        except BaseException:
            rest = iter(())
            raise

    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(go) for _ in range(THREADS)]:
            done.result()
