"""One name for each thing that several notices, or a notice and the edited graph, tell of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from painopiste.graph import PREFIXES, Iris
from painopiste.store import Statement, Store, Term

ELI_ROOT, ELI, RDF, SKOS = "http://data.europa.eu/eli/", PREFIXES["eli"], PREFIXES["rdf"], PREFIXES["skos"]
TYPE, SAME_AS, LABEL = RDF + "type", PREFIXES["owl"] + "sameAs", SKOS + "prefLabel"
# Of what notices say differently of one thing, one value stands.
SINGLE = {LABEL, ELI + "number", ELI + "id_local"}
KINDS = ("Proposal", "LegalAct", "Document")  # a thing of several is of the first
IDENTITIES = "SELECT ?thing ?same { { ?thing <%s> ?same } UNION { ?thing <%s> ?same } }"
DESCRIBED = "SELECT DISTINCT ?thing { ?thing a ?class }"
CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]+\S*")
ACT_LABEL = re.compile(r"\D+ [234]\d{4}[A-Z]\S*")


@dataclass
class Edited:
    """What the edited graph names and describes: the thing of ours for each identifier elsewhere, and every thing that has a class."""

    same: dict[str, str]
    described: set[str]

    @classmethod
    def of(cls, store: Store, iris: Iris) -> Edited:
        """The names in a store."""
        rows = store.rows(IDENTITIES % (SAME_AS, iris.term("authorityConcept")))
        return cls({row["same"].value: row["thing"].value for row in rows}, {row["thing"].value for row in store.rows(DESCRIBED)})


@dataclass
class Names:
    """The name of each imported thing that has another, the edited dossier of each counterpart, the one value and the one kind of shared things."""

    names: dict[str, str] = field(default_factory=dict)
    counterparts: dict[str, str] = field(default_factory=dict)
    single: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class Naming:
    """Finds the names of imported things."""

    def __init__(self, iris: Iris) -> None:
        self._dossiers = iris.thing("dossier/")
        self._same = {SAME_AS, iris.term("authorityConcept")}
        self.classes = {iris.term(kind): kind for kind in KINDS}
        self._shared = (*(iris.thing(f"{kind}/") for kind in ("act", "document", "proposal", "organisation")), ELI_ROOT)

    def is_naming(self, statement: Statement) -> bool:
        """Whether a statement has a say in what things are called."""
        subject, predicate = statement[0].value, statement[1].value
        if self._is_dossier(subject):
            return predicate == SAME_AS
        return subject.startswith(self._shared) and (predicate in self._same or predicate in SINGLE or predicate == TYPE)

    def _is_dossier(self, subject: str) -> bool:
        return subject.startswith(self._dossiers) and "/" not in subject.removeprefix(self._dossiers)

    def names(self, statements: Iterable[Statement], edited: Edited) -> Names:
        """The names that these statements and the edited graph give: the same ones in whatever order the statements come."""
        said, found, groups = list(statements), Names(), Groups()
        for subject, predicate, value in said:
            if predicate.value in self._same:
                self._identify(subject.value, value.value, groups, edited, found)
        for names in groups.sets():
            self._call(names, edited, found)
        self._choose(said, found)
        return found

    def _identify(self, subject: str, identifier: str, groups: Groups, edited: Edited, found: Names) -> None:
        if not self._is_dossier(subject):
            groups.join(subject, identifier)
        elif identifier in edited.same:
            found.counterparts[subject] = edited.same[identifier]

    def _call(self, names: set[str], edited: Edited, found: Names) -> None:
        """The edited name, or the best of those that notices gave."""
        ours = {name for name in names if name.startswith(self._shared)}
        known = sorted({edited.same[name] for name in names if name in edited.same} | (ours & edited.described))
        best = known[0] if known else min(ours, key=preference)
        found.names.update((name, best) for name in ours if name != best)

    def _choose(self, statements: list[Statement], found: Names) -> None:
        """One value and one kind for what notices tell differently."""
        values: dict[tuple[str, str, str], set[Term]] = defaultdict(set)
        for subject, predicate, value in statements:
            name = found.names.get(subject.value, subject.value)
            if predicate.value in SINGLE:
                values[name, predicate.value, language_of(value)].add(value)
            elif predicate.value == TYPE and value.value in self.classes:
                found.kinds[name] = min((self.classes[value.value], found.kinds.get(name, KINDS[-1])), key=KINDS.index)
        found.single = {place: min(terms, key=worth) for place, terms in values.items() if len(terms) > 1}


class Groups:
    """Names that are joined by what they share."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def _root(self, name: str) -> str:
        while (parent := self._parents.setdefault(name, name)) != name:
            self._parents[name] = self._parents[parent]
            name = parent
        return name

    def join(self, one: str, other: str) -> None:
        """Say that two names are of one thing."""
        self._parents[self._root(one)] = self._root(other)

    def sets(self) -> Iterable[set[str]]:
        """The names of each thing."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in list(self._parents):
            found[self._root(name)].add(name)
        return found.values()


def language_of(term: Term) -> str:
    """The language of a literal; nothing for any other term."""
    return getattr(term, "language", None) or ""


def preference(name: str) -> tuple[bool, bool, str]:
    """The place of a name among those that notices gave one thing: an ELI first, then what is named for its CELEX or proposal."""
    last = name.rpartition("/")[2]
    return not name.startswith(ELI_ROOT), "/proposal/" not in name and not CELEX.fullmatch(last.upper()), name


def worth(value: Term) -> tuple[bool, bool, str]:
    """The place of a value among several: the label of an act first, then a number that people cite, last a bare CELEX."""
    return not ACT_LABEL.fullmatch(value.value), bool(CELEX.fullmatch(value.value)), value.value
