"""Which things a search finds, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from math import log

from painopiste.search.results import How

# A thing must have this share of what the best one has of the typed words, rare words counting more than common ones.
LEAST_SHARE = 0.75
# What a match counts in each group of kinds; the place of a kind tells its group, a hundred places a group.
GROUPS = (1.0, 0.9, 0.75, 0.6)
PLACES_IN_GROUP = 100
WHOLE = -1
OWN_REFERENCE, OTHER_REFERENCE = 1.0, 0.9


@dataclass(frozen=True)
class Found:
    """What a thing has of a typed word, or (part ≥ 0) of a part with some share of its letters: how well, and by which step."""

    thing: int
    place: int
    word: int
    part: int
    share: float
    how: str
    strength: float


@dataclass(frozen=True)
class Ranked:
    """A thing in the order of hits: those called just what was typed come first, then the score decides.

    Things are numbered so that ties go by kind, then by label.
    """

    thing: int
    score: float
    how: How
    is_named: bool = False

    @property
    def rank(self) -> tuple[bool, float, int]:
        """What hits are sorted by."""
        return not self.is_named, -self.score, self.thing


@dataclass
class Evidence:
    """What is found of each typed word in one thing: how well as a whole, how well by its parts, and how much of its letters."""

    group: float = 1.0
    whole: dict[int, Found] = field(default_factory=dict)
    parts: dict[int, float] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)

    def add(self, found: Found) -> None:
        """Take in one finding."""
        self.group = GROUPS[found.place // PLACES_IN_GROUP]
        self.shares[found.word] = min(1.0, self.shares.get(found.word, 0.0) + found.share)
        if found.part == WHOLE:
            self.whole[found.word] = found
        else:
            self.parts[found.word] = self.parts.get(found.word, 0.0) + found.strength

    def strength(self, word: int) -> float:
        """How well a typed word was found: as a whole, or by its parts together."""
        return max(self.parts.get(word, 0.0), self.whole[word].strength if word in self.whole else 0.0)

    def how(self) -> How:
        """The loosest step that one of the words needed."""
        steps = [How(found.how) for word, found in self.whole.items() if found.strength >= self.parts.get(word, 0.0)]
        return max([*steps, *([How.COMPOUND] * (len(self.shares) - len(steps)))], key=lambda how: how.looseness)


def referred(things: Mapping[int, bool]) -> list[Ranked]:
    """The things that a reference means, those first whose own it is."""
    scores = {thing: OWN_REFERENCE if own else OTHER_REFERENCE for thing, own in things.items()}
    return sorted((Ranked(thing, score, How.REFERENCE) for thing, score in scores.items()), key=lambda each: each.rank)


def ranked(findings: Iterable[Found], things: int, named: Set[int]) -> list[Ranked]:
    """The things that have enough of the typed words, best first.

    Args:
        findings: what each thing has of each typed word.
        things: how many things there are in all.
        named: the things of which some name is just what was typed.
    """
    evidence: defaultdict[int, Evidence] = defaultdict(Evidence)
    for found in findings:
        evidence[found.thing].add(found)
    weights = rarity((word for each in evidence.values() for word in each.shares), things)
    shares = {thing: sum(weights[word] * share for word, share in each.shares.items()) for thing, each in evidence.items()}
    least = LEAST_SHARE * max(shares.values(), default=0.0)
    kept = (thing for thing, share in shares.items() if share >= least)
    return sorted((placed(thing, evidence[thing], weights, thing in named) for thing in kept), key=lambda each: each.rank)


def rarity(occurrences: Iterable[int], things: int) -> dict[int, float]:
    """The weight of each typed word: the fewer things have it, the more it tells."""
    counts: defaultdict[int, int] = defaultdict(int)
    for word in occurrences:
        counts[word] += 1
    return {word: log(1 + things / count) for word, count in counts.items()}


def placed(thing: int, evidence: Evidence, weights: Mapping[int, float], is_named: bool) -> Ranked:
    """A thing with its score: how well the typed words were found on the average, times what its kind counts."""
    mean = sum(weight * evidence.strength(word) for word, weight in weights.items()) / sum(weights.values())
    return Ranked(thing, round(mean * evidence.group, 4), evidence.how(), is_named)
