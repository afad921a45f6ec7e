"""The running service: a server, workers over the graph of the build, and other data swapped in when a new build is there."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import resource
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from painopiste.errors import AddressError, BuildError, HouseError
from painopiste.manifest import GRAPH_FILE, MANIFEST_FILE, SEARCH_FILE, STORE_FOLDER, Manifest, manifest_of
from painopiste.remote import RemoteBackend
from painopiste.search import Shelf
from painopiste.settings import Settings
from painopiste.store import DiskStore, Served, Store
from painopiste.workers import Opener, PoolSettings, Workers

if TYPE_CHECKING:
    from painopiste.app import Service

log = structlog.get_logger()
PREFIX = ".serving-"
MOST_CONNECTIONS, OTHER_DESCRIPTORS, BACKLOG = 8192, 512, 1024
APPLICATION = "painopiste.app"
"""Imported when the processes that hold the data have been started, since both take a while."""
WATCH_SECONDS = 1.0
"""How often the build folder is looked at."""


class Holding:
    """The graph files that are served, under names of our own, so that a new build takes nothing away from what serves the old one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, build_dir: Path, manifest: Manifest) -> Path:
        """The graph of a build, held; BuildError if it is not the one that the manifest tells. The engine checks a store on disk itself."""
        place = self._folder / (manifest.graph if manifest.on_disk else f"{manifest.graph}.nq")
        if manifest.on_disk:
            if not place.exists():
                shutil.copytree(build_dir / STORE_FOLDER, place, copy_function=hold)
            return place
        if not place.exists():
            hold(build_dir / GRAPH_FILE, place)
        if hashlib.sha256(place.read_bytes()).hexdigest() != manifest.graph:
            place.unlink()
            raise BuildError(build_dir / GRAPH_FILE, "is not the graph that the manifest tells; build again")
        return place

    def drop_others(self, kept: Path) -> None:
        """Let go of all files but one."""
        for path in self._folder.iterdir():
            if path != kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def opener_of(place: Path, manifest: Manifest) -> Opener:
    """How workers open a graph that is held: a folder on disk each for itself, a file together in memory."""
    return partial(DiskStore, place) if manifest.on_disk else partial(Store.written, place, manifest.is_disjoint)


def hold(source: str | Path, place: str | Path) -> None:
    """A second name for a file, or a copy where that cannot be."""
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


class Data:
    """The data that workers answer from, and the change to other data."""

    def __init__(self, settings: Settings, holding: Holding) -> None:
        self._settings = settings
        self._holding = holding
        self._refused: tuple[int, ...] = ()
        self.served = Served("", 0)
        self.shelf = Shelf()

    async def open(self) -> Workers:
        """Workers over the build that is there."""
        manifest = manifest_of(self._settings.build_dir)
        if manifest is None:
            raise BuildError(self._settings.build_dir, "holds no build; run painopiste build")
        path = self._holding.take(self._settings.build_dir, manifest)
        workers = await Workers.start(opener_of(path, manifest), PoolSettings(memory=self._settings.query_memory))
        self._serve(manifest)
        return workers

    def _serve(self, manifest: Manifest) -> None:
        """What workers answer from is this build now; search goes with it."""
        self.served.replace(version_of(manifest), manifest.triples)
        self.shelf.replace(self._settings.build_dir / SEARCH_FILE)

    async def renew(self, workers: Workers) -> bool:
        """Swap a new build in, if there is one that can be served; whatever is wrong with it, the old data stays."""
        manifest = manifest_of(self._settings.build_dir)
        if manifest is None or version_of(manifest) == self.served.version or self._state() == self._refused:
            return False
        try:
            path = await asyncio.to_thread(self._holding.take, self._settings.build_dir, manifest)
            await workers.swap(opener_of(path, manifest))
        except (HouseError, OSError) as error:
            self._refused = self._state()
            log.error("new data refused", version=version_of(manifest), reason=str(error), kept=self.served.version)
            return False
        self._serve(manifest)
        self._holding.drop_others(path)
        log.info("new data served", version=self.served.version, triples=manifest.triples)
        return True

    def _state(self) -> tuple[int, ...]:
        """By what a build is known as one that was looked at before: files that were written anew are another one."""
        paths = (self._settings.build_dir / name for name in (MANIFEST_FILE, GRAPH_FILE))
        return tuple(path.stat().st_mtime_ns for path in paths if path.exists())


