"""The words of a text, each with its place and with its letters folded so that case and diacritics do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 64
WORDS_REMEMBERED = 1 << 16
# A word is letters and digits with their combining marks; a case ending behind a colon belongs to it, as in EU:n.
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?::[a-zåäö]{1,4}(?!\w))?")
# Letters that Unicode does not decompose.
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class Word(NamedTuple):
    """A word as it stands in a text, in code points, and as it is compared."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def has_digit(self) -> bool:
        """Whether it is a number or holds one; such words have no inflection."""
        return any(letter.isdigit() for letter in self.folded)


def fold(text: str) -> str:
    """Lower case without diacritics, no longer than 64 letters.

    >>> fold("Türkiye"), fold("Azerbaidžan"), fold("SÄÄDÖS")
    ('turkiye', 'azerbaidzan', 'saados')
    """
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))[:LONGEST_WORD]


def words(text: str) -> list[Word]:
    """All words of a text, in order.

    >>> [word.folded for word in words("EU:n sininen kortti -direktiivi")]
    ['eu', 'sininen', 'kortti', 'direktiivi']
    """
    return [word_at(match) for match in WORD.finditer(text)]


def word_at(match: re.Match[str]) -> Word:
    """The word of a match, folded without its case ending behind a colon."""
    return Word(*compared(match[0]), match.start(), match.end())


@lru_cache(maxsize=WORDS_REMEMBERED)
def compared(word: str) -> tuple[str, str]:
    """A word without its case ending behind a colon, and folded; texts repeat their words."""
    stem = word.partition(":")[0]
    return unicodedata.normalize("NFC", stem), fold(stem)


def key(text: str) -> str:
    """What two texts have in common that differ only in case, diacritics, spaces and punctuation.

    >>> key("Entry/Exit System (EES)")
    'entry exit system ees'
    """
    return " ".join(compared(word)[1] for word in WORD.findall(text))
