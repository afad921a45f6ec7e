"""The commands. Exit 0: good. 1: the data has violations. 2: wrong use.

Each imports what it needs when it is run: the processes that watch the service need little.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

import click
import structlog
import uvloop
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, track

from painopiste import logs
from painopiste.errors import HouseError
from painopiste.freshness import is_fresh
from painopiste.graph import PREFIXES, Iris
from painopiste.manifest import kept_builds
from painopiste.settings import Settings
from painopiste.supervising import Supervisor, apart

if TYPE_CHECKING:
    from painopiste.checking import Checked
    from painopiste.fetching import Manners
    from painopiste.imports import Coverage, Outcome, Shelf
    from painopiste.manifest import Manifest
    from painopiste.store import Store
    from painopiste.syncing import Plan, Procedure

log = structlog.get_logger()
FORMATS = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}
EXPORTS = {
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def fail(message: str) -> NoReturn:
    """Say what is wrong and leave with exit code 2."""
    click.echo(f"painopiste: {message}", err=True)
    raise SystemExit(2)


def read_settings(**given: Any) -> Settings:
    """The settings, with what the command line gave in place of the environment; a wrong one stops the start and names itself."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(f"PAINOPISTE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors())
        fail(f"wrong setting: {wrong}")


def told_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose errors of ours are told in one line instead of a stack trace."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except HouseError as error:
            fail(str(error))

    return wrapped


def progress(label: str, items: Iterable[Path]) -> Iterable[Path]:
    """A progress bar on standard error if that is a terminal, else nothing."""
    console = Console(stderr=True)
    return track(list(items), label, console=console, transient=True) if console.is_terminal else items


@contextmanager
def output(path: str) -> Any:
    """A binary file, or standard output for “-”."""
    if path == "-":
        yield sys.stdout.buffer
    else:
        with Path(path).open("wb") as stream:
            yield stream


def day_or_moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    """A day or moment of ISO 8601 as it was given; nothing for none."""
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("a day or a moment, as in 2026-03-10 or 2026-03-10T12:00:00Z") from error
    return text or ""


@click.group()
@click.version_option(package_name="painopiste")
def main() -> None:
    """Painopiste: priorities, EU dossiers and partnerships as linked data."""
    logs.configure()


def make_build(settings: Settings) -> Manifest:
    """A build of the present inputs; exit 1 with the violations if they do not conform."""
    from painopiste.build import build

    checked, manifest = build(settings, progress)
    if manifest is None:
        click.echo(checked.report.text(checked.graph.file_of), err=True)
        raise SystemExit(1)
    return manifest


@main.command()
@told_errors
def build() -> None:
    """Check the checkout's graph and write a build to be served."""
    manifest = make_build(read_settings())
    click.echo(f"{manifest.triples} triples, SHA-256 of the canonical N-Quads (RDFC-1.0) {manifest.canonical_hash}")


def checked_as_asked(settings: Settings, files: tuple[Path, ...], shapes: tuple[Path, ...], changed: bool) -> Checked:
    """The shipped graph, a change of it, or any files."""
    from painopiste import checking

    if changed and (shapes or not files):
        fail("--changed needs the FILES that were changed, and takes no --shapes")
    if changed:
        return checking.check_changed(settings, files, progress)
    return checking.check_files(settings, files, shapes) if files or shapes else checking.check(settings, progress)


@main.command()
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


def ensure_build(settings: Settings) -> None:
    """Make a build unless there is a fresh one."""
    if not is_fresh(settings):
        make_build(settings)


def built_store(settings: Settings) -> Store:
    """A store with the build, which is made first if it is not fresh."""
    from painopiste.build import opened

    ensure_build(settings)
    return opened(settings)


@told_errors
def make_dataset_build(settings: Settings, files: tuple[Path, ...]) -> None:
    """A build of any RDF files."""
    from painopiste.build import write_files

    write_files(settings, files, progress)


def build_to_serve(settings: Settings) -> str:
    """Make a build unless there is a fresh one or none is needed; why there is none, if an earlier one can be served instead."""
    if settings.store or is_fresh(settings):
        return ""
    try:
        apart(partial(told_errors(make_build), settings))
    except SystemExit:
        if not kept_builds(settings.build_dir):
            raise
        log.error("no build of the present inputs", instead="the last good build")
        return "The present inputs could not be built; painopiste build tells why."
    return ""


