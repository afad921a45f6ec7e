"""painopiste sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from painopiste.cli.common import coverage_option, day_or_moment, fail, manners_of, output, read_settings, told_errors
from painopiste.cli.importing import told_coverage, told_outcome
from painopiste.graph import Iris
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.fetching import Manners
    from painopiste.imports import Shelf
    from painopiste.syncing import Plan, Procedure


@click.command()
@click.option("--procedure", "references", multiple=True, metavar="REF", help="A procedure, as in 2021/0106(COD); may be repeated.")
@click.option("--all", "everything", is_flag=True, help="All procedures that the edited graph names or whose notices are kept.")
@click.option("--since", callback=day_or_moment, help="Of those, only what CELLAR changed since this day or moment.")
@click.option("--dry-run", is_flag=True, help="Ask what CELLAR knows and say what would be fetched; fetch and change nothing.")
@coverage_option
@click.option("--export", "path", help="Write what the Parliament told as N-Quads to this file, - for standard output.")
@told_errors
def sync(references: tuple[str, ...], everything: bool, since: str, dry_run: bool, coverage: str | None, path: str | None) -> None:
    """Ask CELLAR and the European Parliament what is new on procedures, fetch it and import it.

    --coverage and --export tell of what is kept of the Parliament's answers, also without asking anybody.

    Exit 1 if a procedure is unknown to CELLAR, or something could not be had or was refused; all else is imported.
    """
    is_asked = bool(references or everything or since)
    if (references and (everything or since)) or not (is_asked or coverage or path):
        fail("say what to ask for: --procedure REF, or --all, or --since DATE; or --coverage or --export FILE to tell of what is kept")
    settings = read_settings()
    is_well = not is_asked or heard(settings, references, since, dry_run)
    if coverage:
        is_well = covered_parliament(settings, coverage) and is_well
    if path is not None:
        export_parliament(settings, path)
    raise SystemExit(0 if is_well else 1)


def heard(settings: Settings, references: tuple[str, ...], since: str, dry_run: bool) -> bool:
    """Ask CELLAR and the Parliament, and tell what came of it; whether all is well."""
    from painopiste.syncing import read_reference

    manners, asked = manners_of(settings), [read_reference(text) for text in dict.fromkeys(references)]
    asked, plan, is_well = heard_cellar(settings, asked, since, dry_run, manners)
    if dry_run:
        return is_well
    return heard_parliament(settings, [procedure for procedure in asked if procedure not in plan.older], manners) and is_well


def heard_cellar(settings: Settings, asked: list[Procedure], since: str, dry_run: bool, manners: Manners) -> tuple[list[Procedure], Plan, bool]:
    """Ask CELLAR about procedures (all that are covered if none are named), fetch what is new and tell it.

    The procedures that were asked for, what was to be done of each, and whether all is well.
    """
    from painopiste.checking import load_files
    from painopiste.fetching import AnswerCache, SparqlEndpoint
    from painopiste.imports import Shelf
    from painopiste.imports.taking import moment
    from painopiste.syncing import covered, known_at, planned

    with Shelf.open(settings.shelf) as shelf:
        asked = asked or covered(load_files(settings), shelf.marks())
        known = known_at(SparqlEndpoint(settings.cellar_sparql, manners, AnswerCache(settings.answers)), asked)
        plan = planned(asked, known, shelf.marks(), settings.base, moment(since) if since else None)
        click.echo(told_plan(plan, len(asked)))
        is_whole = dry_run or not plan.wanted or fetched(settings, plan, shelf, manners)
    return asked, plan, is_whole and not plan.absent


def fetched(settings: Settings, plan: Plan, shelf: Shelf, manners: Manners) -> bool:
    """Fetch the notices that are wanted and import them; whether none was refused."""
    from painopiste.fetching import AnswerCache, Fetcher
    from painopiste.imports import import_notices
    from painopiste.syncing import notices_of

    with Fetcher.open(manners, AnswerCache(settings.answers), settings.notice_bytes) as fetcher:
        items = notices_of(plan, fetcher, settings.cellar_rest, settings.notice_bytes)
        outcome = import_notices(items, shelf, Iris(settings.base), settings.notice_bytes, manners.moment())
    return not told_outcome(outcome, shelf).refused


def heard_parliament(settings: Settings, procedures: list[Procedure], manners: Manners) -> bool:
    """Ask the Parliament about procedures and tell what came of it; whether nothing was refused or has a property that nobody decided on."""
    from painopiste.fetching import AnswerCache, Fetcher
    from painopiste.imports import Shelf
    from painopiste.syncing import hear

    with Shelf.open(settings.parliament_shelf) as shelf, Fetcher.open(manners, AnswerCache(settings.answers), settings.notice_bytes) as fetcher:
        heard = hear(procedures, fetcher, settings.ep_api, shelf, Iris(settings.base))
    for error in heard.refused:
        click.echo(f"painopiste: {error}", err=True)
    for name in sorted(heard.undecided):
        click.echo(f"painopiste: the Parliament's property {name} is not known: say in parliament/properties.csv what becomes of it", err=True)
    counts = f"{len(heard.new)} new, {len(heard.unchanged)} unchanged, {len(heard.absent)} unknown to it, {len(heard.refused)} refused"
    click.echo(f"the Parliament's answers: {counts}")
    return not (heard.refused or heard.undecided)


def covered_parliament(settings: Settings, form: str) -> bool:
    """Tell how much of the Parliament's answers is mapped; whether every property is decided on."""
    from painopiste.imports import PARLIAMENT, Shelf, coverage_of

    with Shelf.open(settings.parliament_shelf) as shelf:
        return told_coverage(coverage_of(shelf, PARLIAMENT), form, Iris(settings.base))


def export_parliament(settings: Settings, path: str) -> None:
    """Write what the Parliament told as N-Quads."""
    from painopiste.checking import load_files
    from painopiste.imports import Edited, Shelf
    from painopiste.store import quads_written
    from painopiste.syncing import told_by_parliament

    iris = Iris(settings.base)
    with Shelf.open(settings.parliament_shelf) as shelf, Shelf.open(settings.shelf) as cellar, output(path) as stream:
        stream.writelines(quads_written(told_by_parliament(shelf, Edited.of(load_files(settings), iris), cellar.marks(), iris)))


def told_plan(plan: Plan, number: int) -> str:
    """A line for each procedure that is to be fetched or that CELLAR does not know, and a summary."""
    lines = [f"fetch {procedure.name}, changed {known.modified or 'at an unknown time'}" for procedure, known in plan.wanted.items()]
    lines += [f"unknown to CELLAR: {procedure.name}" for procedure in plan.absent]
    counts = f"{len(plan.wanted)} to fetch, {len(plan.current)} current, {len(plan.older)} older, {len(plan.absent)} unknown"
    return "\n".join([*lines, f"procedures: {number} asked for; {counts}"])
