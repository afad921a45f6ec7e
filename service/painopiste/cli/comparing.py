"""painopiste compare."""

from __future__ import annotations

from pathlib import Path

import click

from painopiste.cli.common import fail, read_settings, told_errors
from painopiste.graph import Iris

REPORTS = {".ttl": "turtle", ".html": "html"}


def report_form(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """A file whose ending names a form of report."""
    if path and path.suffix not in REPORTS:
        raise click.BadParameter("a file that ends in .ttl or .html")
    return path


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "turtle"]), default="text", help="How to write what was found.")
@click.option("--report", callback=report_form, type=click.Path(path_type=Path), help="Write it also to this file: .ttl as RDF, .html as a page.")
@told_errors
def compare(form: str, report: Path | None) -> None:
    """Put what the edited graph, the imported notices and the Parliament say of the same things side by side.

    Exit 1 if a difference is severe: another reference, CELEX, date of an act or of an event that leads to a stage, or another act that came of it.
    """
    from painopiste.checking import load_files
    from painopiste.comparing import is_severe, write_comparisons
    from painopiste.intake import compared

    settings = read_settings()
    if not (settings.shelf.exists() or settings.parliament_shelf.exists()):
        fail(f"nothing is imported in {settings.imports_dir}; run painopiste import cellar first, or set PAINOPISTE_IMPORTS_DIR")
    iris = Iris(settings.base)
    found = compared(settings, load_files(settings), iris)
    if report:
        report.write_text(write_comparisons(found, REPORTS[report.suffix], iris), encoding="utf-8")
    click.echo(write_comparisons(found, form, iris))
    raise SystemExit(1 if is_severe(found) else 0)