def run_server(settings: Settings, refused: str = "") -> int:
    """Serve until stopped; the exit code."""
    from painopiste.serving import serve

    try:
        uvloop.run(serve(settings, refused))
    except HouseError as error:
        click.echo(f"painopiste: {error}", err=True)
        return 2
    return 0


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--dataset", multiple=True, type=click.Path(exists=True, path_type=Path), help="Serve these RDF files instead of the built-in graph.")
@told_errors
def serve(host: str | None, port: int | None, dataset: tuple[Path, ...]) -> None:
    """Serve the graph: pages, RDF by IRI, SPARQL. A new build is swapped in as soon as it is there."""
    settings = read_settings(host=host, port=port)
    logs.take_over()
    if not dataset:
        refused = build_to_serve(settings)
        raise SystemExit(Supervisor(lambda: run_server(settings, refused)).run())
    with TemporaryDirectory(prefix="painopiste-") as folder:
        own = settings.model_copy(update={"build_dir": Path(folder) / "build"})
        apart(partial(make_dataset_build, own, dataset))
        raise SystemExit(Supervisor(lambda: run_server(own)).run())


@main.command()
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


@main.command()
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


@main.group("import")
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
@click.option(
    "--coverage", type=click.Choice(["text", "csv", "turtle"]), help="Tell which properties occur in all that is imported and what becomes of each."
)
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
            click.echo(covered(found, coverage, iris))
            is_well = is_well and not found.undecided
        if path is not None:
            with output(path) as stream:
                stream.writelines(quads_written(Aligner(shelf, Edited.of(load_files(settings), iris), iris).aligned()))
    raise SystemExit(0 if is_well else 1)


REPORTS = {".ttl": "turtle", ".html": "html"}


def report_form(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """A file whose ending names a form of report."""
    if path and path.suffix not in REPORTS:
        raise click.BadParameter("a file that ends in .ttl or .html")
    return path


@main.command()
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


def covered(coverage: Coverage, form: str, iris: Iris) -> str:
    """The coverage in one of the forms text, csv, turtle."""
    from painopiste.store import with_statements

    if form == "turtle":
        return with_statements(b"", coverage.statements(iris), "text/turtle", {**PREFIXES, "def": iris.term("")}).decode()
    return coverage.as_csv().rstrip() if form == "csv" else coverage.as_text()


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


def manners_of(settings: Settings) -> Manners:
    """How services elsewhere are asked."""
    from painopiste import __version__
    from painopiste.fetching import Manners

    agent = f"Painopiste/{__version__} (+{settings.contact})"
    return Manners(agent, settings.fetch_seconds, settings.fetch_attempts, settings.fetch_wait, settings.fetch_pause)


@main.command()
@click.option("--procedure", "references", multiple=True, metavar="REF", help="A procedure, as in 2021/0106(COD); may be repeated.")
@click.option("--all", "everything", is_flag=True, help="All procedures that the edited graph names or whose notices are kept.")
@click.option("--since", callback=day_or_moment, help="Of those, only what CELLAR changed since this day or moment.")
@click.option("--dry-run", is_flag=True, help="Ask what CELLAR knows and say what would be fetched; fetch and change nothing.")
@click.option("--export", "path", help="Write what the Parliament told as N-Quads to this file, - for standard output.")
@told_errors
def sync(references: tuple[str, ...], everything: bool, since: str, dry_run: bool, path: str | None) -> None:
    """Ask CELLAR and the European Parliament what is new on procedures, fetch it and import it.

    Exit 1 if a procedure is unknown to CELLAR, or something could not be had or was refused; all else is imported.
    """
    if bool(references) == (everything or bool(since)):
        fail("say what to ask for: --procedure REF, or --all, or --since DATE")
    from painopiste.checking import load_files
    from painopiste.fetching import AnswerCache, Fetcher, SparqlEndpoint
    from painopiste.imports import Shelf, import_notices
    from painopiste.imports.taking import moment
    from painopiste.syncing import covered, known_at, notices_of, planned, read_reference

    settings, asked = read_settings(), [read_reference(text) for text in dict.fromkeys(references)]
    manners, cache = manners_of(settings), AnswerCache(settings.answers)
    with Shelf.open(settings.shelf) as shelf:
        asked = asked or covered(load_files(settings), shelf.marks())
        known = known_at(SparqlEndpoint(settings.cellar_sparql, manners, cache), asked)
        plan = planned(asked, known, shelf.marks(), settings.base, moment(since) if since else None)
        click.echo(told_plan(plan, len(asked)))
        refused = bool(plan.absent)
        if not dry_run and plan.wanted:
            with Fetcher.open(manners, cache, settings.notice_bytes) as fetcher:
                items = notices_of(plan, fetcher, settings.cellar_rest, settings.notice_bytes)
                outcome = import_notices(items, shelf, Iris(settings.base), settings.notice_bytes, manners.moment())
            refused = bool(told_outcome(outcome, shelf).refused) or refused
    if not dry_run:
        refused = heard_parliament(settings, [procedure for procedure in asked if procedure not in plan.older], manners) or refused
    if path is not None:
        export_parliament(settings, path)
    raise SystemExit(1 if refused else 0)


def heard_parliament(settings: Settings, procedures: list[Procedure], manners: Manners) -> bool:
    """Ask the Parliament about procedures and tell what came of it; whether anything was refused, or has a property that nobody decided on."""
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
    return bool(heard.refused or heard.undecided)


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


@main.command()
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
