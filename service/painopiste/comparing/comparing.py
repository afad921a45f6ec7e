"""All that both sides say of what both know: events, identifiers, acts that came of a procedure, titles, and relations of works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from painopiste.comparing.beside import AUTHORITY, Beside
from painopiste.comparing.comparison import Comparison, Verdict, compared
from painopiste.comparing.sides import CREATED, DATE, ELI, ELI_DL, KIND, PART_OF, SOURCE, edited_side, imported_side, pairs_of
from painopiste.graph import Iris
from painopiste.imports import Aligner, Edited, Shelf
from painopiste.store import Store

TITLE, REFERENCE, PROCEDURE = ELI_DL + "process_title", ELI_DL + "process_id", ELI_DL + "process_type"
CELEX, NUMBER, DAY, TYPE = ELI + "id_local", ELI + "number", ELI + "date_document", ELI + "type_document"
FROM, UNTIL, IN_FORCE = ELI + "first_date_entry_in_force", ELI + "date_no_longer_in_force", ELI + "in_force"
AMENDS, REPEALS, CORRECTS = ELI + "amends", ELI + "repeals", ELI + "corrects"
# How grave it is that two values differ, and that the edited graph says nothing; what notices leave out is never more than a hint.
DOSSIER = {REFERENCE: ("Violation", "Warning"), PROCEDURE: ("Warning", "Info"), CREATED: ("Violation", "Warning")}
WORK = {CELEX: ("Violation", "Info"), DAY: ("Violation", "Info"), NUMBER: ("Info", "Info"), TYPE: ("Warning", "Info")}
IN_FORCE_NOW, NOT_IN_FORCE = ELI + "InForce-inForce", ELI + "InForce-notInForce"
FORCE = {FROM: ("Warning", "Info"), UNTIL: ("Warning", "Info")}
RELATIONS = {AMENDS: ("Info", "Info"), REPEALS: ("Warning", "Warning"), CORRECTS: ("Info", "Info")}


def compare(store: Store, shelf: Shelf, iris: Iris, as_of: date) -> list[Comparison]:
    """Every comparison of a store with the edited graph alone, as it is on a day, and the notices of a shelf, sorted."""
    edited = Edited.of(store, iris)
    return sorted(Sides(store, Aligner(shelf, edited, iris), edited, iris, as_of).comparisons())


class Sides(Beside):
    """Both sides, with what is needed to compare them."""

    def __init__(self, store: Store, aligner: Aligner, edited: Edited, iris: Iris, as_of: date) -> None:
        self._basis, self._described, self._day = iris.term("legalBasis"), edited.described, as_of.isoformat()
        properties = {PART_OF, DATE, KIND, SOURCE, TITLE, *DOSSIER, *WORK, *FORCE, IN_FORCE, *RELATIONS, self._basis}
        super().__init__(store, edited_side(store, properties), imported_side(aligner, {*properties, iris.term("importedFrom")}), iris)
        self._pairs = list(pairs_of(store, aligner, self.imported))

    def comparisons(self) -> Iterator[Comparison]:
        """What is found of every pair, and of every work that both sides describe."""
        for ours, theirs in self._pairs:
            yield from self._events(ours, theirs)
            if self.edited.of(ours, REFERENCE):
                yield from self._properties(ours, theirs, DOSSIER)
                yield from self._properties(ours, theirs, {self._basis: ("Info", "Info")})
                yield from self._titles(ours, theirs)
        for work in sorted(self._described & {thing for thing, prop in self.imported.values if prop == CELEX}):
            yield from self._properties(work, work, {**WORK, **RELATIONS})
            yield from self._force(work)

    def _events(self, ours: str, theirs: str) -> Iterator[Comparison]:
        """The days of the events of each kind of the EU's table; our own kinds have nothing beside them."""
        here, there = self.edited.events(ours), self.imported.events(theirs)
        return self.days(ours, theirs, here, there, {kind for kind in here | there if kind.startswith(AUTHORITY)})

    def _properties(self, ours: str, theirs: str, graves: dict[str, tuple[str, str]]) -> Iterator[Comparison]:
        """The values of properties, without language."""
        for prop, grave in graves.items():
            mine, yours = self.edited.of(ours, prop), self.imported.of(theirs, prop)
            is_single = prop not in RELATIONS and prop != self._basis
            for verdict, one, other in compared(mine, yours, is_single):
                yield self.told(ours, theirs, prop, "", verdict, grave, one, other, self.edited.of(ours, SOURCE))

    def _force(self, work: str) -> Iterator[Comparison]:
        """From when to when an act is in force, and whether it is: compared as far as its notice tells, which notices seldom do."""
        told = {prop: grave for prop, grave in FORCE.items() if self.imported.of(work, prop)}
        yield from self._properties(work, work, told)
        for verdict, one, other in compared(self._state(work), yours, True) if (yours := self.imported.of(work, IN_FORCE)) else ():
            yield self.told(work, work, IN_FORCE, "", verdict, ("Warning", "Info"), one, other, self.edited.of(work, SOURCE))

    def _state(self, work: str) -> set[str]:
        """Whether an act is in force by its edited days; nothing if it is repealed and nobody says from when, for that may lie ahead."""
        starts, ends = self.edited.of(work, FROM), self.edited.of(work, UNTIL)
        if ends:
            return {NOT_IN_FORCE if min(ends) <= self._day else IN_FORCE_NOW}
        is_repealed = any(prop == REPEALS and (work, "") in told for (_, prop), told in self.edited.values.items())
        return {IN_FORCE_NOW} if starts and min(starts) <= self._day and not is_repealed else set()

    def _titles(self, ours: str, theirs: str) -> Iterator[Comparison]:
        """The title of a procedure in each language that both have, whatever its case and spaces."""
        for language in sorted(self.edited.languages(ours, TITLE) & self.imported.languages(theirs, TITLE)):
            mine, yours = self.edited.of(ours, TITLE, language), self.imported.of(theirs, TITLE, language)
            agree = {plain(text) for text in mine} == {plain(text) for text in yours}
            verdict = Verdict.AGREES if agree else Verdict.DIFFERS
            sides = tuple(sorted(mine)), tuple(sorted(yours))
            yield self.told(ours, theirs, TITLE, language, verdict, ("Info", "Info"), *sides, self.edited.of(ours, SOURCE))


def plain(text: str) -> str:
    """A text by its words alone.

    >>> plain(" Proposal  for a REGULATION ")
    'proposal for a regulation'
    """
    return " ".join(text.casefold().split())
