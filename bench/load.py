"""Many clients that ask a server, and what each answer takes of it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from bench.servers import Server

ROTATE = Path(__file__).with_name("rotate.lua")
SETTLES = 0.05
"""Seconds after a load in which a server may put down its tools."""
MARKS = count(1)


@dataclass(frozen=True)
class Asked:
    """A query with the media type that is asked for."""

    query: str
    accept: str


@dataclass(frozen=True)
class Measure:
    """Answers of a server under some load: seconds of its CPU for one, and how many a second."""

    cpu: float
    throughput: float


def loaded(server: Server, asked: Sequence[Asked], clients: int, seconds: int, folder: Path, is_unseen: bool) -> Measure:
    """What a fast server does in some seconds, by wrk; RuntimeError if a request failed."""
    listing = folder / f"{server.name}.requests"
    listing.write_text("".join(f"{server.target(each.query)}\t{each.accept}\n" for each in asked), encoding="utf-8")
    marks = [f"bench{next(MARKS)}-"] if is_unseen else []
    origin = server.url.removesuffix(server.path)
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(ROTATE), origin, "--", str(listing), *marks]
    before = server.tree.cpu()
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout.splitlines()[-1])
    time.sleep(SETTLES)
    if told["failed"] or not told["answers"]:
        raise RuntimeError(f"{server.name}, {clients} clients: {told}")
    return Measure((server.tree.cpu() - before) / told["answers"], told["answers"] / told["seconds"])


def patiently(server: Server, asked: Sequence[Asked], clients: int, seconds: float) -> Measure:
    """What a slow server does when each client asks for so long, and to the end of its last answer."""
    turns, deadline = cycle(asked), time.monotonic() + seconds

    def ask(_: int) -> int:
        answers = 0
        while not answers or time.monotonic() < deadline:
            each = next(turns)
            server.ask(each.query, each.accept)
            answers += 1
        return answers

    before, begun = server.tree.cpu(), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        answers = sum(pool.map(ask, range(clients)))
    return Measure((server.tree.cpu() - before) / answers, answers / (time.perf_counter() - begun))