def version_of(manifest: Manifest) -> str:
    """The version of the data of a build, as it stands in tags and answers."""
    return manifest.graph[:16]


async def watch(data: Data, workers: Workers, service: Service, called: asyncio.Event) -> None:
    """Look for a new build now and again, and whenever called."""
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(called.wait(), WATCH_SECONDS)
        called.clear()
        if await data.renew(workers):
            service.answers.memory.clear()


@contextmanager
def serving_folder(parent: Path) -> Iterator[Path]:
    """A folder beside the build for what is served, locked for as long as it is; those that ended services left behind are taken away."""
    with ExitStack() as kept:
        with locked(parent):
            remove_left(parent)
            folder = Path(kept.enter_context(TemporaryDirectory(prefix=PREFIX, dir=parent)))
            kept.enter_context(locked(folder))
        yield folder


def remove_left(parent: Path) -> None:
    """Take away the folders of services that have ended: nobody has locked them."""
    for left in parent.glob(f"{PREFIX}*"):
        with suppress(BlockingIOError), locked(left, fcntl.LOCK_NB):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def locked(folder: Path, how: int = 0) -> Iterator[None]:
    """A folder that nobody else has locked; waits for that, or raises BlockingIOError if it is told not to."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | how)
        yield
    finally:
        os.close(handle)


def refuse_taken(host: str, port: int) -> None:
    """AddressError if nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AddressError(host, port, error.strerror or str(error)) from error


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, from the build or from another endpoint; SIGHUP looks for a new build at once."""
    refuse_taken(settings.host, settings.port)
    if settings.endpoint:
        await serve_endpoint(settings, RemoteBackend(settings.endpoint))
        return
    with serving_folder(settings.build_dir.parent) as folder:
        data = Data(settings, Holding(folder))
        workers, _ = await asyncio.gather(data.open(), asyncio.to_thread(import_module, APPLICATION))
        try:
            await serve_workers(settings, data, workers)
        finally:
            await workers.close()


async def serve_endpoint(settings: Settings, backend: RemoteBackend) -> None:
    """The server over another endpoint, whose data may change at any time, so that nothing of it is remembered."""
    from painopiste.app import create_service

    service = create_service(settings, backend, Served("", 0), Shelf())
    log.info("serving", address=f"http://{settings.host}:{settings.port}", store=settings.store)
    try:
        await listen(service, settings)
    finally:
        await service.close()
        await backend.close()


def most_connections() -> int:
    """How many connections may be open at once: as many descriptors as this process may have, but for those of files and workers."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = max(soft, min(hard, MOST_CONNECTIONS + OTHER_DESCRIPTORS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return min(MOST_CONNECTIONS, wanted - OTHER_DESCRIPTORS)


def server_of(service: Service, settings: Settings) -> Server:
    """The HTTP server. A connection that does nothing takes one of so many places, so there are many, and none is kept for long."""
    return Server(
        service.app,
        settings.host,
        settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.auto,
        websockets=False,
        log_enabled=False,
        backlog=BACKLOG,
        backpressure=most_connections(),
    )


async def serve_workers(settings: Settings, data: Data, workers: Workers) -> None:
    """The server over workers that are ready."""
    from painopiste.app import create_service

    service, called = create_service(settings, workers, data.served, data.shelf), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, called.set)
    watching = asyncio.create_task(watch(data, workers, service, called))
    log.info("serving", address=f"http://{settings.host}:{settings.port}", triples=data.served.triples, data_version=data.served.version)
    try:
        await listen(service, settings)
    finally:
        watching.cancel()
        await service.close()


async def listen(service: Service, settings: Settings) -> None:
    """Answer requests until an operator's signal."""
    server = server_of(service, settings)
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, server.stop)
    await server.serve()
