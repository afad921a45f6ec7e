"""From a typed word to the words of the index that it may mean, by steps from strict to loose."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from painopiste.search.forms import Forms
from painopiste.search.results import How
from painopiste.search.words import Word

MOST_WORDS = 300
STRICT = {How.EXACT, How.PREFIX, How.STEM}
AS_PARTS = 0.7
SHORTEST_SHARED = 5
MOST_OF_TYPED = 0.6
WEAK = 0.61
SHORTEST_BEGINNING = 3
SHORTEST_INNER = 4
SHORTEST_TYPO, LONG = 4, 8
HEAD, TAIL = 4, 5
AFTER_THE_LAST = "\U0010ffff"
WORDS_WITH_PREFIX = "SELECT id, word FROM word WHERE word >= ? AND word < ? ORDER BY length(word), word LIMIT ?"


@dataclass(frozen=True)
class Match:
    """A word of the index, how well it stands for a typed one (0 to 1), and by which step it was found."""

    word: int
    strength: float
    how: How


@dataclass(frozen=True)
class Part:
    """Words that stand for a part of a typed word, and how much of its letters the part makes up (1 for all of it)."""

    share: float
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Expansion:
    """What a typed word may mean: words that stand for all of it, and, if it is a compound, for each of its parts."""

    whole: Part
    parts: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the index has nothing like this word."""
        return not any(part.matches for part in (self.whole, *self.parts))


@dataclass
class Best:
    """The strongest match of each word."""

    matches: dict[int, Match] = field(default_factory=dict)

    def add(self, found: Iterable[Match]) -> None:
        """Keep those that are stronger than what is there."""
        for match in found:
            known = self.matches.get(match.word)
            if known is None or match.strength > known.strength:
                self.matches[match.word] = match

    def as_part(self, share: float = 1.0) -> Part:
        """The strongest ones, no more than a search can bear."""
        return Part(share, tuple(sorted(self.matches.values(), key=lambda match: (-match.strength, match.word))[:MOST_WORDS]))

    def without_weak(self) -> Best:
        """Those that still tell something once a strict step has found the word."""
        return Best({number: each for number, each in self.matches.items() if each.how != How.SHARED_PREFIX or each.strength > WEAK})

    @property
    def is_loose(self) -> bool:
        """Whether nothing was found by a strict step, so that the word may be mistyped."""
        return not any(match.how in STRICT for match in self.matches.values())


