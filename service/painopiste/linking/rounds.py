"""Many addresses visited: hosts side by side, the addresses of one host one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.parse import urlsplit

from painopiste.linking.visiting import Visit

AT_ONCE = 8
"""Hosts that are visited at the same time."""
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
        while True:
            for url in waiting.get_nowait():
                if over.is_set():
                    return
                told.put(visit(url))
    except Empty:
        return
    except BaseException as error:
        told.put(error)
