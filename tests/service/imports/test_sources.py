"""Files, folders and archives: each notice in them is found, and what is damaged is told."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from notices import ARCHIVE, notice, notices
from painopiste.cellar import Stream
from painopiste.errors import NoticeError
from painopiste.imports import files_of, items_of

LIMIT = 1 << 20


def read(*paths: Path, limit: int = LIMIT) -> list[tuple[str, int] | str]:
    """The names and sizes of the notices of some paths, and the errors in place of some."""
    found: list[tuple[str, int] | str] = []
    for item in items_of(files_of(paths), limit, lambda _: None):
        if isinstance(item, NoticeError):
            found.append(str(item))
        else:
            name, stream = item
            assert not isinstance(stream, bytes)
            found.append((name, size) if (size := size_of(stream)) is not None else f"{name} breaks off")
    return found


def size_of(stream: Stream) -> int | None:
    """The length of a stream, if it can be read to its end."""
    try:
        return sum(len(part) for part in iter(lambda: stream.read(1 << 16), b""))
    except OSError:
        return None


def archive(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    """A tar archive with some members."""
    with tarfile.open(path, mode) as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def test_an_archive_gives_each_of_its_notices() -> None:
    """In its order."""
    assert read(ARCHIVE) == [(name, len(content)) for name, content in notices().items()]


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_archives_may_be_compressed_in_any_usual_way(tmp_path: Path, ending: str) -> None:
    """Whatever tar reads."""
    path = archive(tmp_path / f"a.{ending}", {"x/2010_312.rdf": notice("2010_312")}, f"w:{ending.partition('.')[2]}")
    assert read(path) == [("2010_312.rdf", len(notice("2010_312")))]


def test_a_folder_gives_the_notices_and_archives_below_it(tmp_path: Path) -> None:
    """And nothing else that lies there."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.rdf").write_bytes(b"1")
    (tmp_path / "two.XML").write_bytes(b"22")
    (tmp_path / "README.md").write_bytes(b"333")
    archive(tmp_path / "z.tar", {"three.rdf": b"333", "notes.txt": b"no"}, "w")
    assert read(tmp_path) == [("one.rdf", 1), ("two.XML", 2), ("three.rdf", 3)]


def test_a_member_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """The others are."""
    path = archive(tmp_path / "a.tar.gz", {"big.rdf": bytes(LIMIT + 1), "small.rdf": b"1"})
    assert read(path) == [
        "big.rdf: longer than 1048576 bytes, which no notice is; if this one truly is, raise PAINOPISTE_NOTICE_BYTES",
        ("small.rdf", 1),
    ]


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_an_archive_that_breaks_off_ends_with_its_error(tmp_path: Path, share: float) -> None:
    """What could be read before is there."""
    path = tmp_path / "cut.tar.xz"
    path.write_bytes(ARCHIVE.read_bytes()[: int(ARCHIVE.stat().st_size * share)])
    *before, last = read(path)
    whole = [item for item in before if not str(item).endswith("breaks off")]
    assert "the archive breaks off or is damaged" in str(last)
    assert whole == [(name, len(content)) for name, content in notices().items()][: len(whole)]
    assert len(whole) >= 12 * share - 2


def test_something_else_under_the_name_of_an_archive_is_told(tmp_path: Path) -> None:
    """An error page, for example."""
    path = tmp_path / "a.tar.gz"
    path.write_bytes(b"<html>Not found</html>")
    assert "is damaged after 0 notices" in str(read(path)[0])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """It may have gone between the listing and the reading."""
    assert [str(item) for item in items_of([tmp_path / "gone.rdf"], LIMIT, lambda _: None)] == [
        f"{tmp_path / 'gone.rdf'}: cannot be read (No such file or directory)"
    ]


def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    """Nothing outside it is read."""
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as tar:
        link = tarfile.TarInfo("passwd.rdf")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    assert read(path) == []
