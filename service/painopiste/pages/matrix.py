"""A matrix of priorities and what serves them: each cell tells how strong a tie is and on what it rests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from painopiste.pages.choices import Item, Narrowed, narrowed
from painopiste.pages.names import value_names
from painopiste.pages.numbered import Numbered, numbered_priorities
from painopiste.pages.paging import Page, page_of
from painopiste.pages.resource import Reader
from painopiste.pages.ties import Tie, all_ties
from painopiste.pages.values import Link, Text

FIELDS = ("class", "basis", "priority")
ORDERS = ("ties", "name")
SHOWN_KINDS = ("Dossier", "Partnership")


@dataclass(frozen=True)
class MatrixRow:
    """A thing with its tie to each priority, in the order of the priorities."""

    link: Link
    kind: Text
    ties: tuple[Tie | None, ...]


@dataclass(frozen=True)
class MatrixView:
    """What the page of the matrix shows; `totals` counts the things that are tied to each priority."""

    priorities: Sequence[Numbered]
    page: Page[MatrixRow]
    narrowed: Narrowed[Sequence[Tie]]
    totals: tuple[int, ...]
    order: str


async def matrix_view(reader: Reader, asked: Mapping[str, str]) -> MatrixView:
    """The matrix that a request asks for."""
    named, priorities, order = await value_names(reader), await numbered_priorities(reader), asked.get("order", ORDERS[0])

    def told(value: str) -> Text:
        return reader.term(reader.iris.term(value)).text if value in SHOWN_KINDS else named(value)

    found = narrowed([Item(ties, values_of(ties)) for ties in grouped(await all_ties(reader))], FIELDS, asked, told)
    rows = [row_of(ties, priorities, told) for ties in sorted(found.things, key=ordering(order))]
    totals = tuple(sum(1 for row in rows if row.ties[place]) for place in range(len(priorities)))
    return MatrixView(priorities, page_of(rows, asked, (*FIELDS, "order")), found, totals, order if order in ORDERS else ORDERS[0])


def grouped(ties: Sequence[Tie]) -> list[Sequence[Tie]]:
    """The ties of each dossier and partnership, in the order of their names."""
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.kind in SHOWN_KINDS:
            found.setdefault(tie.iri, []).append(tie)
    return list(found.values())


def values_of(ties: Sequence[Tie]) -> Mapping[str, frozenset[str]]:
    """The values of a thing by which the matrix is narrowed."""
    bases = frozenset(f"basis/{basis.strength}" for tie in ties for basis in tie.bases)
    return {"class": frozenset([ties[0].kind]), "basis": bases, "priority": frozenset(tie.priority for tie in ties)}


def ordering(order: str) -> Callable[[Sequence[Tie]], tuple[object, ...]]:
    """By what things are put in order: most priorities first and then the strongest ties, or by name."""

    def key(ties: Sequence[Tie]) -> tuple[object, ...]:
        name = ties[0].link.text.text.lower()
        return (name,) if order == "name" else (-len(ties), sum(tie.basis.rank for tie in ties), name)

    return key


def row_of(ties: Sequence[Tie], priorities: Sequence[Numbered], told: Callable[[str], Text]) -> MatrixRow:
    """A thing as its row."""
    by_priority = {tie.priority: tie for tie in ties}
    return MatrixRow(ties[0].link, told(ties[0].kind), tuple(by_priority.get(priority.value) for priority in priorities))
