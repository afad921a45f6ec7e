"""Imported statements beside the edited ones: one name for each thing, nothing said twice, nothing edited overwritten.

Acts, documents and bodies that the edited graph describes keep its IRI and its description; only how one work relates to another is added to them.
A dossier that the edited graph has stands beside it as a counterpart, in a graph of its own, and is counted nowhere as a dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from painopiste.graph import PREFIXES, Iris
from painopiste.imports.naming import SAME_AS, TYPE, Edited, Naming, language_of
from painopiste.imports.shelf import Shelf
from painopiste.store import Statement, iri

GRAPH, BESIDE = "imported/cellar", "imported/cellar-counterparts"
ELI, ELI_DL = PREFIXES["eli"], PREFIXES["eli-dl"]
SEE_ALSO = iri(PREFIXES["rdfs"] + "seeAlso")
# What may be said of a thing that the edited graph describes: what acts do to each other.
RELATIONS = {ELI + "amends", ELI + "repeals", ELI + "corrects", ELI + "cites", ELI_DL + "adopts", ELI_DL + "foresees_change_of"}


class Aligner:
    """Gives imported statements with the graph that each belongs to."""

    def __init__(self, shelf: Shelf, edited: Edited, iris: Iris) -> None:
        self._shelf, self._edited, self._iris = shelf, edited, iris
        self._naming = Naming(iris)
        self.names = self._naming.names(shelf.naming(), edited)
        self._dossiers = iris.thing("dossier/")
        self._ours_only = {iris.term("Dossier"), iris.term("Event"), ELI_DL + "LegislativeProcess", ELI_DL + "Process"}

    def aligned(self) -> Iterator[tuple[Statement, str]]:
        """Every statement once, with its graph; what is of edited things is left out."""
        seen: set[Statement] = set()
        for statements in self._shelf.statements():
            for statement in self._of(statements):
                if statement not in seen:
                    seen.add(statement)
                    yield statement, self._iris.graph(BESIDE if self._is_beside(statement[0].value) else GRAPH)

    def told(self) -> Iterator[Statement]:
        """Everything that notices say, under its names and with nothing left out; what several say comes as often."""
        return (self._renamed(statement) for statements in self._shelf.statements() for statement in statements)

    def _of(self, statements: list[Statement]) -> Iterator[Statement]:
        """The statements of one notice under their names, without what is not to be said."""
        renamed = (self._renamed(statement) for statement in statements)
        yield from (self._pointing(statement) for statement in renamed if self._is_wanted(statement))
        yield from self._counterparts(subject.value for subject, _, _ in statements)

    def _counterparts(self, subjects: Iterable[str]) -> Iterator[Statement]:
        """That a dossier is the counterpart of an edited one."""
        for dossier in sorted(set(subjects) & set(self.names.counterparts)):
            yield iri(dossier), iri(TYPE), iri(self._iris.term("Counterpart"))
            yield iri(dossier), iri(self._iris.term("counterpartOf")), iri(self.names.counterparts[dossier])

    def _renamed(self, statement: Statement) -> Statement:
        subject, predicate, value = statement
        if subject.value in self.names.names:
            subject = iri(self.names.names[subject.value])
        if value.value in self.names.names and not hasattr(value, "datatype"):
            value = iri(self.names.names[value.value])
        return subject, predicate, value

    def _is_wanted(self, statement: Statement) -> bool:
        subject, predicate, value = statement[0].value, statement[1].value, statement[2]
        if subject in self._edited.described and predicate not in RELATIONS:
            return False
        if predicate == TYPE:
            return self._is_class_wanted(subject, value.value)
        chosen = self.names.single.get((subject, predicate, language_of(value)))
        return (chosen is None or chosen == value) and subject != value.value

    def _is_class_wanted(self, subject: str, name: str) -> bool:
        """Whether a thing is of a class: of one kind of work only; a counterpart is no dossier and its events none of ours."""
        if name in self._ours_only:
            return not self._is_beside(subject)
        return name not in self._naming.classes or self._naming.classes[name] == self.names.kinds.get(subject)

    def _pointing(self, statement: Statement) -> Statement:
        """What a counterpart is the same as, it only points to: that it is so is said by the edited dossier."""
        subject, predicate, value = statement
        return (subject, SEE_ALSO, value) if predicate.value == SAME_AS and subject.value in self.names.counterparts else statement

    def _is_beside(self, subject: str) -> bool:
        """Whether a thing is a counterpart or a part of one, by its IRI."""
        if not subject.startswith(self._dossiers):
            return False
        return self._dossiers + subject.removeprefix(self._dossiers).split("/", 1)[0] in self.names.counterparts