class Expander:
    """Looks words up in the vocabulary of an index."""

    def __init__(self, connection: sqlite3.Connection, forms: Forms) -> None:
        self._connection = connection
        self._forms = forms

    @cached_property
    def _vocabulary(self) -> dict[int, str]:
        return dict(self._connection.execute("SELECT id, word FROM word ORDER BY id"))

    def as_typed(self, word: Word) -> Expansion:
        """The word itself and nothing like it."""
        return Expansion(Part(1.0, tuple(self._same(word))))

    def expand(self, word: Word, is_last: bool) -> Expansion:
        """All that a typed word may mean; one that no strict step finds may be mistyped, or a compound that no text has.

        Only of the last word may one or two letters be a beginning that is still being typed.
        """
        best = Best()
        best.add(self._same(word))
        if is_last or len(word.folded) >= SHORTEST_BEGINNING:
            best.add(self._longer(word))
        if word.has_digit:
            return Expansion(best.as_part())
        for step in (self._stem, self._shared, self._containing):
            best.add(step(word))
        return self._loosely(word, best) if best.is_loose else Expansion(best.without_weak().as_part())

    def _loosely(self, word: Word, best: Best) -> Expansion:
        best.add(self._contained(word))
        best.add(self._mistyped(word))
        return Expansion(best.as_part(), tuple(self._part(part, word) for part in self._parts(word)))

    def _same(self, word: Word) -> Iterator[Match]:
        for (number,) in self._connection.execute("SELECT id FROM word WHERE word = ?", [word.folded]):
            yield Match(number, 1.0, How.EXACT)

    def _with_prefix(self, prefix: str) -> Iterable[tuple[int, str]]:
        return self._connection.execute(WORDS_WITH_PREFIX, [prefix, prefix + AFTER_THE_LAST, MOST_WORDS])

    def _longer(self, word: Word) -> Iterator[Match]:
        for number, found in self._with_prefix(word.folded):
            yield Match(number, 0.8 + 0.18 * len(word.folded) / len(found), How.PREFIX)

    def _filed(self, forms: Iterable[str], whole: bool) -> list[int]:
        query = "SELECT DISTINCT word FROM form WHERE whole = ? AND form IN (SELECT value FROM json_each(?)) ORDER BY word LIMIT ?"
        return [number for (number,) in self._connection.execute(query, [whole, json.dumps(sorted(forms)), MOST_WORDS])]

    def _stem(self, word: Word) -> Iterator[Match]:
        forms = self._forms.whole(word)
        yield from (Match(number, 0.93, How.STEM) for number in self._filed(forms, whole=True))
        yield from (Match(number, 0.65, How.COMPOUND) for number in self._filed(forms, whole=False))

    def _shared(self, word: Word) -> Iterator[Match]:
        if len(word.folded) < SHORTEST_SHARED:
            return
        for number, found in self._with_prefix(word.folded[:SHORTEST_SHARED]):
            shared, longer = Prefix.similarity(found, word.folded), max(len(found), len(word.folded))
            if 2 * shared >= longer or shared == len(found) or shared >= MOST_OF_TYPED * len(word.folded):
                yield Match(number, 0.2 + 0.4 * shared / longer + 0.03 * min(shared, 10), How.SHARED_PREFIX)

    def _holding(self, letters: str) -> Iterable[tuple[int, str]]:
        query = "SELECT rowid, word FROM letters WHERE letters MATCH ? LIMIT ?"
        return self._connection.execute(query, ['"' + letters.replace('"', '""') + '"', MOST_WORDS])

    def _containing(self, word: Word) -> Iterator[Match]:
        for letters in {word.folded, *self._forms.whole(word)}:
            if len(letters) >= SHORTEST_INNER:
                yield from (Match(number, 0.4 + 0.35 * len(letters) / len(found), How.COMPOUND) for number, found in self._holding(letters))

    def _contained(self, word: Word) -> Iterator[Match]:
        half = max(TAIL, -(-len(word.folded) // 2))
        for length in range(half, len(word.folded) - 1):
            tails = {letters[-length:] for letters in (word.folded, *self._forms.whole(word)) if len(letters) > length}
            yield from (Match(number, 0.4 + 0.35 * length / len(word.folded), How.COMPOUND) for number in self._filed(tails, whole=True))

    def _mistyped(self, word: Word) -> Iterator[Match]:
        length = len(word.folded)
        if length < SHORTEST_TYPO:
            return
        most = 1 if length < LONG else 2
        found = process.extract(word.folded, self._vocabulary, scorer=OSA.distance, score_cutoff=most, limit=MOST_WORDS)
        yield from (Match(number, 0.55 + 0.3 * (1 - distance / length), How.FUZZY) for _, distance, number in found if distance)

    def _parts(self, word: Word) -> tuple[str, ...]:
        return self._forms.parts(word) or self._split(word)

    def _split(self, word: Word) -> tuple[str, ...]:
        letters = word.folded
        for place in range(len(letters) - TAIL, HEAD - 1, -1):
            head, tail = letters[:place], letters[place:]
            if self._is_known(head) and (self._is_known(tail) or self._ends_a_word(tail)):
                return head, tail
        return ()

    def _is_known(self, letters: str) -> bool:
        return any(self._connection.execute("SELECT 1 FROM word WHERE word = ?", [letters]))

    def _ends_a_word(self, letters: str) -> bool:
        return any(found.endswith(letters) for _, found in self._holding(letters))

    def _part(self, letters: str, word: Word) -> Part:
        part, best, share = Word(letters, letters, word.start, word.end), Best(), len(letters) / len(word.folded)
        steps: tuple[Callable[[Word], Iterator[Match]], ...] = (self._same, self._longer, self._stem, self._containing)
        for step in steps if len(letters) >= SHORTEST_INNER else steps[:1]:
            best.add(Match(match.word, AS_PARTS * match.strength * share, How.COMPOUND) for match in step(part))
        return best.as_part(share)
