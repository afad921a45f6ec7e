"""The running service: a server, workers over the graph of the build, and other data swapped in when a new build is there."""

from __future__ import annotations

import asyncio
import gc
import resource
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from painopiste.errors import AddressError, BackendStartError, HouseError
from painopiste.folders import own_folder
from painopiste.holding import Held, Holding, Stamp, keep, stamp_of
from painopiste.manifest import kept_builds
from painopiste.remote import RemoteBackend
from painopiste.search import Shelf
from painopiste.settings import Settings
from painopiste.store import Served
from painopiste.workers import PoolSettings, Workers

if TYPE_CHECKING:
    from painopiste.app import Service

log = structlog.get_logger()
PREFIX = ".serving-"
MOST_CONNECTIONS, OTHER_DESCRIPTORS, BACKLOG = 8192, 512, 1024
APPLICATION = "painopiste.app"
"""Imported when the processes that hold the data have been started, since both take a while."""
WATCH_SECONDS = 1.0
"""How often the build folder is looked at."""
PAUSES = (0.1, 0.5, 2.0)
"""Seconds between attempts to open data."""
LINGER = 5.0
"""Seconds for which the files of old data stay when its last worker has gone: one may be about to be sent."""
SLOWEST = 10_000
"""Triples that are read into memory in a second, at least; data that takes longer is given up."""
T = TypeVar("T")


class Data:
    """The data that workers answer from, and the change to other data."""

    def __init__(self, settings: Settings, holding: Holding, refused: str = "") -> None:
        self._build = settings.build_dir
        self._settings = PoolSettings(memory=settings.query_memory, start=max(PoolSettings.start, settings.memory_triples / SLOWEST))
        self._most = settings.memory_triples
        self._holding = holding
        self._seen: Stamp = ()
        self._refused = refused
        self.held: Held
        self._leaving: set[asyncio.Task[None]] = set()
        self.served = Served("", 0)
        self.shelf = Shelf()

    async def open(self) -> Workers:
        """Workers over the build that is there, or over the last good one if that one cannot be served; HouseError if neither can."""
        self._seen = stamp_of(self._build)
        try:
            return await self._open(self._build)
        except (HouseError, OSError) as error:
            for build in kept_builds(self._build):
                log.error("newest build refused", reason=str(error), instead=str(build))
                self._refused = str(error)
                with suppress(HouseError, OSError):
                    return await self._open(build)
            raise

    async def _open(self, build: Path) -> Workers:
        held = await asyncio.to_thread(self._holding.take, build)
        workers = await persistently(partial(Workers.start, held.opener, self._settings))
        self._serve(held)
        self.served.refused = self._refused
        return workers

    def _serve(self, held: Held) -> None:
        """What workers answer from is this build now; search and the files of the release go with it."""
        self.held = held
        self.shelf.current = held.index
        self.served.replace(held.version, held.manifest.triples, held.downloads)

    async def keep(self) -> None:
        """Keep what is served for the next start; a service that cannot goes on all the same."""
        try:
            await asyncio.to_thread(keep, self.held, self._build)
        except OSError as error:
            log.error("good build cannot be kept for the next start", reason=str(error))

    async def lift(self, workers: Workers) -> None:
        """Serve from memory what was opened on disk, if so much may be held there; if that fails, it is served from disk on."""
        manifest = self.held.manifest
        if not manifest.on_disk or manifest.triples > self._most:
            return
        try:
            await persistently(partial(workers.swap, self.held.copier))
        except BackendStartError as error:
            log.error("data stays on disk", reason=str(error), version=self.served.version)
        else:
            log.info("data served from memory", version=self.served.version, triples=self.served.triples)

    async def renew(self, workers: Workers) -> bool:
        """Swap a new build in, if there is one that can be served; whatever is wrong with it, the old data stays."""
        stamp = stamp_of(self._build)
        if stamp in ((), self._seen):
            return False
        self._seen = stamp
        try:
            held = await asyncio.to_thread(self._holding.take, self._build)
            if held.manifest == self.held.manifest:
                return self._recognise(held)
            await self._change(held, workers)
        except (HouseError, OSError) as error:
            self.served.refused = str(error)
            log.error("new data refused", reason=str(error), kept=self.served.version)
            return False
        log.info("new data served", version=self.served.version, triples=self.served.triples)
        return True

    def _recognise(self, held: Held) -> bool:
        """The build that is served stands in the build folder again: there is nothing to change, and nothing is refused."""
        self._holding.drop(held)
        self.served.refused = ""
        return False

    async def _change(self, held: Held, workers: Workers) -> None:
        """Everything of a new build is open when everything changes at once; the old one goes with its last answer."""
        old = self.held
        try:
            await persistently(partial(workers.swap, held.opener, partial(self._serve, held)))
        except BaseException:
            self._holding.drop(held)
            raise
        self._leaving.add(task := asyncio.create_task(self._leave(old, workers)))
        task.add_done_callback(self._leaving.discard)

    async def _leave(self, old: Held, workers: Workers) -> None:
        """Let go of a build when nobody reads it any more."""
        await workers.settled()
        await asyncio.sleep(LINGER)
        await asyncio.to_thread(self._holding.drop, old)

    async def close(self) -> None:
        """Wait no more for old data to be let go of; its files go with their folder."""
        for task in self._leaving:
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)


