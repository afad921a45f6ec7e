"""Building an index from a filled store, into one file."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from painopiste.graph import PREFIXES, Iris
from painopiste.model import LANGUAGES, pick
from painopiste.queries import Catalogue
from painopiste.search import schema
from painopiste.search.forms import Forms
from painopiste.search.morphology import Morphology
from painopiste.search.references import identifying, papers, published
from painopiste.search.words import Word, key, words
from painopiste.store import Store, Term

LABEL, ALIAS, SLUG = "label", "alias", "slug"
ROLES = {
    "skos:prefLabel": LABEL,
    "skos:altLabel": "alternative",
    "skos:hiddenLabel": "hidden",
    "skos:notation": "notation",
    "foaf:name": "name",
}
TITLE = "title"
WEIGHTS = {LABEL: 1.0, "alternative": 0.97, "name": 0.97, ALIAS: 0.97, "hidden": 0.9, "notation": 0.85, TITLE: 0.8, SLUG: 0.8}
LONGER_BY_A_WORD, LONGEST = 0.03, 0.5
UNKNOWN_PLACE = 399
LAST_PLACE_WITH_OTHER_NAMES = 199
# A label that ends in another name or a remark, as in "Entry/Exit System (EES)".
TWO_NAMES = re.compile(r"(?P<first>[^()]{2,}) \((?P<second>[^()]{2,})\)")


@dataclass
class Thing:
    """What an index is told of a thing."""

    iri: str
    texts: set[tuple[str, str, str]] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)
    references: set[tuple[str, bool]] = field(default_factory=set)
    facets: set[tuple[str, str]] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The kind that stands first in the order of hits; none if it has no listed one."""
        return min(self.kinds, key=lambda kind: (self.kinds[kind], kind), default="")

    @property
    def place(self) -> int:
        """The place of its kind in the order of hits, a hundred a group."""
        return min(self.kinds.values(), default=UNKNOWN_PLACE)

    @property
    def rank(self) -> tuple[int, str, str]:
        """What decides between equally good hits: the kind, then the Finnish label or the nearest one, then the IRI."""
        label = pick({language: text for role, language, text in sorted(self.texts) if role == LABEL}, "fi")
        return self.place, key(label[0]) if label else "", self.iri


def build_index(store: Store, catalogue: Catalogue, iris: Iris, path: Path, morphology: Morphology | None = None) -> None:
    """Write an index of all labelled things of a store to a file, in the place of one that is there.

    The same store gives the same bytes. With a morphology, as `installed()` finds it, Finnish words are also filed under their base forms.
    """
    path.unlink(missing_ok=True)
    things = gathered(store, catalogue, iris)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema.TABLES)
        with connection:
            write(connection, things, Forms(morphology))
            meta = {"version": schema.VERSION, "base": iris.base, "morphology": morphology.name if morphology else ""}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.executescript(schema.INDEXES)
        connection.execute("VACUUM")


def gathered(store: Store, catalogue: Catalogue, iris: Iris) -> list[Thing]:
    """All labelled things with everything that they are found and narrowed by, in the order in which equally good hits stand."""
    found: defaultdict[str, Thing] = defaultdict(lambda: Thing(""))
    roles = {PREFIXES[prefix] + name: role for term, role in ROLES.items() for prefix, name in [term.split(":")]}
    for row in rows(store, catalogue, "texts"):
        found[row["thing"].value].texts.add((roles.get(row["property"].value, TITLE), language_of(row["text"]), row["text"].value))
    for row in rows(store, catalogue, "kinds"):
        found[row["thing"].value].kinds[row["kind"].value] = int(row["place"].value)
    for row in rows(store, catalogue, "references"):
        thing, own, identifier = found[row["thing"].value], row["own"].value == "true", row["identifier"].value
        thing.references.update((reference, own) for reference in identifying(identifier))
        thing.identifiers.update({identifier} if own else ())
    for row in rows(store, catalogue, "journals"):
        keys = published(row["text"].value, int(row["date"].value[:4]))
        found[row["thing"].value].references.update((key, True) for key in keys)
    for row in rows(store, catalogue, "links"):
        found[row["thing"].value].links.add((row["role"].value, row["other"].value))
    for row in rows(store, catalogue, "facets"):
        found[row["thing"].value].facets.add((row["facet"].value, row["value"].value))
    return sorted((completed(iri, thing, iris) for iri, thing in found.items() if thing.texts), key=lambda thing: thing.rank)


def rows(store: Store, catalogue: Catalogue, name: str) -> list[dict[str, Term]]:
    """The answer to one of the queries that an index is made from."""
    return store.rows(catalogue[f"search/{name}"].text)


