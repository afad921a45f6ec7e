"""python -m bench."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import comparison
from bench.table import show
from painopiste.freshness import is_fresh
from painopiste.settings import Settings


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Compare the service with the Oxigraph server and rdflib-endpoint."""
    if context.invoked_subcommand is None:
        compare()


def compare() -> None:
    """One table of the three servers over the built graph."""
    settings = Settings()
    if not is_fresh(settings):
        raise click.ClickException("there is no build of the present graph: make build")
    with TemporaryDirectory(prefix="bench-") as folder:
        show("Server CPU per answer. Ratios of CPU: theirs to ours, of throughput: ours to theirs", comparison.rows(settings, Path(folder)))


if __name__ == "__main__":
    main()
