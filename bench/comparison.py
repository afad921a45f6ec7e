"""The service beside the Oxigraph server and rdflib-endpoint, over the same graph in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import geometric_mean, median

from bench.equality import compare
from bench.forms import FORMS, Form
from bench.load import Asked, Measure, loaded, patiently
from bench.servers import Server, oxigraph, painopiste, rdflib_endpoint
from bench.table import Row
from painopiste.build import opened
from painopiste.settings import Settings

CLIENTS = (1, 8, 32)
ROUNDS = 3
SECONDS = 1
"""How long wrk asks at a time."""
RELAY_CLIENTS = 8
STARTS = 3
COMPARES = 20.0
"""Seconds in which answers to one form are compared with those of one other server."""
FORM_TARGETS = {False: 0.7, True: 0.9}
"""What the service must have of Oxigraph's speed for queries that it has not seen, by whether the form is heavy."""
MIX_TARGET, ENDPOINT_TARGET, START_TARGET, MEMORY_TARGET = 2.0, 20.0, 1.5, 350.0


@dataclass(frozen=True)
class Rivals:
    """The three servers."""

    ours: Server
    oxigraph: Server
    rdflib: Server

    @property
    def all(self) -> tuple[Server, Server, Server]:
        """All of them, ours first."""
        return self.ours, self.oxigraph, self.rdflib


@contextmanager
def rivals(settings: Settings, folder: Path) -> Iterator[Rivals]:
    """The servers over the graph that was built: each triple in its named graph, and all in the default graph."""
    store, quads = opened(settings), folder / "graph.nq"
    quads.write_bytes(store.dump("application/n-quads") + store.dump("application/n-triples"))
    with ExitStack() as stack:
        servers = painopiste(folder), oxigraph(folder, quads), rdflib_endpoint(folder, quads)
        yield Rivals(*(stack.enter_context(server) for server in servers))


def questions(settings: Settings) -> dict[Form, list[Asked]]:
    """What is asked, by form."""
    store = opened(settings)
    return {form: [Asked(query, form.accept) for query in form.queries(store)] for form in FORMS}


def rows(settings: Settings, folder: Path) -> Iterator[Row]:
    """All figures, as they are measured."""
    asked = questions(settings)
    yield first_answer(folder)
    with rivals(settings, folder) as servers:
        yield memory("memory of the service", "before any query", servers.ours)
        yield from equal(servers, asked)
        yield from repeated(servers, mixed(asked), folder)
        yield from unseen(servers, asked, folder)
        yield memory("memory of the service", "after all queries", servers.ours)
        yield from in_front(servers, asked, folder)


def first_answer(folder: Path) -> Row:
    """From the built graph to the first answer."""
    seconds = []
    for _ in range(STARTS):
        with painopiste(folder) as server:
            seconds.append(server.seconds)
    return Row(
        "first answer", "from the built graph", found=f"{median(seconds):.2f} s", target=f"≤ {START_TARGET:g} s", met=median(seconds) <= START_TARGET
    )


def memory(name: str, case: str, server: Server) -> Row:
    """What all processes of a server take."""
    megabytes = server.tree.memory() / 1e6
    return Row(name, case, found=f"{megabytes:.0f} MB PSS", target=f"≤ {MEMORY_TARGET:g} MB", met=megabytes <= MEMORY_TARGET)


def equal(servers: Rivals, asked: Mapping[Form, Sequence[Asked]]) -> Iterator[Row]:
    """How many answers were found to be the same."""
    for form, queries in asked.items():
        numbers = [compare((servers.ours, other), queries, COMPARES) for other in (servers.oxigraph, servers.rdflib)]
        yield Row(form.name, "the same answers", found=f"{numbers[0]} as Oxigraph, {numbers[1]} as rdflib-endpoint")


def mixed(asked: Mapping[Form, Sequence[Asked]]) -> list[Asked]:
    """All forms in turn."""
    return list(chain.from_iterable(zip(*asked.values(), strict=False)))


def measured(servers: Sequence[Server], asked: Sequence[Asked], clients: int, folder: Path, is_unseen: bool) -> list[Measure]:
    """Medians of rounds in which each server has its turn."""
    rounds = [[loaded(server, asked, clients, SECONDS, folder, is_unseen) for server in servers] for _ in range(ROUNDS)]
    return [Measure(median(one.cpu for one in of_one), median(one.throughput for one in of_one)) for of_one in zip(*rounds, strict=True)]


def repeated(servers: Rivals, asked: Sequence[Asked], folder: Path) -> Iterator[Row]:
    """Queries that were asked before."""
    for server in (servers.ours, servers.oxigraph):
        for each in asked:
            server.ask(each.query, each.accept)
    for clients in CLIENTS:
        ours, other = measured((servers.ours, servers.oxigraph), asked, clients, folder, is_unseen=False)
        yield Row("repeated mix", crowd(clients), ours, other, at_least=MIX_TARGET if clients > 1 else None)


def unseen(servers: Rivals, asked: Mapping[Form, Sequence[Asked]], folder: Path) -> Iterator[Row]:
    """Queries that were never asked before, form by form."""
    against_rdflib = []
    for form, queries in asked.items():
        for clients in CLIENTS:
            ours, other = measured((servers.ours, servers.oxigraph), queries, clients, folder, is_unseen=True)
            slow = patiently(servers.rdflib, queries, clients, SECONDS)
            against_rdflib.append(slow.cpu / ours.cpu)
            yield Row(form.name, crowd(clients), ours, other, slow, at_least=FORM_TARGETS[form.is_heavy])
    mean = geometric_mean(against_rdflib)
    yield Row("rdflib-endpoint's CPU", "geometric mean", found=f"{mean:.1f} times ours", target=f"≥ {ENDPOINT_TARGET:g}", met=mean >= ENDPOINT_TARGET)


def in_front(servers: Rivals, asked: Mapping[Form, Sequence[Asked]], folder: Path) -> Iterator[Row]:
    """The service with the Oxigraph server as its store, beside that server alone: what the way through it costs."""
    with painopiste(folder, store=servers.oxigraph.url) as relay:
        for form, queries in asked.items():
            ours, other = measured((relay, servers.oxigraph), queries, RELAY_CLIENTS, folder, is_unseen=True)
            yield Row(f"{form.name}, Oxigraph as store", crowd(RELAY_CLIENTS), ours, other)


def crowd(clients: int) -> str:
    """So many clients in words."""
    return "1 client" if clients == 1 else f"{clients} clients"
