"""painopiste serve."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import structlog
import uvloop

from painopiste import logs
from painopiste.cli.building import make_build
from painopiste.cli.common import progress, read_settings, told_errors
from painopiste.freshness import is_fresh
from painopiste.manifest import kept_builds
from painopiste.settings import Settings
from painopiste.supervising import Supervisor, apart

log = structlog.get_logger()


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
    """Serve until stopped; the exit code. What hinders the start is told in one line, and the code is 2."""
    from painopiste.serving import serve

    try:
        told_errors(uvloop.run)(serve(settings, refused))
    except SystemExit as stop:
        return int(str(stop.code))
    return 0


@click.command()
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
