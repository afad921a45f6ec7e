"""What becomes of the service when the graph grows: loading, opening, selective queries and memory, on graphs made by `synthetic.py`."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

from bench import synthetic
from bench.comparison import ROUNDS, SECONDS
from bench.forms import FORMS
from bench.load import Asked, Measure, loaded
from bench.servers import BIN, LOADS_WITHIN, Server, painopiste
from bench.table import Row
from painopiste.build import write_files
from painopiste.manifest import STORE_FOLDER
from painopiste.settings import Settings
from painopiste.store import DiskStore, Store

SMALL, SIZES = 100_000, (1_000_000, 10_000_000)
"""Triples. A bigger graph begins with the smaller one, so that what is asked of one can be asked of all."""
SELECTIVE = ("DESCRIBE a point", "two-hop join", "chain of amendments")
"""Forms whose answers do not grow with the graph."""
CLIENTS = 8
SWAPPED = b'painopiste_queries_totals_total{kind="swaps"} 1.0'
LOAD_TARGET, OPEN_TARGET, SLOWER_TARGET, MEMORY_TARGET = 150_000, 1.0, 1.5, 1.5


@dataclass(frozen=True)
class Grown:
    """A graph of some size, as a file and as a build that can be served, with the seconds that its loading took."""

    triples: int
    file: Path
    settings: Settings
    seconds: float

    @property
    def name(self) -> str:
        """Its size in words."""
        return f"{self.triples:,} triples"

    @property
    def rate(self) -> float:
        """Triples loaded in a second."""
        return self.triples / self.seconds

    @property
    def is_for_memory(self) -> bool:
        """Whether the service opens it on disk and then takes it into memory."""
        return self.triples <= self.settings.memory_triples

    def served(self, folder: Path, **settings: object) -> AbstractContextManager[Server]:
        """The service over it."""
        return painopiste(folder, build_dir=self.settings.build_dir, **settings)


def grown(settings: Settings, folder: Path, triples: int) -> Grown:
    """A graph of so many triples, made and loaded."""
    file = folder / f"{triples}.nq"
    synthetic.write(file, triples, settings.base)
    own = settings.model_copy(update={"build_dir": folder / f"build-{triples}"})
    begun = time.perf_counter()
    write_files(own, [file])
    return Grown(triples, file, own, time.perf_counter() - begun)


def rows(settings: Settings, folder: Path) -> Iterator[Row]:
    """All figures of all sizes, as they are measured."""
    small = grown(settings, folder, SMALL)
    asked = questions(small)
    with small.served(folder) as server:
        answers = {each: server.ask(each.query, each.accept) for each in chain.from_iterable(asked.values())}
        before = {form: measured(server, queries, folder) for form, queries in asked.items()}
    memories: list[float] = []
    for triples in SIZES:
        graph = grown(settings, folder, triples)
        yield from (loading(graph, folder), opening(graph))
        with graph.served(folder) as server:
            if graph.is_for_memory:
                yield lifted(server, graph)
            yield same(server, answers, graph)
            for form, queries in asked.items():
                yield slower(form, graph, measured(server, queries, folder), before[form])
        memories.append(on_disk(graph, folder, asked.values()))
        yield remembered(graph, memories)
        graph.file.unlink()
        shutil.rmtree(graph.settings.build_dir)


def questions(small: Grown) -> dict[str, list[Asked]]:
    """What is asked, by form, with constants of the small graph."""
    store = Store.of(small.file)
    return {form.name: [Asked(query, form.accept) for query in form.queries(store)] for form in FORMS if form.name in SELECTIVE}


def measured(server: Server, asked: Sequence[Asked], folder: Path) -> Measure:
    """The median of some rounds of queries that were never asked before."""
    found = [loaded(server, asked, CLIENTS, SECONDS, folder, is_unseen=True) for _ in range(ROUNDS)]
    return Measure(median(each.cpu for each in found), median(each.throughput for each in found))


def loading(graph: Grown, folder: Path) -> Row:
    """How fast a graph was loaded, beside the loader of Oxigraph on the same file."""
    command = [str(BIN / "oxigraph"), "load", "--location", str(place := folder / "oxigraph"), "--file", str(graph.file)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=LOADS_WITHIN)
    rate = graph.triples / (time.perf_counter() - begun)
    shutil.rmtree(place)
    found = f"{graph.rate:,.0f} triples/s, {graph.rate / rate:.2f} of oxigraph load"
    return Row("loading", graph.name, found=found, target=f"≥ {LOAD_TARGET:,}", met=graph.rate >= LOAD_TARGET)


def opening(graph: Grown) -> Row:
    """How long a worker takes to open the store."""
    store = DiskStore(graph.settings.build_dir / STORE_FOLDER, is_disjoint=True)
    begun = time.perf_counter()
    store.open()
    seconds = time.perf_counter() - begun
    return Row("opening", graph.name, found=f"{1000 * seconds:.0f} ms", target=f"≤ {OPEN_TARGET:g} s", met=seconds <= OPEN_TARGET)


def lifted(server: Server, graph: Grown) -> Row:
    """How long the service takes from its first answer, from disk, until it answers from memory, and what it takes of that."""
    begun = time.perf_counter()
    while SWAPPED not in server.fetch("/metrics"):
        if time.perf_counter() - begun > LOADS_WITHIN:
            raise RuntimeError(f"{graph.name}: not in memory within {LOADS_WITHIN} s")
        time.sleep(0.1)
    return Row(
        "into memory", graph.name, found=f"{time.perf_counter() - begun:.1f} s after the first answer; {server.tree.memory() / 1e6:.0f} MB PSS"
    )


def on_disk(graph: Grown, folder: Path, asked: Iterable[Sequence[Asked]]) -> float:
    """The megabytes (PSS) that the service takes from disk after these queries, whatever the size of the graph."""
    with graph.served(folder, memory_triples=0) as server:
        for queries in asked:
            measured(server, queries, folder)
        return server.tree.memory() / 1e6


def same(server: Server, answers: dict[Asked, bytes], graph: Grown) -> Row:
    """That the big graph gives the answers of the small one; RuntimeError if it does not."""
    for each, answer in answers.items():
        if sorted(server.ask(each.query, each.accept).splitlines()) != sorted(answer.splitlines()):
            raise RuntimeError(f"{graph.name}: another answer than of {SMALL:,} to {each.query}")
    return Row("selective queries", graph.name, found=f"{len(answers)} answers as of {SMALL:,} triples")


def slower(form: str, graph: Grown, found: Measure, before: Measure) -> Row:
    """How much longer a selective query takes than on the small graph, by CPU."""
    ratio = found.cpu / before.cpu
    told = f"{1e6 * found.cpu:,.0f} µs, {ratio:.2f} times that of {SMALL:,}"
    return Row(form, graph.name, found=told, target=f"≤ {SLOWER_TARGET:g}", met=ratio <= SLOWER_TARGET)


def remembered(graph: Grown, memories: Sequence[float]) -> Row:
    """What the service takes from disk after these queries, beside the first of the big graphs."""
    found = f"{memories[-1]:.0f} MB PSS"
    if len(memories) == 1:
        return Row("memory from disk", graph.name, found=found)
    ratio, target = memories[-1] / memories[0], f"≤ {MEMORY_TARGET:g} times"
    return Row("memory from disk", graph.name, found=f"{found}, {ratio:.2f} times", target=target, met=ratio <= MEMORY_TARGET)
