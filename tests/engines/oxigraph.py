"""A real Oxigraph server with data of the tests' own. Its binary comes with the Python package of that name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.processes import HOST, Engine, free_port, listens, running

BINARY = Path(sys.executable).with_name("oxigraph")
LOADS_WITHIN = 120


@contextmanager
def oxigraph(folder: Path, quads: Path, *options: str) -> Iterator[Engine]:
    """An Oxigraph server with the quads of a file."""
    port, store = free_port(), str(folder / "store")
    command = [str(BINARY), "load", "--location", store, "--file", str(quads)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=LOADS_WITHIN)
    command = [str(BINARY), "serve-read-only", "--location", store, "--bind", f"{HOST}:{port}", *options]
    with running(command, folder, lambda: listens(port)) as process:
        yield Engine(f"http://{HOST}:{port}/query", process)