def language_of(term: Term) -> str:
    """The language of a literal, or nothing."""
    return getattr(term, "language", None) or ""


def completed(iri: str, thing: Thing, iris: Iris) -> Thing:
    """A thing with what follows from its names: other names, references, facets, and the last part of its IRI."""
    thing.iri = iri
    labels = {(language, text) for role, language, text in thing.texts if role == LABEL}
    own = {key for key in identifying(iri) if key.startswith(("eli ", "number "))} if "/eli/" in iri else set()
    thing.references.update((key, True) for key in own.union(*(papers(text) for _, text in labels)))
    path = iris.path(iri)
    if path and thing.place <= LAST_PLACE_WITH_OTHER_NAMES:
        thing.texts.update((ALIAS, language, name) for language, text in labels for name in names_in(text))
        thing.texts.add((SLUG, "", path.rpartition("/")[2]))
    thing.facets.update({("language", language) for language, _ in labels if language} | {("kind", kind) for kind in thing.kinds})
    return thing


def names_in(label: str) -> list[str]:
    """The names that a label joins, if it ends in parentheses; those in lower case hold a remark.

    >>> names_in("Entry/Exit System (EES)"), names_in("Return Directive (recast)")
    (['Entry/Exit System', 'EES'], ['Return Directive'])
    """
    match = TWO_NAMES.fullmatch(label)
    return [name for name in match.groups() if name == match["first"] or name[0].isupper()] if match else []


def write(connection: sqlite3.Connection, things: list[Thing], forms: Forms) -> None:
    """Fill the tables; the number of a thing is its place among equally good hits."""
    vocabulary = Vocabulary(forms)
    texts = [(number, *text) for number, thing in enumerate(things) for text in sorted(thing.texts)]
    connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", ((n, thing.iri, thing.kind, thing.place) for n, thing in enumerate(things)))
    connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?)", (text_row(n, *text) for n, text in enumerate(texts)))
    connection.executemany("INSERT INTO posting VALUES (?, ?)", sorted(vocabulary.postings(texts)))
    connection.executemany("INSERT INTO word VALUES (?, ?)", ((n, word) for word, n in vocabulary.numbers.items()))
    connection.executemany("INSERT INTO form VALUES (?, ?, ?)", sorted(vocabulary.forms_of_words))
    references = sorted((reference, own, n) for n, thing in enumerate(things) for reference, own in thing.references)
    connection.executemany("INSERT INTO reference VALUES (?, ?, ?)", references)
    identifiers = ((n, value) for n, thing in enumerate(things) for value in sorted(thing.identifiers))
    connection.executemany("INSERT INTO identifier VALUES (?, ?)", identifiers)
    numbers = {thing.iri: n for n, thing in enumerate(things)}
    links = ((n, role, numbers[other]) for n, thing in enumerate(things) for role, other in sorted(thing.links) if other in numbers)
    connection.executemany("INSERT INTO link VALUES (?, ?, ?)", links)
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", ((n, *facet) for n, thing in enumerate(things) for facet in sorted(thing.facets)))


def text_row(number: int, thing: int, role: str, language: str, text: str) -> tuple[int, int, str, str, str, str, float]:
    """A row of `text`. The more words a text has, the less one of them tells."""
    folded = key(text)
    brevity = max(LONGEST, 1 - LONGER_BY_A_WORD * folded.count(" "))
    return number, thing, role, language, text, folded, WEIGHTS[role] * brevity


class Vocabulary:
    """The words of all texts, numbered as they come, with the forms under which they are filed."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._seen: set[tuple[str, str]] = set()
        self.numbers: dict[str, int] = {}
        self.forms_of_words: set[tuple[str, bool, int]] = set()

    def postings(self, texts: Iterable[tuple[int, str, str, str]]) -> set[tuple[int, int]]:
        """Which word stands in which text, both by number."""
        return {(self.number(word, language), n) for n, (_, _, language, text) in enumerate(texts) for word in words(text)}

    def number(self, word: Word, language: str) -> int:
        """The number of a word, which is filed when it is first met in a language."""
        number = self.numbers.setdefault(word.folded, len(self.numbers))
        if (word.text, language) not in self._seen:
            self._seen.add((word.text, language))
            self.file(word, language, number)
        return number

    def file(self, word: Word, language: str, number: int) -> None:
        """Note the forms of a word in the language of its text; English ones where a text has none."""
        spoken = language if language in LANGUAGES else "en"
        self.forms_of_words.update((form, True, number) for form in self._forms.whole(word, [spoken]))
        if spoken == "fi":
            self.forms_of_words.update((form, False, number) for form in self._forms.inner(word))
