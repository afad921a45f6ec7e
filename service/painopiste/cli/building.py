"""painopiste build, and the build that other commands need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from painopiste.cli.common import progress, read_settings, told_errors
from painopiste.freshness import is_fresh
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.manifest import Manifest
    from painopiste.store import Store


def make_build(settings: Settings) -> Manifest:
    """A build of the present inputs; exit 1 with the violations if they do not conform."""
    from painopiste.build import build

    checked, manifest = build(settings, progress)
    if manifest is None:
        click.echo(checked.report.text(checked.graph.file_of), err=True)
        raise SystemExit(1)
    return manifest


@click.command()
@told_errors
def build() -> None:
    """Check the checkout's graph and write a build to be served."""
    manifest = make_build(read_settings())
    click.echo(f"{manifest.triples} triples, SHA-256 of the canonical N-Quads (RDFC-1.0) {manifest.canonical_hash}")


def ensure_build(settings: Settings) -> None:
    """Make a build unless there is a fresh one."""
    if not is_fresh(settings):
        make_build(settings)


def built_store(settings: Settings) -> Store:
    """A store with the build, which is made first if it is not fresh."""
    from painopiste.build import opened

    ensure_build(settings)
    return opened(settings)
