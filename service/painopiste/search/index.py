"""An index that was built, opened for reading."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from painopiste.errors import BuildError, ParameterError
from painopiste.model import LANGUAGES, pick
from painopiste.search import schema
from painopiste.search.expansion import AFTER_THE_LAST, Expander, Expansion
from painopiste.search.forms import Forms
from painopiste.search.morphology import installed
from painopiste.search.ranking import STEPS, WHOLE, Evidence, Finding, Ranked, evidence, loosest, ranked, referred
from painopiste.search.references import asked
from painopiste.search.register import Register
from painopiste.search.results import FacetValue, Hit, How, Name, Results
from painopiste.search.snippets import snippet
from painopiste.search.words import Word, key, words

FACETS = ("kind", "priority", "year", "stage", "status", "party", "topic", "subject", "language")
LONGEST_TEXT, MOST_TYPED = 300, 12
MOST_HITS, MOST_VALUES = 200, 100
# What a match counts in a text of another language and of none; in a text that begins as what was typed, less is missing from 1.
OTHER_LANGUAGE, NO_LANGUAGE, BEGINNING = 0.85, 0.95, 0.8

FINDINGS = """
WITH match AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS typed, json_extract(value, '$[1]') AS part, json_extract(value, '$[2]') AS word,
        json_extract(value, '$[3]') AS share, json_extract(value, '$[4]') AS strength, json_extract(value, '$[5]') AS step
    FROM json_each(:matches)
)
SELECT text.thing, match.typed, match.part, match.share,
    MAX(1 - (1 - match.strength * text.weight * CASE text.language WHEN :language THEN 1 WHEN '' THEN :no_language ELSE :other_language END)
        * CASE WHEN text.key >= :key AND text.key < :after THEN :beginning ELSE 1 END),
    match.step
