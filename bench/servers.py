"""The three servers over one file of quads: ours, Oxigraph's own, and rdflib-endpoint."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench.processes import Tree, started

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent
ALIVE = "ASK {}"
LOADS_WITHIN = 600


@dataclass(frozen=True)
class Server:
    """A SPARQL endpoint with its processes, and the seconds from its start to its first answer."""

    name: str
    url: str
    tree: Tree
    seconds: float

    @property
    def path(self) -> str:
        """The path of the endpoint."""
        return urlsplit(self.url).path

    def target(self, query: str) -> str:
        """The path by which a query is asked."""
        return f"{self.path}?query={quote(query, safe='')}"

    def ask(self, query: str, accept: str, timeout: float = 120) -> bytes:
        """The answer to a query, over a connection of its own; RuntimeError if it is none."""
        return self.fetch(self.target(query), accept, timeout)

    def fetch(self, target: str, accept: str = "*/*", timeout: float = 120) -> bytes:
        """What stands at a path."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)
        try:
            connection.request("GET", target, headers={"Accept": accept})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"{self.name} answered {response.status} to {target}: {content[:500]!r}")
        return content


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(name: str, command: list[str], url: str, folder: Path, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """A server from its start to its end."""
    begun = time.perf_counter()
    with started(command, folder / f"{name}.log", lambda: answers(url), environment) as tree:
        yield Server(name, url, tree, time.perf_counter() - begun)


def answers(url: str) -> bool:
    """Whether an endpoint answers a query."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("GET", f"{parts.path}?query={quote(ALIVE)}", headers={"Accept": "application/sparql-results+json"})
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return response.status == 200


def painopiste(folder: Path, *options: str, **settings: object) -> AbstractContextManager[Server]:
    """Our service as an operator starts it, over the build that is there."""
    port = free_port()
    environment = {**os.environ, **{f"PAINOPISTE_{name.upper()}": str(value) for name, value in settings.items()}}
    return serving(
        "painopiste", [str(BIN / "painopiste"), "serve", "--port", str(port), *options], f"http://{HOST}:{port}/sparql", folder, environment
    )


def oxigraph(folder: Path, quads: Path) -> AbstractContextManager[Server]:
    """The Oxigraph server over a file of quads, which it loads before."""
    port, store = free_port(), str(folder / "oxigraph-store")
    command = [str(BIN / "oxigraph"), "load", "--location", store, "--file", str(quads)]
    subprocess.run(command, check=True, capture_output=True, timeout=LOADS_WITHIN)
    command = [str(BIN / "oxigraph"), "serve-read-only", "--location", store, "--bind", f"{HOST}:{port}"]
    return serving("oxigraph", command, f"http://{HOST}:{port}/query", folder)


def rdflib_endpoint(folder: Path, quads: Path) -> AbstractContextManager[Server]:
    """rdflib-endpoint over a file of quads."""
    port = free_port()
    command = [str(BIN / "python"), "-m", "rdflib_endpoint", "serve", "--host", HOST, "--port", str(port), str(quads)]
    return serving("rdflib-endpoint", command, f"http://{HOST}:{port}/", folder)
