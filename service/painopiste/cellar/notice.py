"""A CELLAR notice as facts: each fact once, under one name for each thing, however many aliases and property names it came with.

In a notice of the tree kind the same thing stands under several IRIs (celex, procedure, pegase, immc, cellar …), which owl:sameAs joins, and
the same fact under several properties of different generality. Here a thing has one key, and a fact is asked for by its fullest name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from painopiste.errors import NoticeError
from painopiste.graph import PREFIXES, Plain, PlainTriple, plain_triples

ESCAPED = re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);")
RESOURCE = "http://publications.europa.eu/resource/"
AUTHORITY = RESOURCE + "authority/"
CDM = "http://publications.europa.eu/ontology/cdm#"
CMR = "http://publications.europa.eu/ontology/cdm/cmr#"
ANNOTATION = "http://publications.europa.eu/ontology/annotation#"
SAME_AS, AXIOM = PREFIXES["owl"] + "sameAs", PREFIXES["owl"] + "Axiom"
TYPE = PREFIXES["rdf"] + "type"
ANNOTATED = {name: PREFIXES["owl"] + f"annotated{name}" for name in ("Source", "Property", "Target")}
# Which of its aliases names a thing: what people cite before what only a machine knows.
RANKS = ("celex", "procedure", "procedure-event", "comnat", "consil", "ep", "oj", "authority", "agent", "immc", "pegase")
LAST = len(RANKS)


@dataclass(frozen=True)
class Axiom:
    """What a notice says of one fact: its subject and object by their keys, and notes by annotation property."""

    source: str
    target: str
    notes: dict[str, tuple[str, ...]]
    asked: set[str]

    def note(self, name: str) -> str:
        """The first note of a kind, or nothing."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """The notes of a kind, sorted."""
        self.asked.add(ANNOTATION + name)
        return self.notes.get(name, ())


class Aliases:
    """The names of things, joined by owl:sameAs."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._parents: dict[str, str] = {}
        for one, other in pairs:
            self._parents[self._root(one)] = self._root(other)
        self._sets: dict[str, set[str]] = defaultdict(set)
        for name in list(self._parents):
            self._sets[self._root(name)].add(name)
        self._keys = {root: min(names, key=rank) for root, names in self._sets.items()}

    def _root(self, name: str) -> str:
        path = []
        while (parent := self._parents.setdefault(name, name)) != name:
            path.append(name)
            name = parent
        self._parents.update(dict.fromkeys(path, name))
        return name

    def key(self, name: str) -> str:
        """The one name under which a thing is known here."""
        return self._keys[self._root(name)] if name in self._parents else name

    def of(self, key: str) -> tuple[str, ...]:
        """All names of a thing, sorted."""
        return tuple(sorted(self._sets[self._root(key)])) if key in self._parents else (key,)


def scheme(name: str) -> str:
    """The kind of a CELLAR IRI, such as celex or procedure-event; nothing for any other IRI.

    >>> scheme("http://publications.europa.eu/resource/celex/32016R0399")
    'celex'
    """
    return name.removeprefix(RESOURCE).split("/", 1)[0] if name.startswith(RESOURCE) else ""


def rank(name: str) -> tuple[int, str]:
    """The place of an alias among those of one thing."""
    kind = scheme(name)
    return RANKS.index(kind) if kind in RANKS else LAST, name


def readable(value: Plain) -> Plain:
    """A literal without what was escaped twice on its way into CELLAR, such as the ends of lines in titles.

    >>> [readable(Plain(text, "en", "")).text for text in ("a&#13; DIRECTIVE", "EN &amp; GA", "a  b", "http://e/?a=1&copy=2")]
    ['a DIRECTIVE', 'EN & GA', 'a  b', 'http://e/?a=1&copy=2']
    """
    text = ESCAPED.sub(lambda found: unescape(found[0]), value.text)
    return value if text == value.text else replace(value, text=" ".join(text.split()))