async def persistently(attempt: Callable[[], Awaitable[T]]) -> T:
    """What comes of starting processes, tried again a few times if one was killed meanwhile; else the last BackendStartError."""
    for pause in PAUSES:
        try:
            return await attempt()
        except BackendStartError as error:
            if error.is_final:
                raise
            log.warning("data could not be opened", reason=str(error), again_in=pause)
        await asyncio.sleep(pause)
    return await attempt()


async def watch(data: Data, workers: Workers, service: Service, called: asyncio.Event) -> None:
    """Keep what is served, and have it in memory if it may be; then look for a new build now and again, and whenever called."""
    await data.keep()
    await data.lift(workers)
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(called.wait(), WATCH_SECONDS)
        called.clear()
        if await data.renew(workers):
            service.answers.memory.clear()
            await data.keep()
            await data.lift(workers)


def refuse_taken(host: str, port: int) -> None:
    """AddressError if nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AddressError(host, port, error.strerror or str(error)) from error


async def serve(settings: Settings, refused: str = "") -> None:
    """Serve until SIGTERM or SIGINT, from the build or from another endpoint; SIGHUP looks for a new build at once.

    `refused` says why there is no newer build, if one should be there.
    """
    refuse_taken(settings.host, settings.port)
    if settings.endpoint:
        await serve_endpoint(settings, RemoteBackend(settings.endpoint))
        return
    with own_folder(settings.build_dir.parent, PREFIX) as folder:
        data = Data(settings, Holding(folder), refused)
        workers, _ = await asyncio.gather(data.open(), asyncio.to_thread(import_module, APPLICATION))
        try:
            await serve_workers(settings, data, workers)
        finally:
            await data.close()
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


def server_log() -> dict[str, Any]:
    """Settings by which the server sets up no logging of its own: what it tells goes where everything goes."""
    return {"log_level": LogLevels.warning, "log_dictconfig": {"incremental": True, "formatters": {}, "handlers": {}, "loggers": {}}}


def server_of(service: Service, settings: Settings) -> Server:
    """The HTTP server. A connection that does nothing takes one of so many places, so there are many, and none is kept for long."""
    return Server(
        service.app,
        settings.host,
        settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.auto,
        websockets=False,
        **server_log(),
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


def spare_the_lasting() -> None:
    """Collect garbage among what requests make, and no more in all that is there from the start, which takes a tenth of their time."""
    gc.collect()
    gc.freeze()


async def listen(service: Service, settings: Settings) -> None:
    """Answer requests until an operator's signal."""
    server = server_of(service, settings)
    spare_the_lasting()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, server.stop)
    await server.serve()
