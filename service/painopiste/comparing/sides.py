"""What each side says of the things that both know: facts by thing and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from painopiste.graph import PREFIXES, Iris
from painopiste.imports import Aligner
from painopiste.store import Store, iri

ELI, ELI_DL, DCT = PREFIXES["eli"], PREFIXES["eli-dl"], PREFIXES["dct"]
PART_OF, DATE, KIND = ELI_DL + "forms_part_of", ELI_DL + "activity_date", ELI_DL + "had_activity_type"
CREATED = ELI_DL + "created_a_realization_of"
SOURCE = DCT + "source"
FACTS = "SELECT ?property ?thing ?value (LANG(?value) AS ?language) WHERE { ?thing ?property ?value }"
MEMBERS = f"SELECT ?record ?act WHERE {{ ?record <{ELI}has_member> ?act }}"
Values = set[tuple[str, str]]


@dataclass
class Side:
    """The values, each with its language, by thing and property."""

    values: dict[tuple[str, str], Values] = field(default_factory=lambda: defaultdict(set))

    def of(self, thing: str, prop: str, language: str = "") -> set[str]:
        """The values of a property of a thing in a language, or without one."""
        return {value for value, told in self.values.get((thing, prop), ()) if told == language}

    def languages(self, thing: str, prop: str) -> set[str]:
        """The languages in which a property has values."""
        return {language for _, language in self.values.get((thing, prop), ())}

    def events(self, whole: str) -> dict[str, set[str]]:
        """The days of the events of a thing, by kind."""
        found: dict[str, set[str]] = defaultdict(set)
        for event in self.parts[whole]:
            for kind in self.of(event, KIND):
                found[kind] |= self.of(event, DATE)
        return found

    def sources(self, whole: str, kind: str, days: Iterable[str]) -> set[str]:
        """What the events of a kind on some days, or the whole thing, were read in."""
        events = [event for event in self.parts[whole] if kind in self.of(event, KIND) and self.of(event, DATE) & set(days)]
        return {source for event in events for source in self.of(event, SOURCE)} or self.of(whole, SOURCE)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The events by the thing that they form part of, once all values are there."""
        found: dict[str, list[str]] = defaultdict(list)
        wholes = ((event, told) for (event, prop), told in self.values.items() if prop == PART_OF)
        for event, whole in ((event, whole) for event, told in wholes for whole, _ in told):
            found[whole].append(event)
        return found


def edited_side(store: Store, properties: Iterable[str]) -> Side:
    """What the edited graph says by some properties."""
    side = Side()
    for prop in properties:
        for row in store.rows(FACTS, {"property": iri(prop)}):
            side.values[row["thing"].value, prop].add((row["value"].value, row["language"].value if "language" in row else ""))
    return side


def imported_side(aligner: Aligner, properties: set[str]) -> Side:
    """What all notices say by some properties, under the names of the edited graph."""
    side = Side()
    for subject, predicate, value in aligner.told():
        if predicate.value in properties:
            side.values[subject.value, predicate.value].add((value.value, getattr(value, "language", None) or ""))
    return side


def pairs_of(store: Store, aligner: Aligner, imported: Side) -> Iterator[tuple[str, str]]:
    """The edited and the imported one of each procedure that both know: a dossier, or the record of a piece of law that it led to."""
    counterparts = aligner.names.counterparts
    yield from sorted((ours, theirs) for theirs, ours in counterparts.items())
    records = [(row["act"].value, row["record"].value) for row in store.rows(MEMBERS)]
    made: dict[str, list[str]] = defaultdict(list)
    for (dossier, prop), acts in imported.values.items():
        if prop == CREATED and dossier not in counterparts:
            for act, _ in acts:
                made[act].append(dossier)
    yield from sorted({(record, dossier) for act, record in records for dossier in made[act]})


def stages_of(store: Store, iris: Iris) -> set[str]:
    """The kinds of event that lead to a stage."""
    return {row["thing"].value for row in store.rows(FACTS, {"property": iri(iris.term("leadsToStage"))})}
