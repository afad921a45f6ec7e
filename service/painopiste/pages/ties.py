"""How strongly things are tied to priorities: the links from each priority's commitments to a thing, counted by their basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from painopiste.pages.evidence import STRENGTHS
from painopiste.pages.names import short, value_names
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, best, labels_of, local_name
from painopiste.queries import Row

KINDS = ("Dossier", "Partnership", "Programme", "Policy", "Organisation", "Legislation")


@dataclass(frozen=True)
class Basis:
    """How many links rest on one basis."""

    strength: str
    basis: str
    count: int

    @property
    def rank(self) -> int:
        """The place of the basis among all, the strongest first."""
        return STRENGTHS.index(self.strength)


@dataclass(frozen=True)
class Tie:
    """What ties a thing to a priority, the strongest basis first; `kind` is the name of a class."""

    iri: str
    link: Link
    kind: str
    priority: str
    bases: tuple[Basis, ...]

    @property
    def basis(self) -> Basis:
        """The strongest basis."""
        return self.bases[0]

    @property
    def count(self) -> int:
        """All links."""
        return sum(basis.count for basis in self.bases)


async def all_ties(reader: Reader) -> Sequence[Tie]:
    """Every tie of the graph for a reader; asked once for each version of the data and language."""
    return await reader.context.served.once(f"ties/{reader.language}", lambda: ask_ties(reader))


async def ask_ties(reader: Reader) -> Sequence[Tie]:
    """Every tie, by the name of the thing."""
    rows, told = await reader.rows("pages/link-strengths"), await value_names(reader)
    labels = labels_of(await reader.rows("pages/linked-labels"), "thing", "label")

    def tie(found: Sequence[Row]) -> Tie:
        iri, bases = found[0]["thing"], [(local_name(row["basis"]), told(short(reader.iris, row["basis"])).text, int(row["links"])) for row in found]
        return Tie(
            iri=iri,
            link=Link(best(labels.get(iri, {}), reader.language, local_name(iri)), reader.href(iri)),
            kind=local_name(found[0]["class"]),
            priority=short(reader.iris, found[0]["priority"]),
            bases=tuple(sorted((Basis(*basis) for basis in bases), key=lambda basis: basis.rank)),
        )

    groups = groupby(rows, lambda row: (row["thing"], row["class"], row["priority"]))
    return sorted((tie(list(found)) for _, found in groups), key=lambda tie: (tie.link.text.text.lower(), tie.iri, tie.priority))


def by_kind(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    """Ties by the kind of thing, in the order of the kinds."""
    found: dict[str, list[Tie]] = {kind: [] for kind in KINDS}
    for tie in ties:
        found[tie.kind].append(tie)
    return {kind: ties for kind, ties in found.items() if ties}


async def counts_by_priority(reader: Reader) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For each priority the kinds of things that serve it, and how many of each."""
    found: dict[str, list[Tie]] = {}
    for tie in await all_ties(reader):
        found.setdefault(tie.priority, []).append(tie)
    return {priority: [(kind, len(tied)) for kind, tied in by_kind(ties).items()] for priority, ties in found.items()}
