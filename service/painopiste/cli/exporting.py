"""painopiste export."""

from __future__ import annotations

from pathlib import Path

import click

from painopiste.cli.building import built_store
from painopiste.cli.common import output, progress, read_settings, told_errors
from painopiste.graph import PREFIXES, Iris

EXPORTS = {
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(EXPORTS)), default="nquads", help="Serialisation; nquads and trig keep the named graphs.")
@click.option("--output", "-o", "path", default="-", help="File to write, - for standard output.")
@told_errors
def export(folder: Path | None, form: str, path: str) -> None:
    """Write every file of the release below FOLDER (N-Quads, Turtle, JSON-LD, tables as CSV and Parquet), or without FOLDER the graph alone."""
    from painopiste.queries import Catalogue
    from painopiste.release import as_jsonld
    from painopiste.release import export as export_all

    settings = read_settings()
    store = built_store(settings)
    if folder:
        written = export_all(store, Catalogue.read(settings.root / "queries"), Iris(settings.base), folder, progress)
        click.echo(f"{len(written)} files in {folder}")
        return
    with output(path) as stream:
        stream.write(as_jsonld(store, Iris(settings.base)) if form == "jsonld" else store.dump(EXPORTS[form], prefixes=PREFIXES))
