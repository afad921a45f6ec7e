"""The service outlives what happens to it: other data under load, broken data, kills at any moment; and it ends when it is asked to."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import httpx2
import pytest

from painopiste.build import put, write_dataset, write_files
from painopiste.checking import read_dataset
from painopiste.manifest import GRAPH_FILE, MANIFEST_FILE, kept_builds
from painopiste.settings import Settings
from running.crowds import crowd
from running.service import PAINOPISTE, Process, Running, command_of, running, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
KILLS, CLIENTS = 6, 3


@pytest.fixture
def build_dir(built: Settings, tmp_path: Path) -> Path:
    """A build that may be changed."""
    return Path(shutil.copytree(built.build_dir, tmp_path / "build"))


@pytest.fixture
def living(build_dir: Path, tmp_path: Path) -> Iterator[Running]:
    """A service over that build."""
    with running(build_dir, tmp_path / "log") as service:
        yield service


def count(client: httpx2.Client, comment: object = "") -> int:
    """How many triples the service has, asked anew for each comment."""
    answer = client.get("/sparql", params={"query": f"{COUNT} # {comment}"})
    answer.raise_for_status()
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def version(service: Running) -> str:
    """The version of the data that is served."""
    return str(httpx2.get(f"{service.url}/health").json()["data_version"])


def load(service: Running) -> AbstractContextManager[list[object]]:
    """Clients that count on; what they are told, or the errors that they get."""
    return crowd(service.url, CLIENTS, lambda client, number, turn: count(client, (number, turn)))


def test_other_data_is_swapped_in_and_back_and_no_request_fails(living: Running, build_dir: Path, tmp_path: Path) -> None:
    """Each answer is that of the one data or of the other."""
    (tmp_path / "other.nq").write_text("<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n")
    write_dataset(Settings(build_dir=tmp_path / "other"), read_dataset([tmp_path / "other.nq"]))
    first = version(living)
    with httpx2.Client(base_url=living.url) as client, load(living) as seen:
        whole = count(client)
        put(tmp_path / "other", build_dir, tmp_path / "first")
        until(lambda: version(living) != first and 1 in seen, "the other data is served")
        put(tmp_path / "first", build_dir, tmp_path / "other")
        until(lambda: version(living) == first, "the first data is served again")
        until(lambda: seen[-1] == whole, "answers are of the first data")
    assert set(seen) == {1, whole}


def test_a_graph_on_disk_is_swapped_in_and_outlives_its_folder(living: Running, build_dir: Path, tmp_path: Path) -> None:
    """Workers open it for themselves until it is in memory; the build that it came with may go."""
    (tmp_path / "big.nq").write_text("".join(f"<http://e/s{number}> <http://e/p> <http://e/o> <http://e/g> .\n" for number in range(5000)))
    write_files(Settings(build_dir=tmp_path / "big", memory_triples=100), [tmp_path / "big.nq"])
    with httpx2.Client(base_url=living.url) as client, load(living) as seen:
        whole = count(client)
        put(tmp_path / "big", build_dir, tmp_path / "first")
        until(lambda: 5000 in seen, "the graph on disk is served")
        shutil.move(build_dir, tmp_path / "gone")
        until(lambda: "data served from memory" in living.said(), "the graph is in memory")
        os.kill(max(living.processes()), signal.SIGKILL)
        until(lambda: living.is_ready() and count(client, "again") == 5000, "it goes on without its folder")
    assert {outcome for outcome in seen if isinstance(outcome, int)} == {whole, 5000}


def test_data_that_is_not_what_it_says_is_refused(living: Running, build_dir: Path) -> None:
    """The old data stays, the log says why, and the service stays ready."""
    first = version(living)
    manifest = json.loads((build_dir / MANIFEST_FILE).read_text())
    (build_dir / GRAPH_FILE).unlink()
    (build_dir / GRAPH_FILE).write_text("<http://e/s> <http://e/p> .\n")
    (build_dir / MANIFEST_FILE).write_text(json.dumps(manifest | {"graph": "0" * 64}))
    until(lambda: "new data refused" in living.said(), "the log tells of the refusal")
    assert living.is_ready()
    assert version(living) == first


def test_a_service_that_is_killed_beside_a_bad_build_comes_back_with_the_last_good_one(build_dir: Path, tmp_path: Path) -> None:
    """Log, /health, /ready and /metrics say that the newest build is refused, and why; files are those of the good one."""
    with running(build_dir, tmp_path / "first") as service:
        first = version(service)
        until(lambda: bool(kept_builds(build_dir)), "the good build is kept")
        digests = httpx2.get(f"{service.url}/download/SHA256SUMS").content
        service.end()
    (build_dir / GRAPH_FILE).write_text("<http://e/s> <http://e/p> .\n")
    (build_dir / "download/SHA256SUMS").write_text("of the bad build")
    with running(build_dir, tmp_path / "second") as service:
        for path in ("/health", "/ready"):
            told = httpx2.get(service.url + path)
            assert told.status_code == 200
            assert GRAPH_FILE in told.json()["refused"]
        assert version(service) == first
        assert httpx2.get(f"{service.url}/download/SHA256SUMS").content == digests
        assert "painopiste_build_refused 1.0" in httpx2.get(f"{service.url}/metrics").text
        os.kill(max(service.processes()), signal.SIGKILL)
        until(lambda: service.is_ready() and version(service) == first, "it comes back again")
        assert any(event["event"] == "newest build refused" and GRAPH_FILE in event["reason"] for event in events(service))


def test_a_service_whose_inputs_cannot_be_built_serves_the_last_good_build(built: Settings, build_dir: Path, tmp_path: Path) -> None:
    """And without one it stops, as it says why."""
    house = tmp_path / "house"
    for name in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(built.root / name, house / name)
    (house / "data" / "dossiers" / "ai-act.ttl").write_text("this is no Turtle")
    lonely = Running(tmp_path / "lonely" / "build", tmp_path / "lonely.log", root=house)
    assert lonely.process.wait(60) == 2
    assert "ai-act.ttl" in lonely.said()
    shutil.copytree(build_dir, tmp_path / ".build-good" / "000001")
    with running(build_dir, tmp_path / "log", root=house) as service:
        assert "could not be built" in httpx2.get(f"{service.url}/health").json()["refused"]


def test_a_build_that_is_killed_half_written_leaves_what_is_served_and_the_next_one_is_swapped_in(
    living: Running, built: Settings, build_dir: Path, tmp_path: Path
) -> None:
    """The other graph is half in its folder when its process is killed; the folder goes with the next build."""
    first, manifest, house = version(living), (build_dir / MANIFEST_FILE).read_bytes(), tmp_path / "house"
    for name in ("ontology", "shapes", "queries", "data/reference", "data/persons"):
        shutil.copytree(built.root / name, house / name)
    given = {"ROOT": house, "BUILD_DIR": build_dir, "IMPORTS_DIR": tmp_path / "imports"}
    environment = {**os.environ, **{f"PAINOPISTE_{name}": str(value) for name, value in given.items()}}
    building = subprocess.Popen([PAINOPISTE, "build"], env=environment)
    until(lambda: bool(list(tmp_path.glob(".build-????????/new/download/*"))), "a file of the build is written")
    building.kill()
    assert building.wait(30) == -signal.SIGKILL
    assert (build_dir / MANIFEST_FILE).read_bytes() == manifest
    assert living.is_ready()
    assert version(living) == first
    subprocess.run([PAINOPISTE, "build"], env=environment, check=True, timeout=120)
    until(lambda: version(living) != first, "the whole build is served")
    assert not list(tmp_path.glob(".build-????????"))


def events(service: Running) -> list[dict[str, object]]:
    """The log as events; whatever is no line of JSON fails."""
    return [json.loads(line) for line in service.said().splitlines()]


def test_every_line_of_the_log_is_an_event(living: Running) -> None:
    """Whatever is killed and whoever logs: JSON with the same fields."""
    for pid in sorted(living.processes(), reverse=True)[:3]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        until(living.is_ready, "the service is back")
    with socket.create_connection(("127.0.0.1", living.port)) as connection:
        connection.sendall(b"\x16\x03\x01 no HTTP\r\n\r\n")
    httpx2.get(f"{living.url}/sparql", params={"query": "SELECT"})
    assert living.stop() == 0
    assert len(events(living)) > 2
    assert all({"event", "level", "timestamp"} <= event.keys() for event in events(living))


def test_no_zombie_is_left_whoever_is_killed(living: Running) -> None:
    """The service adopts the workers of a zygote that was killed, and the one who watches it those of a service that was killed."""
    zygote = next(process for process in Process.all() if process.pid in living.processes() and "zygote" in command_of(process.pid))
    workers = {process.pid for process in Process.all() if process.parent == zygote.pid}
    os.kill(zygote.pid, signal.SIGKILL)
    until(lambda: parents(workers) <= {zygote.parent}, "the service has adopted the workers")
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until(lambda: living.is_ready() and not parents(workers), "nothing is left of the workers")
    before = {process.pid for process in Process.all() if process.pid in living.processes() and process.parent != os.getpid()}
    os.kill(zygote.parent, signal.SIGKILL)
    until(lambda: living.is_ready() and len(parents(before)) <= 1, "nothing is left of the service but its deputy")


def parents(pids: set[int]) -> set[int]:
    """The parents of those of some processes that are not gone; those of zombies count."""
    return {process.parent for process in Process.all() if process.pid in pids}


@pytest.mark.parametrize("seed", [1, 2])
def test_any_process_may_be_killed_at_any_moment(living: Running, seed: int) -> None:
    """Server, watcher, deputy, zygote or worker: the service comes back by itself with the same data."""
    chance = random.Random(seed)
    with httpx2.Client(base_url=living.url) as client:
        whole = count(client)
    with load(living) as seen:
        for _ in range(KILLS):
            time.sleep(chance.random() / 2)
            with suppress(ProcessLookupError):
                os.kill(chance.choice(sorted(living.processes())), signal.SIGKILL)
            until(living.is_ready, "the service is back")
    assert {outcome for outcome in seen if isinstance(outcome, int)} == {whole}


def test_each_kind_of_process_is_replaced(living: Running) -> None:
    """One after the other, whatever it does."""
    before = len(living.processes())
    for pid in sorted(living.processes()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        until(lambda: living.is_ready() and len(living.processes()) >= before, "everything is back")
    with httpx2.Client(base_url=living.url) as client:
        assert count(client) > 1


def test_an_answer_that_has_begun_ends_before_the_service_does(living: Running) -> None:
    """SIGTERM: the exit code is 0, and nothing is left."""
    with httpx2.Client(base_url=living.url) as client:
        whole = count(client)
        query = {"query": "SELECT * { ?s ?p ?o }"}
        with client.stream("GET", "/sparql", params=query, headers={"accept": "text/csv", "accept-encoding": "identity"}) as answer:
            lines = answer.iter_lines()
            next(lines)
            living.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert sum(1 for _ in lines) >= whole
    assert living.process.wait(30) == 0
    assert not living.processes()
