"""What is served is a good build, whole, whatever lies in the build folder and whoever is killed meanwhile."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from painopiste import serving
from painopiste.build import put, write_dataset, write_files
from painopiste.checking import read_dataset
from painopiste.errors import BuildError, HouseError
from painopiste.holding import Holding
from painopiste.manifest import GRAPH_FILE, MANIFEST_FILE, SEARCH_FILE, kept_builds
from painopiste.serving import Data
from painopiste.settings import Settings
from painopiste.store import Limits, Question, literal, rows, whole
from painopiste.workers import Workers

pytestmark = pytest.mark.anyio
COUNT = "SELECT (STR(COUNT(*)) AS ?n) { ?s ?p ?o }"
ALL = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
ONE, TWO = [{"n": literal("1")}], [{"n": literal("2")}]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the service does."""
    return "asyncio"


def dataset(folder: Path, triples: int, **settings: int) -> Path:
    """A build of so many statements, without a search index."""
    source = folder.with_suffix(".nq")
    source.write_text("".join(f"<http://e/s{number}> <http://e/p> <http://e/o> <http://e/g> .\n" for number in range(triples)))
    if settings:
        write_files(Settings(build_dir=folder, **settings), [source])
    else:
        write_dataset(Settings(build_dir=folder), read_dataset([source]))
    return folder


@pytest.fixture
def build_dir(tmp_path: Path) -> Path:
    """A build of one statement."""
    return dataset(tmp_path / "build", 1)


@asynccontextmanager
async def served(build_dir: Path, **settings: int) -> AsyncIterator[tuple[Data, Workers]]:
    """The data of a build folder with its workers, as a service that starts has them, and keeps what is good."""
    folder = build_dir.with_name("held")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    data = Data(Settings(build_dir=build_dir, **settings), Holding(folder))
    workers = await data.open()
    try:
        await data.keep()
        yield data, workers
    finally:
        await data.close()
        await workers.close()


def lose_graph(build: Path) -> None:
    """A build that was copied in part."""
    (build / GRAPH_FILE).unlink()


def overwrite_graph(build: Path) -> None:
    """Another graph, written over the same file."""
    (build / GRAPH_FILE).write_text("<http://e/s> <http://e/p> <http://e/o> .\n<http://e/s> <http://e/p> <http://e/x> .\n")


def cut_manifest(build: Path) -> None:
    """A manifest that was written in part."""
    (build / MANIFEST_FILE).write_text((build / MANIFEST_FILE).read_text()[:40])


def lose_manifest(build: Path) -> None:
    """A build that was not written to its end."""
    (build / MANIFEST_FILE).unlink()


@pytest.mark.parametrize("damage", [lose_graph, overwrite_graph, cut_manifest, lose_manifest])
async def test_a_service_that_starts_beside_a_bad_build_serves_the_last_good_one(build_dir: Path, damage: Callable[[Path], None]) -> None:
    """It says why; the bad one was never served, and once the folder is well again nothing is refused."""
    async with served(build_dir) as (data, _):
        version, whole_build = data.served.version, shutil.copytree(build_dir, build_dir.with_name("copy"))
    damage(build_dir)
    async with served(build_dir) as (data, workers):
        assert await rows(workers, COUNT, client="a") == ONE
        assert data.served.version == version
        assert str(build_dir) in data.served.refused
        assert data.served.files
        assert (data.served.files / "painopiste.nq").read_text() == (whole_build / GRAPH_FILE).read_text()
        assert not await data.renew(workers)
        assert data.served.refused
        shutil.rmtree(build_dir)
        shutil.copytree(whole_build, build_dir)
        assert not await data.renew(workers)
        assert data.served.refused == ""


@pytest.mark.parametrize("damage", [lose_graph, overwrite_graph, cut_manifest, lose_manifest])
async def test_a_bad_build_stops_a_service_that_never_had_a_good_one(build_dir: Path, damage: Callable[[Path], None]) -> None:
    """The error names the file and what to do."""
    damage(build_dir)
    with pytest.raises(BuildError, match="build"):
        async with served(build_dir):
            pass


