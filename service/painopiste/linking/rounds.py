"""Many addresses visited: hosts side by side, the addresses of one host one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.parse import urlsplit

from painopiste.linking.visiting import Outcome, Visit

AT_ONCE = 8
"""Hosts that are visited at the same time."""
SILENT = 3
"""After so many addresses in a row without any answer, a host is not asked about the others."""
Told = SimpleQueue[Visit | BaseException]
Visiting = Callable[[str], Visit]


def visit_all(urls: Iterable[str], visit: Visiting) -> Iterator[Visit]:
    """Each visit as soon as it is over. Whoever stops to listen stops the round: nothing more is asked but what is being asked."""
    hosts, told, over = by_host(urls), Told(), Event()
    waiting = SimpleQueue[list[str]]()
    for addresses in hosts:
        waiting.put(addresses)
    for _ in range(min(AT_ONCE, len(hosts))):
        Thread(target=work, args=(waiting, visit, told, over), daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts))):
            found = told.get()
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        over.set()


def by_host(urls: Iterable[str]) -> list[list[str]]:
    """Addresses parted by host, the most first, since they take longest.

    >>> by_host(["http://a/1", "http://b/1", "http://b/2"])
    [['http://b/1', 'http://b/2'], ['http://a/1']]
    """
    found = defaultdict[str, list[str]](list)
    for url in urls:
        found[urlsplit(url).netloc].append(url)
    return sorted(found.values(), key=len, reverse=True)


def work(waiting: SimpleQueue[list[str]], visit: Visiting, told: Told, over: Event) -> None:
    """Visit one host after the other until none waits or all is over; what goes wrong is told, too."""
    try:
        for found in chain.from_iterable(visits_of(addresses, visit) for addresses in taken(waiting)):
            told.put(found)
            if over.is_set():
                return
    except BaseException as error:
        told.put(error)


def taken(waiting: SimpleQueue[list[str]]) -> Iterator[list[str]]:
    """What waits, until nothing does."""
    with suppress(Empty):
        while True:
            yield waiting.get_nowait()


def visits_of(urls: list[str], visit: Visiting) -> Iterator[Visit]:
    """The visits of the addresses of one host; of one that gives no answer, only the first are made."""
    silent = 0
    for url in urls:
        if silent < SILENT:
            found = visit(url)
            silent = silent + 1 if found.outcome is Outcome.UNSURE and not found.status else 0
            yield found
        else:
            yield replace(found, url=url, reason=f"not asked: the host gave no answer about {SILENT} others")
