"""Long lists a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

S = TypeVar("S")
T = TypeVar("T")
PAGE_SIZE = 100


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of a list: what it shows, how much there is in all, and the addresses of the pages beside it, empty where there is none."""

    shown: tuple[T, ...]
    total: int
    number: int
    last: int
    before: str
    after: str

    def told(self, tell: Callable[[T], S]) -> Page[S]:
        """The same page with what it shows told otherwise."""
        return Page(tuple(map(tell, self.shown)), self.total, self.number, self.last, self.before, self.after)


def page_of(things: Sequence[T], asked: Mapping[str, str], kept: Iterable[str] = (), size: int = PAGE_SIZE) -> Page[T]:
    """The page that a request asks for, or the nearest one there is; the addresses keep some of its parameters."""
    number = min(page_number(asked.get("page", "")), last_page(len(things), size))
    parameters = [(name, asked[name]) for name in kept if asked.get(name)]
    return page_between(things[(number - 1) * size : number * size], len(things), number, parameters, size)


def page_between(shown: Sequence[T], total: int, number: int, parameters: Sequence[tuple[str, str]], size: int = PAGE_SIZE) -> Page[T]:
    """A page of so many things with the addresses of those beside it."""
    last = last_page(total, size)
    before, after = (f"?{urlencode([*parameters, ('page', str(other))])}" if 1 <= other <= last else "" for other in (number - 1, number + 1))
    return Page(tuple(shown), total, number, last, before, after)


def last_page(total: int, size: int = PAGE_SIZE) -> int:
    """The number of the last page."""
    return max(1, -(-total // size))


def page_number(text: str) -> int:
    """The number of a page as it was written; the first for what is no number.

    >>> page_number("3"), page_number("-1"), page_number("٣"), page_number("")
    (3, 1, 1, 1)
    """
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
