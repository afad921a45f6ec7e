"""How much of what notices and answers say is mapped: each property that occurs in them, how often, what becomes of it and why."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from painopiste import cellar, parliament
from painopiste.cellar import absolute
from painopiste.graph import PREFIXES, Iris
from painopiste.imports.shelf import Shelf
from painopiste.model import LANGUAGES
from painopiste.store import Statement, Term, iri, literal, text_in

VOID, XSD = "http://rdfs.org/ns/void#", PREFIXES["xsd"]
COLUMNS = ("property", "statements", "notices", "treatment", "as", "reason")


class Decided(Protocol):
    """What becomes of a property: mapped, another name of one that is, checked, left or undecided; our terms for it; and why."""

    @property
    def kind(self) -> str: ...
    @property
    def targets(self) -> tuple[str, ...]: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Vocabulary:
    """The properties of one source: of each its name as people read it, its IRI (empty if that is not known), and what becomes of it."""

    key: str
    labels: tuple[str, str, str]
    """What a coverage of this source is called, in Finnish, Swedish and English."""
    name: Callable[[str], str]
    iri: Callable[[str], str]
    treatment: Callable[[str], Decided]


CELLAR = Vocabulary(
    "cellar",
    ("CELLARin tietueiden kattavuus", "Täckning av CELLAR-poster", "Coverage of CELLAR's notices"),
    cellar.compact,
    absolute,
    cellar.treatment_of,
)
PARLIAMENT = Vocabulary(
    "parliament",
    ("Parlamentin vastausten kattavuus", "Täckning av parlamentets svar", "Coverage of the Parliament's answers"),
    str,
    parliament.property_iri,
    parliament.treatment_of,
)


@dataclass(frozen=True)
class Row:
    """One property, by its name: statements with it, notices that have it, what becomes of it."""

    name: str
    statements: int
    notices: int
    treatment: Decided

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of its columns."""
        found = self.treatment
        return self.name, str(self.statements), str(self.notices), found.kind, " ".join(found.targets), found.reason


@dataclass(frozen=True)
class Coverage:
    """The properties of all notices of a source, the most frequent first."""

    vocabulary: Vocabulary
    rows: tuple[Row, ...]

    @property
    def undecided(self) -> tuple[Row, ...]:
        """The properties of which the mapping does not know what becomes of them."""
        return tuple(row for row in self.rows if row.treatment.kind == "undecided")

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many properties and statements there are of each treatment."""
        properties, statements = Counter(row.treatment.kind for row in self.rows), Counter[str]()
        for row in self.rows:
            statements[row.treatment.kind] += row.statements
        return {kind: (number, statements[kind]) for kind, number in sorted(properties.items())}

    def as_text(self) -> str:
        """A line a property, and a summary."""
        width = max((len(row.name) for row in self.rows), default=0)
        lines = [
            f"{row.name:{width}} {row.statements:7} {row.notices:5} {row.treatment.kind:9} {' '.join(row.cells[4:])}".rstrip() for row in self.rows
        ]
        summary = [f"{kind}: {number} properties, {statements} statements" for kind, (number, statements) in self.counts().items()]
        return "\n".join([*lines, *summary])

    def as_csv(self) -> str:
        """A row a property."""
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([COLUMNS, *(row.cells for row in self.rows)])
        return buffer.getvalue()

    def statements(self, iris: Iris) -> Iterator[Statement]:
        """The coverage as a part of the graph: a dataset for the notices, with a part for each property."""
        whole = iris.thing(f"coverage/{self.vocabulary.key}")
        yield from said(whole, {PREFIXES["rdf"] + "type": [iri(VOID + "Dataset")], PREFIXES["skos"] + "prefLabel": told_in(self.vocabulary.labels)})
        for row in self.rows:
            part = f"{whole}/{row.name.replace(':', '-')}"
            yield iri(whole), iri(VOID + "propertyPartition"), iri(part)
            yield from said(part, self._facts(row, iris))

    def _facts(self, row: Row, iris: Iris) -> dict[str, list[Term]]:
        found, prop = row.treatment, self.vocabulary.iri(row.name)
        targets = [iri(iris.term(name.removeprefix("def:")) if name.startswith("def:") else absolute(name)) for name in found.targets]
        return {
            PREFIXES["rdf"] + "type": [iri(iris.term("PropertyCoverage")), iri(VOID + "Dataset")],
            PREFIXES["skos"] + "prefLabel": told_in((row.name,) * 3),
            VOID + "property": [iri(prop)] if prop else [],
            VOID + "triples": [literal(str(row.statements), XSD + "integer")],
            VOID + "documents": [literal(str(row.notices), XSD + "integer")],
            iris.term("treatment"): [iri(iris.thing(f"treatment/{found.kind}"))],
            iris.term("becomes"): list(targets),
            PREFIXES["dct"] + "description": [text_in(found.reason, "en")] if found.reason else [],
        }


def told_in(texts: tuple[str, str, str]) -> list[Term]:
    """Texts in Finnish, Swedish and English."""
    return [text_in(text, language) for text, language in zip(texts, LANGUAGES, strict=True)]


def said(subject: str, facts: dict[str, list[Term]]) -> Iterator[Statement]:
    """Statements about one thing."""
    return ((iri(subject), iri(prop), value) for prop, values in facts.items() for value in values)


def coverage_of(shelf: Shelf, vocabulary: Vocabulary = CELLAR) -> Coverage:
    """The coverage of what is kept of a source."""
    return counted(shelf.properties(), vocabulary)


def counted(notices: Iterable[dict[str, int]], vocabulary: Vocabulary = CELLAR) -> Coverage:
    """The coverage of notices, each given by how often it has each property."""
    statements, having = Counter[str](), Counter[str]()
    for properties in notices:
        statements.update(properties)
        having.update(properties.keys())
    names = sorted(statements, key=lambda name: (-statements[name], name))
    return Coverage(vocabulary, tuple(row_of(vocabulary, vocabulary.name(name), statements[name], having[name]) for name in names))


def row_of(vocabulary: Vocabulary, name: str, statements: int, notices: int) -> Row:
    """One property with what becomes of it."""
    return Row(name, statements, notices, vocabulary.treatment(name))
