"""The forms under which a word is filed and looked up: stems and, where a morphology is there, base forms and parts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import snowballstemmer

from painopiste.model import LANGUAGES
from painopiste.search.morphology import Analysis, Morphology
from painopiste.search.words import Word, fold

ALGORITHMS = {"fi": "finnish", "sv": "swedish", "en": "english"}
SHORTEST_PART = 3


class Forms:
    """Forms of words. Stems are taken of folded words, so that a word typed without diacritics has the same."""

    def __init__(self, morphology: Morphology | None) -> None:
        self.morphology = morphology

    @cached_property
    def _stemmers(self) -> dict[str, snowballstemmer.stemmer]:
        return {language: snowballstemmer.stemmer(name) for language, name in ALGORITHMS.items()}

    def whole(self, word: Word, languages: Iterable[str] = LANGUAGES) -> set[str]:
        """What stands for the whole word: its stems in some languages, its base forms in Finnish."""
        if word.has_digit:
            return {word.folded}
        spoken = set(languages)
        stems = {self._stemmers[language].stemWord(word.folded) for language in spoken}
        return stems | ({fold(found.base) for found in self.analyses(word)} if "fi" in spoken else set())

    def inner(self, word: Word) -> set[str]:
        """What stands for a part of a compound, and what its parts are derived from."""
        found = {fold(text) for found in self.analyses(word) for text in (*found.parts, *found.roots)}
        return {text for text in found if len(text) >= SHORTEST_PART}

    def parts(self, word: Word) -> tuple[str, ...]:
        """The parts of a compound, by the first reading that has some."""
        found = (tuple(fold(part) for part in found.parts) for found in self.analyses(word))
        return next((parts for parts in found if parts), ())

    def analyses(self, word: Word) -> list[Analysis]:
        """The readings of a word; none without a morphology."""
        return self.morphology.analyses(word.text) if self.morphology and not word.has_digit else []
