"""painopiste validate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from painopiste.cli.common import fail, progress, read_settings, told_errors
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.checking import Checked


def checked_as_asked(settings: Settings, files: tuple[Path, ...], shapes: tuple[Path, ...], changed: bool) -> Checked:
    """The shipped graph, a change of it, or any files."""
    from painopiste import checking

    if changed and (shapes or not files):
        fail("--changed needs the FILES that were changed, and takes no --shapes")
    if changed:
        return checking.check_changed(settings, files, progress)
    return checking.check_files(settings, files, shapes) if files or shapes else checking.check(settings, progress)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, path_type=Path), help="Shapes to use instead of the shipped ones; files or folders."
)
@click.option(
    "--changed", is_flag=True, help="FILES of the checkout were changed: validate their things and the neighbours of these, in the whole graph."
)
@click.option("--format", "form", type=click.Choice(["text", "turtle", "json"]), default="text", help="How to write the report.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the report also to this file: .ttl as RDF, .html as a page.")
@told_errors
def validate(files: tuple[Path, ...], shapes: tuple[Path, ...], changed: bool, form: str, report: Path | None) -> None:
    """Validate RDF FILES (any serialisation; without FILES the shipped graph) against SHACL shapes."""
    from painopiste.reports import write_report

    settings = read_settings()
    checked = checked_as_asked(settings, files, shapes, changed)
    if report:
        report.write_text(write_report(checked, "html" if report.suffix == ".html" else "turtle"), encoding="utf-8")
    click.echo(write_report(checked, form))
    raise SystemExit(0 if checked.report.conforms else 1)
