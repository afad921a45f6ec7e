"""painopiste import: the EU's own data taken in, to stand beside what was edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from painopiste.cli.common import coverage_option, day_or_moment, fail, output, read_settings, told_errors
from painopiste.graph import PREFIXES, Iris
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.imports import Coverage, Outcome, Shelf


@click.group("import")
def import_group() -> None:
    """Take in the EU's own data, to stand beside what was edited."""


@contextmanager
def import_progress(files: list[Path]) -> Iterator[Callable[[int], None]]:
    """What counts the bytes read of some files: a progress bar on standard error if that is a terminal, else nothing."""
    console = Console(stderr=True)
    columns = TextColumn("Importing"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=sum(path.stat().st_size for path in files))
        yield lambda size: bar.advance(task, size)


@import_group.command("cellar")
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--retrieved", callback=day_or_moment, help="When the notices were fetched: a day or a moment, as in 2026-03-10.")
@coverage_option
@click.option("--export", "path", help="Write everything that is imported as N-Quads to this file, - for standard output.")
@told_errors
def import_cellar(sources: tuple[Path, ...], retrieved: str, coverage: str | None, path: str | None) -> None:
    """Import CELLAR's notices of procedures from SOURCES: files, folders or tar archives of RDF/XML (notice=tree).

    Exit 1 if a notice was refused or the mapping does not know a property; all else is imported. A run that was broken off goes on where it stopped.
    """
    settings = read_settings()
    if not sources and path is None and coverage is None:
        fail("say what to import: files, folders or tar archives; or --export FILE or --coverage to tell of what is imported")
    from painopiste.checking import load_files
    from painopiste.imports import Aligner, Edited, Shelf, coverage_of
    from painopiste.store import quads_written

    iris = Iris(settings.base)
    with Shelf.open(settings.shelf) as shelf:
        is_well = not sources or not imported(settings, sources, shelf, retrieved).refused
        if coverage is not None:
            found = coverage_of(shelf)
            is_well = told_coverage(found, coverage, iris) and is_well
        if path is not None:
            with output(path) as stream:
                stream.writelines(quads_written(Aligner(shelf, Edited.of(load_files(settings), iris), iris).aligned()))
    raise SystemExit(0 if is_well else 1)


def told_coverage(coverage: Coverage, form: str, iris: Iris) -> bool:
    """Tell a coverage in one of the forms text, csv, turtle; whether every property is decided on."""
    from painopiste.store import with_statements

    if form == "turtle":
        click.echo(with_statements(b"", coverage.statements(iris), "text/turtle", {**PREFIXES, "def": iris.term("")}))
    else:
        click.echo(coverage.as_csv().rstrip() if form == "csv" else coverage.as_text())
    return not coverage.undecided


def imported(settings: Settings, sources: tuple[Path, ...], shelf: Shelf, retrieved: str) -> Outcome:
    """What became of the notices in some sources; it is told on standard output, and what was refused on standard error."""
    from painopiste.imports import files_of, import_notices, items_of

    files = files_of(sources)
    with import_progress(files) as count:
        items = items_of(files, settings.notice_bytes, count)
        return told_outcome(import_notices(items, shelf, Iris(settings.base), settings.notice_bytes, retrieved), shelf)


def told_outcome(outcome: Outcome, shelf: Shelf) -> Outcome:
    """An outcome, after it was told."""
    for error in outcome.refused:
        click.echo(f"painopiste: {error}", err=True)
    fates = ", ".join(f"{count} {fate}" for fate, count in sorted(outcome.fates.items()))
    click.echo(f"notices: {fates or 'none'}; {outcome.statements} statements read, {outcome.findings} findings; {len(shelf)} kept")
    return outcome