FROM match CROSS JOIN posting ON posting.word = match.word CROSS JOIN text ON text.id = posting.text
GROUP BY text.thing, match.typed, match.part
"""
REFERRED = "SELECT thing, MAX(own) FROM reference WHERE key IN (SELECT value FROM json_each(?)) GROUP BY thing"
NAMED = "SELECT DISTINCT thing FROM text WHERE key = ?"
WITH_VALUE = "SELECT DISTINCT thing FROM facet WHERE facet = ? AND value IN (SELECT value FROM json_each(?))"
COUNTS = "SELECT facet, value, COUNT(*) FROM facet WHERE thing IN (SELECT value FROM json_each(?)) GROUP BY facet, value"
LABELS = """
SELECT thing.iri, text.language, text.text FROM thing JOIN text ON text.thing = thing.id AND text.role = 'label'
WHERE thing.iri IN (SELECT value FROM json_each(?)) ORDER BY thing.id, text.id DESC
"""
TEXTS = "SELECT id, language, text, weight FROM text WHERE thing = ? ORDER BY id"
IRIS = "SELECT id, iri FROM thing WHERE id IN (SELECT value FROM json_each(?))"
WORDS = "SELECT id, word FROM word WHERE id IN (SELECT value FROM json_each(?))"

# For a folded word of the index: which typed word it stands for, and how well.
Strengths = Mapping[str, tuple[int, float]]


@dataclass(frozen=True)
class Typed:
    """What was typed, as the index understands it: things referred to, and whether by their own reference; a key; each word."""

    referred: Mapping[int, bool]
    key: str
    expansions: tuple[Expansion, ...]


class Index:
    """An index in a file, which is only read. Searches of several threads follow one another."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()
        self._meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))
        self._places = [place for (place,) in connection.execute("SELECT place FROM thing ORDER BY id")]
        self.register = Register(connection, self._lock)
        self._expander = Expander(connection, Forms(installed() if self._meta["morphology"] else None))

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index of a file, or BuildError if there is none that this version can read."""
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise BuildError(path, f"no search index can be read ({error}); `painopiste build` makes one") from error
        try:
            index = cls(connection)
        except (sqlite3.Error, KeyError, ValueError) as error:
            connection.close()
            raise BuildError(path, f"is no search index ({error}); `painopiste build` makes one") from error
        if index._meta["version"] != schema.VERSION:
            index.close()
            raise BuildError(path, "is a search index of another version; `painopiste build` makes a new one")
        return index

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def base(self) -> str:
        """The base IRI of the graph that the index was made from."""
        return self._meta["base"]

    @property
    def morphology(self) -> str:
        """The morphology by which words were filed, or nothing."""
        return self._meta["morphology"]

    def search(
        self,
        text: str,
        language: str = "fi",
        kinds: Iterable[str] = (),
        facets: Mapping[str, Collection[str]] | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Results:
        """The things that a text in a search box means, best first, and the facets by which they can be narrowed.

        Any text may be given; of a very long one the beginning counts. A text without a word finds nothing; one with a reference
        that the index knows finds what bears it, and for the reference of an act or proposal also its dossier.

        Args:
            text: words, the beginning of one, or a reference, as they were typed.
            language: the language of labels; texts in it count more.
            kinds: IRIs of classes; the same as the facet `kind`.
            facets: values by facet; things must have one of the values of each facet. The counts of a facet disregard its own values.
            limit: how many hits to give, at most 200.
            offset: how many hits to pass over.

        Raises:
            ParameterError: the language or a facet is not known.
        """
        chosen = filters(language, kinds, facets or {})
        with self._lock:
            typed = self._typed(text)
            found, order = self._ranked(typed, language)
            having = {facet: self._having(facet, values) for facet, values in chosen.items()}
            kept = passing(order, having.values())
            strengths = self._strengths(typed.expansions)
            hits = tuple(self._hit(each, found.get(each.thing), strengths, language) for each in page(kept, limit, offset))
            return Results(hits, len(kept), self._facets(order, having, language))

    def best(self, text: str, language: str = "fi", limit: int = 20) -> list[tuple[str, float]]:
        """The IRIs of the first hits of a search with their scores, and nothing else; ParameterError if the language is not known."""
        filters(language, (), {})
        with self._lock:
            hits = page(self._ranked(self._typed(text), language)[1], limit, 0)
            iris = dict(self._connection.execute(IRIS, [json.dumps([hit.thing for hit in hits])]))
            return [(iris[hit.thing], hit.score) for hit in hits]

    def _typed(self, text: str) -> Typed:
        beginning = text[:LONGEST_TEXT]
        referred_to = dict(self._connection.execute(REFERRED, [json.dumps(sorted(asked(beginning)))]))
        typed = distinct(words(beginning))[:MOST_TYPED]
        if referred_to:
            expansions = [self._expander.as_typed(word) for word in typed]
        else:
            expansions = [self._expander.expand(word, is_last=word == typed[-1]) for word in typed]
        return Typed(referred_to, key(beginning), tuple(each for each in expansions if not each.is_empty))

    def _ranked(self, typed: Typed, language: str) -> tuple[Mapping[int, Evidence], list[Ranked]]:
        if typed.referred:
            return {}, referred(typed.referred)
        found = evidence(self._findings(typed, language))
        named = {thing for (thing,) in self._connection.execute(NAMED, [typed.key])} if typed.key else set()
        return found, ranked(found, self._places, named)

    def _findings(self, typed: Typed, language: str) -> Iterable[Finding]:
        weights = {"language": language, "no_language": NO_LANGUAGE, "other_language": OTHER_LANGUAGE, "beginning": BEGINNING}
        matches = json.dumps(list(flat(typed.expansions)))
        return self._connection.execute(FINDINGS, weights | {"matches": matches, "key": typed.key, "after": typed.key + AFTER_THE_LAST})

    def _having(self, facet: str, values: Collection[str]) -> set[int]:
        return {thing for (thing,) in self._connection.execute(WITH_VALUE, [facet, json.dumps(sorted(values))])}

    def _facets(self, found: list[Ranked], having: Mapping[str, set[int]], language: str) -> dict[str, tuple[FacetValue, ...]]:
        counts = self._counts(passing(found, having.values()))
        for facet in having:
            others = (things for other, things in having.items() if other != facet)
            counts[facet] = self._counts(passing(found, others)).get(facet, {})
        shown = {facet: sorted(values.items(), key=lambda each: (-each[1], each[0]))[:MOST_VALUES] for facet, values in counts.items()}
        labels = self._labels([value for values in shown.values() for value, _ in values])
        return {
            facet: tuple(FacetValue(value, name_of(labels.get(value, {}), language, value), count) for value, count in shown[facet])
            for facet in FACETS
            if facet in shown
        }

    def _counts(self, things: list[Ranked]) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for facet, value, count in self._connection.execute(COUNTS, [json.dumps([each.thing for each in things])]):
            counts.setdefault(facet, {})[value] = count
        return counts

    def _labels(self, iris: list[str]) -> dict[str, dict[str, str]]:
        labels: dict[str, dict[str, str]] = {}
        for iri, language, text in self._connection.execute(LABELS, [json.dumps(iris)]):
            labels.setdefault(iri, {})[language] = text
        return labels

    def _hit(self, found: Ranked, supports: Evidence | None, strengths: Strengths, language: str) -> Hit:
        iri, kind = self._connection.execute("SELECT iri, kind FROM thing WHERE id = ?", [found.thing]).fetchone()
        label = name_of(self._labels([iri]).get(iri, {}), language, iri)
        how = loosest(supports) if supports else How.REFERENCE
        matched = self._matched(found.thing, strengths, language)
        return Hit(iri, label, kind, how, found.score, matched, snippet(matched.text, strengths.keys()))

    def _strengths(self, expansions: tuple[Expansion, ...]) -> Strengths:
        """For every word of the index that was meant, the typed word that it stands for best."""
        strengths: dict[int, tuple[int, float]] = {}
        for typed, _, word, _, strength, _ in flat(expansions):
            strengths[word] = max(strengths.get(word, (0, 0.0)), (typed, strength), key=lambda each: each[1])
        return {word: strengths[number] for number, word in self._connection.execute(WORDS, [json.dumps(list(strengths))])}

    def _matched(self, thing: int, strengths: Strengths, language: str) -> Name:
        """The text that has most of what was typed; among equals one in the language, then the first."""
        rows = self._connection.execute(TEXTS, [thing]).fetchall()

        def merit(row: tuple[int, str, str, float]) -> tuple[float, bool, int]:
            best: dict[int, float] = {}
            for word in words(row[2]):
                typed, strength = strengths.get(word.folded, (0, 0.0))
                best[typed] = max(best.get(typed, 0.0), strength)
            return sum(best.values()) * row[3], row[1] == language, -row[0]

        _, spoken, text, _ = max(rows, key=merit)
        return Name(text, spoken)


def filters(language: str, kinds: Iterable[str], facets: Mapping[str, Collection[str]]) -> dict[str, Collection[str]]:
    """What hits are narrowed by, or ParameterError."""
    if language not in LANGUAGES:
        raise ParameterError(f"“{language}” is no language of the search; it knows {', '.join(LANGUAGES)}.", "language")
    for facet in facets:
        if facet not in FACETS:
            raise ParameterError(f"There is no facet “{facet}”; there are {', '.join(FACETS)}.", "facets")
    chosen = {**facets, "kind": [*kinds, *facets.get("kind", ())]}
    return {facet: values for facet, values in chosen.items() if values}


def distinct(typed: list[Word]) -> list[Word]:
    """Each word once, where it first stands."""
    return list({word.folded: word for word in reversed(typed)}.values())[::-1]


def passing(found: list[Ranked], having: Iterable[set[int]]) -> list[Ranked]:
    """Those that stand in every set."""
    sets = list(having)
    return [each for each in found if all(each.thing in things for things in sets)]


def page(found: list[Ranked], limit: int, offset: int) -> list[Ranked]:
    """The part of the hits that is wanted, whatever numbers were given."""
    first = max(0, offset)
    return found[first : first + max(0, min(limit, MOST_HITS))]


def flat(expansions: Iterable[Expansion]) -> Iterable[tuple[int, int, int, float, float, int]]:
    """Typed word, its part or WHOLE, word of the index, share of the part, strength, number of the step: one row a match."""
    for typed, expansion in enumerate(expansions):
        for number, part in enumerate((expansion.whole, *expansion.parts), WHOLE):
            yield from ((typed, number, match.word, part.share, match.strength, STEPS.index(match.how)) for match in part.matches)


def name_of(labels: Mapping[str, str], language: str, otherwise: str) -> Name:
    """The label for a reader of a language, or something that at least names the thing."""
    found = pick(labels, language)
    return Name(*found) if found else Name(otherwise, "")
