"""One comparison: what the edited graph and a notice say of one property of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How two sides stand to each other; each is a concept of the scheme id/scheme/verdicts."""

    DIFFERS = "differs"
    MISSING_HERE = "missing-here"
    MISSING_THERE = "missing-there"
    AGREES = "agrees"


@dataclass(frozen=True, order=True)
class Comparison:
    """What both sides say: IRIs, days as xsd:date writes them, or texts; empty where a side says nothing.

    `thing` is the edited thing, `other` the imported one; `detail` is the kind of event or the language that is compared, if it is one.
    `severity` is Violation, Warning or Info, as SHACL names them; what agrees is Info.
    """

    thing: str
    prop: str
    detail: str
    verdict: Verdict
    severity: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    other: str
    sources: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def is_severe(comparisons: Iterable[Comparison]) -> bool:
    """Whether any of them is a violation."""
    return any(comparison.severity == "Violation" for comparison in comparisons)


def compared(ours: set[str], theirs: set[str], is_single: bool) -> list[tuple[Verdict, tuple[str, ...], tuple[str, ...]]]:
    """What agrees, and what one side or the other says alone; of a property with one value, two values differ.

    A partial date agrees with a day in it.

    >>> [(verdict.value, *sides) for verdict, *sides in compared({"2024-05"}, {"2024-05-21"}, True)]
    [('agrees', ('2024-05',), ('2024-05-21',))]
    >>> [(verdict.value, *sides) for verdict, *sides in compared({"a", "b"}, {"b", "c"}, False)]
    [('agrees', ('b',), ('b',)), ('missing-there', ('a',), ()), ('missing-here', (), ('c',))]
    """
    pairs = [(one, other) for one in sorted(ours) for other in sorted(theirs) if one == other or is_within(other, one)]
    left, right = ours - {one for one, _ in pairs}, theirs - {other for _, other in pairs}
    found = [(Verdict.AGREES, (one,), (other,)) for one, other in pairs]
    if left and right and is_single:
        return [*found, (Verdict.DIFFERS, tuple(sorted(left)), tuple(sorted(right)))]
    alone = [(Verdict.MISSING_THERE, (one,), ()) for one in sorted(left)]
    return [*found, *alone, *((Verdict.MISSING_HERE, (), (other,)) for other in sorted(right))]


def is_within(day: str, part: str) -> bool:
    """Whether a day is in a year or month.

    >>> is_within("2024-05-21", "2024-05"), is_within("2024-05-21", "2024-05-2")
    (True, False)
    """
    return len(part) in (4, 7) and part.replace("-", "").isdecimal() and day.startswith(part + "-")