async def test_what_is_served_is_not_touched_by_what_is_written_over_the_build(build_dir: Path) -> None:
    """Neither the graph from which a killed zygote comes back nor the files of the release."""
    async with served(build_dir) as (data, workers):
        overwrite_graph(build_dir)
        for pid in (workers.snapshot().zygote, *workers.snapshot().workers):
            os.kill(pid, signal.SIGKILL)
        assert await rows(workers, COUNT, client="a") == ONE
        assert not await data.renew(workers)
        assert "painopiste.nq" in data.served.refused
        assert data.served.files
        assert len((data.served.files / "painopiste.nq").read_text().splitlines()) == 1


async def test_one_good_build_is_kept(build_dir: Path, tmp_path: Path) -> None:
    """The last one that was served; its files take no room of their own."""
    async with served(build_dir) as (data, workers):
        put(dataset(tmp_path / "other", 2), build_dir, tmp_path / "first")
        assert await data.renew(workers)
        await data.keep()
        assert await rows(workers, COUNT, client="a") == TWO
        (kept,) = kept_builds(build_dir)
        assert (kept / GRAPH_FILE).samefile(data.held.folder / GRAPH_FILE)
        await data.keep()
        assert kept_builds(build_dir) == [kept]
    shutil.rmtree(build_dir)
    async with served(build_dir) as (data, workers):
        assert await rows(workers, COUNT, client="a") == TWO


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
async def test_a_build_with_a_broken_index_changes_nothing(built: Settings, build_dir: Path, tmp_path: Path, damage: str) -> None:
    """Neither workers nor search nor files: all or nothing."""
    other = Path(shutil.copytree(built.build_dir, tmp_path / "other"))
    index = (other / SEARCH_FILE).read_bytes()
    (other / SEARCH_FILE).unlink()
    if damage != "missing":
        (other / SEARCH_FILE).write_bytes(index[: len(index) // 2] if damage == "cut" else b"no index")
    async with served(build_dir) as (data, workers):
        before = data.served.version, data.shelf.current, data.served.files, workers.snapshot().zygote
        put(other, build_dir, tmp_path / "first")
        assert not await data.renew(workers)
        assert (data.served.version, data.shelf.current, data.served.files, workers.snapshot().zygote) == before
        assert SEARCH_FILE in data.served.refused
        assert await rows(workers, COUNT, client="a") == ONE


async def test_search_and_files_change_with_the_data(built: Settings, build_dir: Path, tmp_path: Path) -> None:
    """There and back."""
    async with served(build_dir) as (data, workers):
        assert data.shelf.current is None
        put(Path(shutil.copytree(built.build_dir, tmp_path / "other")), build_dir, tmp_path / "first")
        assert await data.renew(workers)
        assert data.shelf.index.search("tekoäly").total
        assert data.served.files
        assert (data.served.files / "SHA256SUMS").is_file()
        put(tmp_path / "first", build_dir, tmp_path / "other")
        assert await data.renew(workers)
        assert data.shelf.current is None


def children(parent: int) -> set[int]:
    """The processes that a process has started."""
    return {int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}


@pytest.mark.parametrize("kills", [1, 3])
async def test_a_change_whose_zygote_is_killed_is_made_again(build_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int) -> None:
    """Also if the one of the old data goes with it; the old data are served until then."""
    monkeypatch.setattr(serving, "PAUSES", (0.05,) * 3)
    async with served(build_dir) as (data, workers):
        put(dataset(tmp_path / "other", 2), build_dir, tmp_path / "first")
        old, killed = children(os.getpid()), set[int]()
        change = asyncio.create_task(data.renew(workers))
        while len(killed) < kills:
            for pid in children(os.getpid()) - old - killed:
                killed.add(pid)
                os.kill(pid, signal.SIGKILL)
            assert await rows(workers, COUNT, client="a") == ONE
            await asyncio.sleep(0.005)
        assert await change
        assert await rows(workers, COUNT, client="a") == TWO
        assert data.served.refused == ""


async def test_a_change_that_never_succeeds_is_given_up(build_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many attempts; the reason is told and the old data stays."""
    monkeypatch.setattr(serving, "PAUSES", (0.01,) * 2)
    async with served(build_dir) as (data, workers):
        broken = dataset(tmp_path / "other", 200, memory_triples=100)
        for file in (broken / "store").glob("*.sst"):
            file.write_bytes(b"")
        put(broken, build_dir, tmp_path / "first")
        assert not await data.renew(workers)
        assert data.served.refused
        assert await rows(workers, COUNT, client="a") == ONE
        assert len(list(build_dir.with_name("held").iterdir())) == 1


async def test_a_graph_that_was_opened_on_disk_ends_in_memory(tmp_path: Path) -> None:
    """With the same answers and version; none of its files is needed for a further worker."""
    build_dir = dataset(tmp_path / "build", 400, memory_triples=100)
    async with served(build_dir, memory_triples=400) as (data, workers):
        told, before = (data.served.version, data.served.triples), await rows(workers, ALL, client="a")
        await data.lift(workers)
        shutil.rmtree(data.held.folder / "store")
        for pid in workers.snapshot().workers:
            os.kill(pid, signal.SIGKILL)
        assert await rows(workers, ALL, client="a") == before
        assert len(before) == 400
        assert (data.served.version, data.served.triples) == told


async def test_a_graph_above_the_setting_stays_on_disk(tmp_path: Path) -> None:
    """No process is started for it."""
    build_dir = dataset(tmp_path / "build", 400, memory_triples=100)
    async with served(build_dir, memory_triples=399) as (data, workers):
        zygote = workers.snapshot().zygote
        await data.lift(workers)
        assert workers.snapshot().zygote == zygote


async def test_a_graph_that_memory_cannot_take_is_served_from_disk_on(tmp_path: Path) -> None:
    """The log says why, and other data is taken in as before."""
    build_dir = dataset(tmp_path / "build", 400, memory_triples=100)
    async with served(build_dir) as (data, workers):
        hidden = (data.held.folder / "store" / "CURRENT").rename(tmp_path / "CURRENT")
        zygote = workers.snapshot().zygote
        with capture_logs() as said:
            await data.lift(workers)
        hidden.rename(data.held.folder / "store" / "CURRENT")
        assert [entry["event"] for entry in said if entry["log_level"] == "error"] == ["data stays on disk"]
        assert workers.snapshot().zygote == zygote
        assert len(await rows(workers, ALL, client="a")) == 400
        put(dataset(tmp_path / "other", 1), build_dir, tmp_path / "first")
        assert await data.renew(workers)
        assert await rows(workers, COUNT, client="a") == ONE


async def test_files_of_old_data_stay_until_its_last_answer_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a worker may still read them; then they go."""
    monkeypatch.setattr(serving, "LINGER", 0.0)
    build_dir = dataset(tmp_path / "build", 400, memory_triples=100)
    async with served(build_dir) as (data, workers):
        old = data.held.folder
        answer = await workers.ask(Question("SELECT * { ?a ?b ?c . ?d ?e ?f }"), Limits(), "a")
        put(dataset(tmp_path / "other", 1), build_dir, tmp_path / "first")
        assert await data.renew(workers)
        assert await rows(workers, COUNT, client="a") == ONE
        assert old.exists()
        assert len(await whole(answer)) > 1_000_000
        async with asyncio.timeout(10):
            while old.exists():
                await asyncio.sleep(0.01)


async def test_an_error_of_the_first_start_is_that_of_the_build(build_dir: Path) -> None:
    """Not that of the kept one that is broken as well."""
    async with served(build_dir):
        pass
    overwrite_graph(build_dir)
    overwrite_graph(kept_builds(build_dir)[0])
    with pytest.raises(HouseError) as told:
        async with served(build_dir):
            pass
    assert str(build_dir / GRAPH_FILE) in str(told.value)
