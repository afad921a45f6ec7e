"""painopiste import: what it prints, the code it exits with, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from notices import ARCHIVE, notice, notices
from painopiste.cli import main
from painopiste.imports import Kept, Shelf
from painopiste.store import Store

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with a folder of imports of its own."""
    monkeypatch.setenv("PAINOPISTE_IMPORTS_DIR", str(tmp_path / "imports"))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_an_archive_is_imported_and_a_second_run_changes_nothing(run: Run, tmp_path: Path) -> None:
    """The line on standard output says what became of the notices."""
    first = run("import", "cellar", ARCHIVE, "--retrieved", "2026-03-10")
    assert (first.exit_code, first.stdout.partition(";")[0]) == (0, "notices: 12 new")
    before = (tmp_path / "imports" / "cellar.sqlite").read_bytes()
    second = run("import", "cellar", ARCHIVE)
    assert (second.exit_code, second.stdout) == (0, "notices: 12 unchanged; 0 statements read, 0 findings; 12 kept\n")
    assert (tmp_path / "imports" / "cellar.sqlite").read_bytes() == before


def test_a_damaged_notice_is_told_the_rest_imported_and_the_code_1(run: Run, tmp_path: Path) -> None:
    """The reason stands on standard error."""
    (tmp_path / "good.rdf").write_bytes(notice("2010_312"))
    (tmp_path / "bad.rdf").write_bytes(notice("2010_312")[:-50])
    result = run("import", "cellar", tmp_path / "good.rdf", tmp_path / "bad.rdf")
    assert result.exit_code == 1
    assert result.stdout.startswith("notices: 1 new, 1 refused;")
    assert "painopiste: bad.rdf: breaks off or is not well-formed at line" in result.stderr


def test_what_is_imported_is_written_as_n_quads(run: Run, tmp_path: Path) -> None:
    """To a file, in the graphs in which a build has it."""
    result = run("import", "cellar", ARCHIVE, "--export", tmp_path / "all.nq")
    store = Store.of(tmp_path / "all.nq")
    assert result.exit_code == 0
    assert store.graphs() == [f"https://w3id.org/painopiste/graph/imported/{name}" for name in ("cellar", "cellar-counterparts")]
    assert store.rows("SELECT ?s { ?s a <https://w3id.org/painopiste/def#Counterpart> }")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "say what to import"),
        (("nowhere.rdf",), "does not exist"),
        (("--retrieved", "yesterday", "--export", "-"), "a day or a moment, as in 2026-03-10"),
    ],
)
def test_wrong_use_is_told_with_code_2(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Nothing is imported."""
    result = run("import", "cellar", *words)
    assert (result.exit_code, reason in result.output) == (2, True)


def test_a_kill_in_the_middle_leaves_what_was_there_and_the_next_run_goes_on(run: Run, tmp_path: Path) -> None:
    """The process is killed while it waits for one more notice, which a pipe never gives."""
    folder, pipe, shelf = tmp_path / "notices", tmp_path / "last.rdf", tmp_path / "imports" / "cellar.sqlite"
    folder.mkdir()
    for name, content in notices().items():
        (folder / name).write_bytes(content)
    run("import", "cellar", folder / "2010_350.rdf")
    os.mkfifo(pipe)
    process = subprocess.Popen([Path(sys.executable).with_name("painopiste"), "import", "cellar", folder, pipe])
    wait_until(lambda: rows(shelf, "staged") > 0)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    assert (rows(shelf, "notice"), rows(shelf, "staged")) == (1, 8)
    assert run("import", "cellar", folder).stdout.startswith("notices: 3 new, 8 resumed, 1 unchanged;")
    assert (rows(shelf, "notice"), rows(shelf, "staged")) == (12, 0)


def rows(shelf: Path, table: str) -> int:
    """How many notices a table of the shelf has."""
    with sqlite3.connect(f"file:{shelf}?mode=ro", uri=True) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so; it fails if that takes too long."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_coverage_is_told_and_an_unknown_property_exits_with_1(run: Run, tmp_path: Path) -> None:
    """As text, table or RDF."""
    assert run("import", "cellar", ARCHIVE, "--coverage", "csv").exit_code == 0
    assert "mapped: " in run("import", "cellar", "--coverage", "text").stdout
    assert "def:treatment" in run("import", "cellar", "--coverage", "turtle").stdout
    (tmp_path / "new.rdf").write_bytes(notice("2010_312").replace(b"dossier_type_reference", b"dossier_new_property"))
    assert run("import", "cellar", tmp_path / "new.rdf", "--coverage", "text").exit_code == 1


def test_the_coverage_of_the_parliaments_answers_is_told_without_asking_anybody(run: Run, tmp_path: Path) -> None:
    """Beside another wrong use: neither what to ask for nor what to tell."""
    with Shelf.open(tmp_path / "imports" / "parliament.sqlite") as shelf:
        shelf.stage([Kept("2016-0132", "x", "00", "", "", (), (), 0, {"current_stage": 1, "id": 2})])
        shelf.place()
    result = run("sync", "--coverage", "csv")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 3)
    assert "current_stage,1,1,left,,stale in real answers" in result.stdout
    assert run("sync").exit_code == run("sync", "--all", "--procedure", "2021/0106(COD)").exit_code == 2


def test_a_comparison_is_written_and_a_severe_difference_exits_with_1(run: Run, tmp_path: Path) -> None:
    """As text, and as a page or RDF beside it."""
    (tmp_path / "known.rdf").write_bytes(notice("2010_312").replace(b"2010/0312/NLE", b"2010/0312/CNS"))
    run("import", "cellar", tmp_path / "known.rdf")
    result = run("compare", "--report", tmp_path / "report.html")
    assert result.exit_code == 1
    assert "process_id: here 2010/0312(NLE); in" in result.stdout
    assert "2010/0312(CNS)" in (tmp_path / "report.html").read_text()


def test_a_comparison_without_imports_or_with_a_strange_file_is_wrong_use(run: Run, tmp_path: Path) -> None:
    """What to do is told."""
    nothing, strange = run("compare"), run("compare", "--report", tmp_path / "report.doc")
    assert (nothing.exit_code, "run painopiste import cellar first" in nothing.output) == (2, True)
    assert (strange.exit_code, "ends in .ttl or .html" in strange.output) == (2, True)
