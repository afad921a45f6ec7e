"""python -m bench."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import comparison, scale
from bench.table import show
from painopiste.freshness import is_fresh
from painopiste.settings import Settings

TITLE = "Server CPU per answer. Ratios of CPU: theirs to ours, of throughput: ours to theirs"


@click.command()
@click.argument("what", type=click.Choice(["all", "rivals", "scale"]), default="all")
def main(what: str) -> None:
    """Compare the service with the Oxigraph server and rdflib-endpoint, and with itself on graphs of 1 and 10 million triples."""
    settings = Settings()
    if not is_fresh(settings):
        raise click.ClickException("there is no build of the present graph: make build")
    parts = {"rivals": comparison.rows, "scale": scale.rows}
    chosen = parts.values() if what == "all" else [parts[what]]
    with TemporaryDirectory(prefix="bench-") as folder:
        show(TITLE, chain.from_iterable(part(settings, Path(folder)) for part in chosen))


if __name__ == "__main__":
    main()
