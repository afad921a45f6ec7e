"""The commands, one a module. Exit 0: good. 1: the data has violations. 2: wrong use, or what is needed is not to be had.

Each imports what it needs when it is run: the processes that watch the service need little.
"""

from __future__ import annotations

import click

from painopiste import logs
from painopiste.cli.building import build
from painopiste.cli.comparing import compare
from painopiste.cli.exporting import export
from painopiste.cli.importing import import_group
from painopiste.cli.linking import links
from painopiste.cli.querying import query
from painopiste.cli.serving import serve
from painopiste.cli.syncing import sync
from painopiste.cli.validating import validate


@click.group()
@click.version_option(package_name="painopiste")
def main() -> None:
    """Painopiste: priorities, EU dossiers and partnerships as linked data."""
    logs.configure()


for command in (build, compare, export, import_group, links, query, serve, sync, validate):
    main.add_command(command)
