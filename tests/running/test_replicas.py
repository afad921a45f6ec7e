"""Two replicas over one build behind nginx: one ends under load, and no request fails; nor does one when heavy queries are refused."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from engines.presence import require
from painopiste.settings import Settings
from running.crowds import crowd
from running.service import Running, free_port, running, until

DEPLOYED = Path(__file__).parents[2] / "service/deploy/nginx.conf"
MAIN = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{ access_log off; {temporary} include {folder}/site.conf; }}
"""
CLIENTS, MANY = 4, 300


def nginx_command() -> str:
    """The nginx of Debian."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    require(found, "nginx is not installed: run tests/engines/install.sh as root. REPLICAS ARE NOT TESTED.")
    return str(found)


@contextmanager
def nginx(folder: Path, replicas: list[Running]) -> Iterator[str]:
    """The address of an nginx with the shipped settings, but for its ports."""
    port, site = free_port(), DEPLOYED.read_text()
    for shipped, used in zip((8000, 8001, 8002), (port, *(replica.port for replica in replicas)), strict=True):
        site = site.replace(f"127.0.0.1:{shipped}", f"127.0.0.1:{used}")
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, temporary=temporary))
    process = subprocess.Popen([nginx_command(), "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/ready") == 200, "nginx passes requests on")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def answers(url: str) -> int:
    """The status that an address answers with, or 0 if nobody does."""
    try:
        return httpx2.get(url, timeout=5).status_code
    except httpx2.TransportError:
        return 0


def take_turn(client: httpx2.Client, number: int, turn: int) -> tuple[int, int]:
    """The status and the rows of a new query, every other one by POST."""
    query = {"query": f"SELECT ?s {{ ?s ?p ?o }} LIMIT 20 # {number}/{turn}"}
    answer = client.get("/sparql", params=query) if turn % 2 else client.post("/sparql", data=query)
    return answer.status_code, len(answer.json()["results"]["bindings"])


def have_come(seen: list[object], more: int) -> None:
    """Wait for so many further answers."""
    wanted = len(seen) + more
    until(lambda: len(seen) >= wanted, f"{more} further answers")


@pytest.mark.parametrize("way", ["killed", "stopped"])
def test_a_replica_ends_and_no_request_fails(built: Settings, service: Running, tmp_path: Path, way: str) -> None:
    """All its processes at once, as when a machine is lost, or as an operator ends it; what it was answering is asked of the other."""
    with running(built.build_dir, tmp_path / "log") as ending, nginx(tmp_path, [ending, service]) as url, crowd(url, CLIENTS, take_turn) as seen:
        have_come(seen, MANY)
        ending.end() if way == "killed" else ending.stop()
        have_come(seen, MANY)
        assert not ending.processes()
    assert set(seen) == {(200, 20)}


def test_queries_whose_time_is_up_take_no_replica_away(service: Running, short: Running, tmp_path: Path) -> None:
    """However many of them one client sends, others are answered."""
    heavy = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "timeout": "0.1"}
    with nginx(tmp_path, [service, short]) as url, crowd(url, CLIENTS, take_turn) as seen:
        refused = [httpx2.post(f"{url}/sparql", data=heavy, timeout=30).status_code for _ in range(10)]
        have_come(seen, MANY)
    assert refused == [503] * 10
    assert set(seen) == {(200, 20)}
