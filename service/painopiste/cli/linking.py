"""painopiste links."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import track

from painopiste.cli.common import manners_of, read_settings, told_errors
from painopiste.graph import Iris
from painopiste.settings import Settings


@click.command()
@click.option("--online", is_flag=True, help="Also visit each address, politely, and keep what came of it.")
@told_errors
def links(online: bool) -> None:
    """Check every link that leads out of the graph: by rule, and with --online by request.

    Exit 1 if a link breaks a rule or is gone (404, 410); what could not be made sure of is told and no fault.
    """
    from painopiste.checking import load_files
    from painopiste.linking import broken_links, outward
    from painopiste.rules import read_rules

    settings = read_settings()
    store = load_files(settings)
    report, addresses = broken_links(store, read_rules(settings.root / "shapes" / "rules"), settings.base), outward(store, settings.base)
    for result in report.results:
        click.echo(f"{result.focus_node}: {result.value or ''}: {result.message['en']}")
    click.echo(f"links outward: {len(addresses)} addresses; {len(report.results)} break a rule")
    is_gone = online and visited(settings, addresses)
    raise SystemExit(1 if is_gone or not report.conforms else 0)


def visited(settings: Settings, addresses: list[str]) -> bool:
    """Visit addresses, keep what came of it as N-Quads and tell it; whether one is gone."""
    from collections import Counter

    from painopiste.fetching import put
    from painopiste.linking import Outcome, Visitor, statements_of
    from painopiste.store import quads_written

    console = Console(stderr=True)
    with Visitor.open(manners_of(settings)) as visitor:
        shown = track(addresses, "Visiting", console=console, transient=True) if console.is_terminal else addresses
        visits = [visitor.visit(url) for url in shown]
    settings.links.parent.mkdir(parents=True, exist_ok=True)
    put(settings.links, b"".join(quads_written(statements_of(visits, Iris(settings.base)))))
    for visit in visits:
        if visit.outcome is Outcome.GONE or visit.outcome is Outcome.UNSURE:
            click.echo(f"{visit.outcome} {visit.status or '-'} {visit.url} {visit.reason}".rstrip())
    click.echo(", ".join(f"{number} {outcome}" for outcome, number in sorted(Counter(visit.outcome for visit in visits).items())))
    return any(visit.outcome is Outcome.GONE for visit in visits)
