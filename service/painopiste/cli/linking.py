"""painopiste links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from painopiste.cli.common import manners_of, read_settings, told_errors
from painopiste.graph import Iris
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.linking import Journal, Visit


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


def visited(settings: Settings, links: dict[str, list[str]]) -> bool:
    """Visit the addresses of links, keep what came of it as N-Quads and tell it; whether one is gone.

    What a round that broke off within the last day has seen counts; one that breaks off now leaves what it has seen, and exit code 130.
    """
    from painopiste.linking import Journal

    settings.imports_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(settings.visits)
    try:
        visits = round_of(settings, list(links), journal)
    except KeyboardInterrupt:
        click.echo("painopiste: broken off; what was seen is kept, and painopiste links --online goes on there within a day", err=True)
        raise SystemExit(130) from None
    keep_visits(settings, visits, links)
    journal.end()
    return told_visits(visits)


def round_of(settings: Settings, addresses: list[str], journal: Journal) -> list[Visit]:
    """A visit of each address, sorted: those of the journal, and now those of the others."""
    from painopiste.linking import Visitor, visit_all

    manners, console = manners_of(settings), Console(stderr=True)
    seen = {url: visit for url, visit in journal.visits(manners.now()).items() if url in set(addresses)}
    if seen:
        click.echo(f"going on: {len(seen)} of {len(addresses)} addresses were visited within the last day", err=True)
    left = [url for url in addresses if url not in seen]
    with Visitor.open(manners) as visitor:
        for visit in track(visit_all(left, visitor.visit), "Visiting", len(left), console=console, transient=True, disable=not console.is_terminal):
            journal.add(visit)
            seen[visit.url] = visit
    return [seen[url] for url in addresses]


def keep_visits(settings: Settings, visits: list[Visit], links: dict[str, list[str]]) -> None:
    """Write visits as N-Quads, for a build to take in."""
    from painopiste.fetching import put
    from painopiste.linking import statements_of
    from painopiste.store import quads_written

    put(settings.links, b"".join(quads_written(statements_of(visits, links, Iris(settings.base)))))


def told_visits(visits: list[Visit]) -> bool:
    """Tell what is gone or unsure and how many there are of each outcome; whether one is gone."""
    from collections import Counter

    from painopiste.linking import Outcome

    for visit in visits:
        if visit.outcome in (Outcome.GONE, Outcome.UNSURE):
            click.echo(f"{visit.outcome} {visit.status or '-'} {visit.url} {visit.reason}".rstrip())
    click.echo(", ".join(f"{number} {outcome}" for outcome, number in sorted(Counter(visit.outcome for visit in visits).items())))
    return any(visit.outcome is Outcome.GONE for visit in visits)
