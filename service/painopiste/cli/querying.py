"""painopiste query."""

from __future__ import annotations

import click

from painopiste.cli.building import built_store
from painopiste.cli.common import fail, read_settings, told_errors
from painopiste.graph import Iris

FORMATS = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}


@click.command()
@click.argument("name", required=False)
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; may be repeated.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", help="Format of the answer.")
@click.option("--list", "listing", is_flag=True, help="List the stored queries.")
@told_errors
def query(name: str | None, params: tuple[str, ...], form: str, listing: bool) -> None:
    """Ask the stored query NAME."""
    from painopiste.queries import Catalogue

    settings = read_settings()
    catalogue = Catalogue.read(settings.root / "queries")
    if listing or not name:
        click.echo("\n".join(f"{item.name}: {item.summary['en']}" for item in catalogue))
        return
    found = catalogue[name]
    bindings = found.bind(pairs(params), Iris(settings.base).absolute)
    store = built_store(settings)
    click.echo(store.answer(found.text, lambda _: FORMATS[form], None, bindings).content, nl=form != "csv")


def pairs(params: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE texts as a mapping."""
    wrong = next((text for text in params if "=" not in text), None)
    if wrong is not None:
        fail(f"--param {wrong}: write it as NAME=VALUE")
    return dict(text.split("=", 1) for text in params)
