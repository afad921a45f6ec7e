"""Narrowing a list by a form: what can be chosen, how much each choice leaves, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from painopiste.pages.values import Text

T = TypeVar("T")


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, and how many things it leaves."""

    value: str
    text: Text
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """One field of the form; `name` is its parameter and the name of its message."""

    name: str
    options: tuple[Option, ...]

    @property
    def is_made(self) -> bool:
        """Whether something is chosen in it."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Item(Generic[T]):
    """A thing of a list with the values that it has in each field."""

    thing: T
    values: Mapping[str, Collection[str]]

    def has(self, chosen: Mapping[str, str]) -> bool:
        """Whether it has all that was chosen."""
        return all(value in self.values.get(name, ()) for name, value in chosen.items())


@dataclass(frozen=True)
class Narrowed(Generic[T]):
    """What is left of a list, and the fields by which it can be narrowed further or otherwise."""

    things: tuple[T, ...]
    choices: tuple[Choice, ...]
    chosen: Mapping[str, str]


def narrowed(items: Sequence[Item[T]], names: Sequence[str], asked: Mapping[str, str], told: Callable[[str], Text]) -> Narrowed[T]:
    """The things that have what was asked for in every field; a field counts what it would leave beside the choices in the others.

    Args:
        items: the whole list.
        names: the fields, in the order of the form.
        asked: the parameters of the request; others than those of the fields and empty ones do not count.
        told: the name of a value.
    """
    chosen = {name: asked[name] for name in names if asked.get(name)}
    things = tuple(item.thing for item in items if item.has(chosen))
    return Narrowed(things, tuple(choice_of(items, name, chosen, told) for name in names), chosen)


def choice_of(items: Sequence[Item[T]], name: str, chosen: Mapping[str, str], told: Callable[[str], Text]) -> Choice:
    """One field with its options by name; what was asked for is among them even if it leaves nothing."""
    others = {other: value for other, value in chosen.items() if other != name}
    counts = Counter(value for item in items if item.has(others) for value in set(item.values.get(name, ())))
    wanted = chosen.get(name, "")
    values = {*counts, wanted} - {""}
    options = (Option(value, told(value), counts[value], value == wanted) for value in values)
    return Choice(name, tuple(sorted(options, key=lambda option: (option.text.text.lower(), option.value))))
