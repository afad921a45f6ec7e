"""A made graph of any size in the shape of ours: dossiers with events, acts that amend each other, labels in three languages, a tree of concepts.

The same size and seed give the same bytes. Every triple stands in one named graph, as in ours.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from painopiste.graph import Iris

SEED = 20261124
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SKOS, DCT = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
ELI, DL = "http://data.europa.eu/eli/ontology#", "http://data.europa.eu/eli/eli-draft-legislation-ontology#"
DATE = "^^<http://www.w3.org/2001/XMLSchema#date>"
LANGUAGES = ("fi", "sv", "en")
SYLLABLES = ["ka", "ma", "ri", "to", "lu", "se", "vi", "po", "na", "he", "ti", "ko", "su", "mi", "ra", "la", "jo", "ve"]
EVENTS, CONCEPTS, KINDS = 8, 20, 40
"""Events of a dossier, dossiers a concept, kinds of event."""
Statement = tuple[str, str, str]


class Synthetic:
    """Makes the graph, dossier by dossier."""

    def __init__(self, base: str) -> None:
        self._iris = Iris(base)
        self._chance = random.Random(SEED)
        self._words = ["".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 4))) for _ in range(5000)]
        self._concepts = 0

    def lines(self) -> Iterator[str]:
        """N-Quads without end."""
        yield from self._in("reference", chain.from_iterable(self._kind(number) for number in range(KINDS)))
        number = 0
        while True:
            yield from self._dossier_lines(number)
            number += 1

    def _dossier_lines(self, number: int) -> Iterator[str]:
        if number % CONCEPTS == 0:
            yield from self._in("reference", self._concept())
        yield from self._in("dossiers", self._dossier(number))
        yield from self._in("dossiers", chain.from_iterable(self._event(number, place) for place in range(EVENTS)))
        yield from self._in("acts", self._act(number))

    def _in(self, graph: str, statements: Iterable[Statement]) -> Iterator[str]:
        """Statements as lines of a named graph."""
        name = self._iris.graph(graph)
        return (f"{subject} {predicate} {value} <{name}> .\n" for subject, predicate, value in statements)

    def _id(self, path: str) -> str:
        return f"<{self._iris.absolute(f'id/{path}')}>"

    def _term(self, name: str) -> str:
        return f"<{self._iris.absolute(f'def#{name}')}>"

    def _text(self, words: int) -> str:
        return " ".join(self._chance.choices(self._words, k=words)).capitalize()

    def _day(self) -> str:
        return f"{self._chance.randint(1995, 2026)}-{self._chance.randint(1, 12):02}-{self._chance.randint(1, 28):02}"

    def _labels(self, subject: str, words: int) -> Iterator[Statement]:
        return ((subject, f"<{SKOS}prefLabel>", f'"{self._text(words)}"@{language}') for language in LANGUAGES)

    def _kind(self, number: int) -> Iterator[Statement]:
        subject = self._id(f"event-kind/kind-{number}")
        yield subject, TYPE, f"<{SKOS}Concept>"
        yield from self._labels(subject, 2)

    def _concept(self) -> Iterator[Statement]:
        number, self._concepts = self._concepts, self._concepts + 1
        subject = self._id(f"concept/concept-{number}")
        yield subject, TYPE, f"<{SKOS}Concept>"
        yield from self._labels(subject, 2)
        if number:
            yield subject, f"<{SKOS}broader>", self._id(f"concept/concept-{(number - 1) // 4}")

    def _dossier(self, number: int) -> Iterator[Statement]:
        subject = self._id(f"dossier/dossier-{number}")
        for kind in (self._term("Dossier"), f"<{DL}LegislativeProcess>", f"<{DL}Process>"):
            yield subject, TYPE, kind
        yield from self._labels(subject, 4)
        yield subject, f"<{DCT}title>", f'"{self._text(12)}"@en'
        yield subject, f"<{DCT}description>", f'"{self._text(25)}"@en'
        yield subject, f"<{DL}process_id>", f'"{1995 + number % 30}/{number:04}(COD)"'
        yield subject, f"<{DL}created_a_realization_of>", self._act_of(number)
        yield subject, self._term("confidence"), self._id("confidence/seen")
        for concept in self._chance.sample(range(self._concepts), min(3, self._concepts)):
            yield subject, f"<{DCT}subject>", self._id(f"concept/concept-{concept}")
        for other in {self._chance.randrange(number) for _ in range(2)} if number else ():
            yield subject, f"<{DCT}relation>", self._id(f"dossier/dossier-{other}")

    def _event(self, number: int, place: int) -> Iterator[Statement]:
        subject = self._id(f"dossier/dossier-{number}/event/event-{place}")
        yield subject, TYPE, self._term("Event")
        yield subject, TYPE, f"<{DL}Activity>"
        yield from self._labels(subject, 5)
        yield subject, f"<{DL}forms_part_of>", self._id(f"dossier/dossier-{number}")
        yield subject, f"<{DL}had_activity_type>", self._id(f"event-kind/kind-{self._chance.randrange(KINDS)}")
        yield subject, f"<{DL}activity_date>", f'"{self._day()}"{DATE}'
        yield subject, f"<{DCT}description>", f'"{self._text(10)}"@en'
        yield subject, f"<{DCT}source>", f"<https://example.org/source/{number}/{place}>"

    def _act_of(self, number: int) -> str:
        return f"<http://data.europa.eu/eli/reg/{1995 + number % 30}/{number}/oj>"

    def _act(self, number: int) -> Iterator[Statement]:
        subject = self._act_of(number)
        yield subject, TYPE, self._term("LegalAct")
        yield subject, TYPE, f"<{ELI}LegalResource>"
        yield from self._labels(subject, 6)
        yield subject, f"<{ELI}date_document>", f'"{self._day()}"{DATE}'
        yield subject, f"<{ELI}number>", f'"{number}"'
        if number % 5:
            yield subject, f"<{ELI}{'amends' if number % 3 else 'repeals'}>", self._act_of(number - number % 5 + self._chance.randrange(number % 5))


def write(path: Path, triples: int, base: str) -> None:
    """A file of so many triples as N-Quads, each in one named graph."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(islice(Synthetic(base).lines(), triples))
