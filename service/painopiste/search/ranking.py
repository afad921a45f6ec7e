"""Which things a search finds, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from painopiste.search.results import How

# A thing must have this share of what the best one has of the typed words, rare words counting more than common ones.
LEAST_SHARE = 0.75
# What a match counts in each group of kinds; the place of a kind tells its group, a hundred places a group.
GROUPS = (1.0, 0.9, 0.75, 0.6)
PLACES_IN_GROUP = 100
WHOLE = -1
OWN_REFERENCE, OTHER_REFERENCE = 1.0, 0.9
STEPS = tuple(How)
# A thing, a typed word and its part (or WHOLE), the share of the part, how well it was found, and by which of the STEPS.
Finding = tuple[int, int, int, float, float, int]


@dataclass(slots=True)
class Support:
    """What one thing has of one typed word: how well as a whole and by which step, how well by its parts, and how much of its letters."""

    whole: float = 0.0
    step: int = STEPS.index(How.COMPOUND)
    parts: float = 0.0
    share: float = 0.0

    def add(self, part: int, share: float, strength: float, step: int) -> None:
        """Take in one finding."""
        self.share += share
        if part == WHOLE:
            self.whole, self.step = strength, step
        else:
            self.parts += strength

    @property
    def strength(self) -> float:
        """How well the word was found: as a whole, or by its parts together."""
        return max(self.whole, self.parts)

    @property
    def how(self) -> How:
        """The step that found it."""
        return STEPS[self.step] if self.whole >= self.parts else How.COMPOUND


Evidence = Mapping[int, Support]


class Ranked(NamedTuple):
    """A thing in the order of hits: those called just what was typed, then by score, then by number.

    Things are numbered so that those of one score go by kind, then by label.
    """

    is_other: bool
    deficit: float
    thing: int

    @property
    def score(self) -> float:
        """How well it was found, from 0 to 1."""
        return round(1 - self.deficit, 4)


def referred(things: Mapping[int, bool]) -> list[Ranked]:
    """The things that a reference means, those first whose own it is."""
    return sorted(ranked_as(thing, OWN_REFERENCE if own else OTHER_REFERENCE, is_named=True) for thing, own in things.items())


def ranked_as(thing: int, score: float, is_named: bool) -> Ranked:
    """A thing with a score, whose last decimals do not decide."""
    return Ranked(not is_named, round(1 - score, 4), thing)


def evidence(findings: Iterable[Finding]) -> dict[int, dict[int, Support]]:
    """What each thing has of each typed word."""
    found: defaultdict[int, dict[int, Support]] = defaultdict(dict)
    for thing, word, part, share, strength, step in findings:
        supports = found[thing]
        support = supports.get(word)
        if support is None:
            support = supports[word] = Support()
        support.add(part, share, strength, step)
    return found


def ranked(found: Mapping[int, Evidence], places: Sequence[int], named: Collection[int]) -> list[Ranked]:
    """The things that have enough of the typed words, best first.

    Args:
        found: what each thing has of each typed word.
        places: the place of the kind of every thing.
        named: the things of which some name is just what was typed.
    """
    weights = rarity(found.values(), len(places))
    shares = {thing: sum(weights[word] * min(1.0, each.share) for word, each in supports.items()) for thing, supports in found.items()}
    least, all_words = LEAST_SHARE * max(shares.values(), default=0.0), sum(weights.values())
    groups = [GROUPS[place // PLACES_IN_GROUP] / (all_words or 1.0) for place in range(len(GROUPS) * PLACES_IN_GROUP)]
    return sorted(
        ranked_as(thing, groups[places[thing]] * sum(weights[word] * each.strength for word, each in found[thing].items()), thing in named)
        for thing, share in shares.items()
        if share >= least
    )


def rarity(found: Iterable[Evidence], things: int) -> dict[int, float]:
    """The weight of each typed word: the fewer things have it, the more it tells."""
    counts = Counter(word for supports in found for word in supports)
    return {word: log(1 + things / count) for word, count in counts.items()}


def loosest(supports: Evidence) -> How:
    """The loosest step that one of the words needed."""
    return max((each.how for each in supports.values()), key=STEPS.index)