class Notice:
    """The facts of one notice."""

    def __init__(self, name: str, triples: Iterable[PlainTriple]) -> None:
        self.name = name
        whole = list(triples)
        self._aliases = Aliases((subject, value) for subject, predicate, value in whole if predicate == SAME_AS and isinstance(value, str))
        self._facts: dict[str, dict[str, set[str | Plain]]] = defaultdict(lambda: defaultdict(set))
        self._inverse: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.asked: set[str] = set()
        self.properties = Counter(predicate for _, predicate, _ in whole)
        for subject, predicate, value in whole:
            if predicate != SAME_AS:
                self._take(self._aliases.key(subject), predicate, self._aliases.key(value) if isinstance(value, str) else readable(value))

    @classmethod
    def parse(cls, name: str, content: bytes) -> Notice:
        """The notice that a document of RDF/XML holds, or NoticeError."""
        try:
            return cls(name, plain_triples(content))
        except SyntaxError as error:
            raise NoticeError(name, f"is XML but not RDF/XML: {error.msg}") from error

    def _take(self, subject: str, predicate: str, value: str | Plain) -> None:
        self._facts[subject][predicate].add(value)
        if isinstance(value, str):
            self._inverse[predicate, value].add(subject)

    def aliases(self, key: str) -> tuple[str, ...]:
        """All names of a thing."""
        return self._aliases.of(key)

    def key(self, name: str) -> str:
        """The name under which a thing is known here."""
        return self._aliases.key(name)

    def literals(self, key: str, name: str) -> list[Plain]:
        """The literal values of a property of a thing, sorted."""
        return sorted(value for value in self._values(key, name) if isinstance(value, Plain))

    def texts(self, key: str, name: str) -> list[str]:
        """The lexical forms of the literal values, each once, sorted."""
        return sorted({value.text for value in self.literals(key, name)})

    def things(self, key: str, name: str) -> list[str]:
        """The things that a property leads to, sorted; blank nodes left out."""
        return sorted(value for value in self._values(key, name) if isinstance(value, str) and not value.startswith("_:"))

    def holders(self, name: str, key: str) -> list[str]:
        """The things from which a property leads to a thing, sorted."""
        return sorted(self._inverse.get((self._full(name), key), ()))

    def subjects(self, name: str) -> Iterator[str]:
        """Everything that has a property, sorted."""
        full = self._full(name)
        return (key for key in sorted(self._facts) if full in self._facts[key])

    def _values(self, key: str, name: str) -> set[str | Plain]:
        full = self._full(name)
        return self._facts[key].get(full, set()) if key in self._facts else set()

    def _full(self, name: str) -> str:
        full = name if ":" in name else CDM + name
        self.asked.add(full)
        return full

    def axioms(self, name: str) -> list[Axiom]:
        """What is said of the facts of one property; what is said alike of one fact under several aliases stands once."""
        found = {axiom_key(axiom): axiom for node in self.holders(ANNOTATED["Property"], CDM + name) for axiom in self._axioms(node)}
        return [found[place] for place in sorted(found)]

    def _axioms(self, node: str) -> Iterator[Axiom]:
        self.asked.update(ANNOTATED.values())
        notes = {
            predicate.removeprefix(ANNOTATION): tuple(sorted(value.text if isinstance(value, Plain) else value for value in values))
            for predicate, values in self._facts[node].items()
            if predicate.startswith(ANNOTATION)
        }
        for source in self.things(node, ANNOTATED["Source"]):
            for target in self.things(node, ANNOTATED["Target"]):
                yield Axiom(source, target, notes, self.asked)


def axiom_key(axiom: Axiom) -> tuple[str, str, str]:
    """What tells two axioms apart; when they were built does not."""
    return axiom.source, axiom.target, repr(sorted((name, values) for name, values in axiom.notes.items() if name != "build_info"))
