"""Two replicas over one build behind nginx: one is killed under load, and no request fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from painopiste.settings import Settings
from running.service import Running, free_port, running, until

DEPLOYED = Path(__file__).parents[2] / "service/deploy/nginx.conf"
MAIN = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{ access_log off; {temporary} include {folder}/site.conf; }}
"""
CLIENTS, SECONDS = 4, 4.0


def nginx_command() -> str:
    """The nginx of Debian."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        missing = "nginx is not installed: run tests/engines/install.sh as root. REPLICAS ARE NOT TESTED."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return found


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


def ask_on(url: str, end: float, seen: list[object], number: int) -> None:
    """Ask new queries until a time, some by POST, and note what came of each."""
    with httpx2.Client(base_url=url, timeout=30) as client:
        while time.monotonic() < end:
            query = f"SELECT ?s {{ ?s ?p ?o }} LIMIT 20 # {number}/{len(seen)}"
            try:
                answer = client.get("/sparql", params={"query": query}) if len(seen) % 2 else client.post("/sparql", data={"query": query})
                seen.append((answer.status_code, len(answer.json()["results"]["bindings"])))
            except (httpx2.HTTPError, ValueError) as error:
                seen.append(repr(error))


def test_a_replica_dies_and_no_request_fails(built: Settings, tmp_path: Path) -> None:
    """All its processes at once, as when a machine is lost; what it was answering is asked of the other."""
    with running(built.build_dir, tmp_path / "one") as one, running(built.build_dir, tmp_path / "two") as two, nginx(tmp_path, [one, two]) as url:
        seen: list[list[object]] = [[] for _ in range(CLIENTS)]
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=ask_on, args=(url, end, seen[number], number)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS / 2)
        before = sum(map(len, seen))
        one.end()
        for thread in threads:
            thread.join()
        came = Counter(outcome for outcomes in seen for outcome in outcomes)
        assert set(came) == {(200, 20)}
        assert before < came.total()
        assert not one.processes()
