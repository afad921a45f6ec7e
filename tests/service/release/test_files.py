"""An export: every file of a release, the same bytes each time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from painopiste.build import fill
from painopiste.checking import Checked
from painopiste.graph import Iris
from painopiste.manifest import DOWNLOADS
from painopiste.queries import Catalogue
from painopiste.release import export
from painopiste.release.files import CHECKSUMS
from painopiste.settings import Settings
from painopiste.store import Store

IRIS = Iris("https://w3id.org/painopiste")


@pytest.fixture(scope="module")
def folders(built: Settings, checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The export of the build, and one of another filling."""
    folder = tmp_path_factory.mktemp("export") / "again"
    export(fill(built, report=checked.report), Catalogue.read(built.root / "queries"), IRIS, folder)
    return [built.build_dir / DOWNLOADS, folder]


def contents(folder: Path) -> dict[str, str]:
    """The digest of each file by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_exports_of_the_same_input_have_the_same_bytes(folders: list[Path]) -> None:
    """Whatever the folder, whichever process gave blank nodes their names."""
    first, second = map(contents, folders)
    assert first == second


def test_an_export_has_all_its_files(folders: list[Path]) -> None:
    """The graph in four forms, context, description, seven tables in two forms, checksums."""
    names = {
        f"tables/{name}.{ending}"
        for name in ("acts", "commitments", "dossiers", "events", "evidence", "partnerships", "priorities")
        for ending in ("csv", "parquet")
    }
    wanted = {"painopiste.nq", "painopiste.trig", "painopiste.ttl", "painopiste.jsonld", "context.jsonld", "description.ttl", CHECKSUMS, *names}
    assert set(contents(folders[0])) == wanted


def test_the_checksums_have_the_digest_of_every_file(folders: list[Path]) -> None:
    """In the form that sha256sum --check reads."""
    lines = (folders[0] / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    digests = dict(reversed(line.split("  ")) for line in lines)
    assert digests == {name: digest for name, digest in contents(folders[0]).items() if name != CHECKSUMS}


def test_the_files_can_be_loaded_again(folders: list[Path]) -> None:
    """N-Quads bring back the named graphs, Turtle the union."""
    whole, union = Store(), Store()
    whole.load(folders[0] / "painopiste.nq")
    union.load(folders[0] / "painopiste.ttl", "http://e/g")
    assert len(whole) == len(union)
    assert IRIS.graph("description") in whole.graphs()


def test_an_export_tells_what_it_wrote_and_how_far_it_is(tmp_path: Path) -> None:
    """Progress sees each file before it is written."""
    seen: list[Path] = []

    def progress(_: str, items: Iterable[Path]) -> Iterable[Path]:
        for item in items:
            seen.append(item)
            yield item

    written = export(Store(), Catalogue({}), IRIS, tmp_path / "new", progress)
    assert written == [*seen, tmp_path / "new" / CHECKSUMS]
    assert all(path.is_file() for path in written)
