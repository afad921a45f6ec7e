"""Where notices are read from: files, folders and tar archives, each read once from beginning to end."""

from __future__ import annotations

import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from painopiste.cellar import Stream, too_large
from painopiste.errors import NoticeError

ENDINGS = (".rdf", ".xml")
ARCHIVES = (".tar", ".tar.xz", ".txz", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
DAMAGE = (tarfile.TarError, EOFError, lzma.LZMAError, zlib.error)
Item = tuple[str, bytes | Stream] | NoticeError
Count = Callable[[int], None]


class Counted:
    """A file that tells how many bytes were read of it."""

    def __init__(self, stream: IO[bytes], count: Count) -> None:
        self._stream, self._count = stream, count

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        part = self._stream.read(size)
        self._count(len(part))
        return part


class Member:
    """A member of an archive, whose damage is told as that of any file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        try:
            return self._stream.read(size)
        except DAMAGE as error:
            raise OSError(str(error)) from error


def is_archive(path: Path) -> bool:
    """Whether the name of a file is that of a tar archive."""
    return path.name.lower().endswith(ARCHIVES)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Files as they are named, and of folders the notices and archives below them, in order."""
    found: list[Path] = []
    for path in paths:
        below = (item for item in path.rglob("*") if item.is_file() and (item.suffix.lower() in ENDINGS or is_archive(item)))
        found += sorted(below) if path.is_dir() else [path]
    return found


def items_of(files: Iterable[Path], limit: int, count: Count) -> Iterator[Item]:
    """The notices of some files, each to be read before the next is asked for; in place of one that cannot be read, its error."""
    for path in files:
        try:
            with path.open("rb") as stream:
                counted = Counted(stream, count)
                yield from members(path, counted, limit) if is_archive(path) else [(path.name, counted)]
        except OSError as error:
            yield NoticeError(str(path), f"cannot be read ({error.strerror or error})")


def members(path: Path, stream: Counted, limit: int) -> Iterator[Item]:
    """The notices of a tar archive, read as a stream; nothing is unpacked onto the disk. An archive that breaks off ends with its error."""
    seen = 0
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|*") as archive:
            for member in filter(is_notice, archive):
                yield member_item(archive, member, limit)
                seen += 1
    except (*DAMAGE, OSError) as error:
        yield NoticeError(str(path), f"the archive breaks off or is damaged after {seen} notices ({error}); the rest of it is lost")


def is_notice(member: tarfile.TarInfo) -> bool:
    """Whether a member of an archive is a file that its name tells to be a notice."""
    return member.isfile() and Path(member.name).suffix.lower() in ENDINGS


def member_item(archive: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> Item:
    """A notice of an archive; one that is too large is not read at all."""
    name = Path(member.name).name
    stream = archive.extractfile(member) if member.size <= limit else None
    return (name, Member(stream)) if stream else too_large(name, limit)
