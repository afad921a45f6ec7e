"""Clients that ask at once and go on asking."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx2


@contextmanager
def crowd(url: str, size: int, ask: Callable[[httpx2.Client, int, int], object]) -> Iterator[list[object]]:
    """So many clients that ask until the block ends, each with its number and its turn; what they are told, or the errors that they get."""
    seen: list[object] = []
    is_over = threading.Event()

    def go_on(number: int) -> None:
        with httpx2.Client(base_url=url, timeout=30) as client:
            for turn in itertools.takewhile(lambda _: not is_over.is_set(), itertools.count()):
                try:
                    seen.append(ask(client, number, turn))
                except (httpx2.HTTPError, ValueError, KeyError) as error:
                    seen.append(repr(error))

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(size)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
