"""The view of what a search finds, and of what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from painopiste.graph import Iris
from painopiste.pages.choices import Choice, Option
from painopiste.pages.names import short
from painopiste.pages.paging import Page, page_between, page_number
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text
from painopiste.search import FacetValue, Hit, Index, Results, Snippet

FIELDS = ("kind", "priority", "year", "status", "party", "topic")
"""The facets that the form offers; parties are those that are countries."""
COUNTRIES = "http://publications.europa.eu/resource/authority/country/"
SIZE = 20
MOST_PAGES = 1000


@dataclass(frozen=True)
class Part:
    """A stretch of a snippet, marked or not."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class HitView:
    """A hit: the thing, what kind it is, and the text by which it was found, if that is not its label."""

    link: Link
    kind: Link | None
    parts: tuple[Part, ...]
    language: str


@dataclass(frozen=True)
class SearchView:
    """What the page of search shows; without an index there is nothing to search in."""

    text: str
    page: Page[HitView]
    choices: tuple[Choice, ...]
    is_narrowed: bool


def search_view(reader: Reader, index: Index, asked: Mapping[str, str]) -> SearchView:
    """What is found for the words of a request, narrowed by its choices."""
    text, number = asked.get("q", ""), min(page_number(asked.get("page", "")), MOST_PAGES)
    chosen = {name: asked[name] for name in FIELDS if asked.get(name)}
    meant = {name: [meant_by(reader.iris, name, value)] for name, value in chosen.items()}
    found = index.search(text, reader.language, (), meant, SIZE, (number - 1) * SIZE)
    hits = [hit_view(reader, hit) for hit in found.hits]
    page = page_between(hits, found.total, number, [("q", text), *chosen.items()], SIZE)
    return SearchView(text, page, tuple(choices_of(reader, found, meant)), bool(chosen))


def meant_by(iris: Iris, name: str, value: str) -> str:
    """A value of a facet as the index has it: classes may be written by their name, things of ours without what stands before their path.

    >>> iris = Iris("https://w3id.org/painopiste")
    >>> meant_by(iris, "kind", "Dossier"), meant_by(iris, "topic", "topic/schengen")
    ('https://w3id.org/painopiste/def#Dossier', 'https://w3id.org/painopiste/id/topic/schengen')
    """
    if name == "year" or ":" in value:
        return value
    return iris.term(value) if name == "kind" else iris.thing(value)


def written(iris: Iris, name: str, value: str) -> str:
    """A value of a facet as addresses have it."""
    return value.removeprefix(iris.term("")) if name == "kind" else short(iris, value)


def choices_of(reader: Reader, found: Results, meant: Mapping[str, Sequence[str]]) -> Iterable[Choice]:
    """The fields in which something can be chosen, the values with most hits first; what was chosen is among them even if it leaves nothing."""
    for name in FIELDS:
        values = [value for value in found.facets.get(name, ()) if name != "party" or value.value.startswith(COUNTRIES)]
        wanted = next(iter(meant.get(name, ())), "")
        options = [option_of(reader, name, value, wanted) for value in values]
        if wanted and wanted not in (value.value for value in values):
            options.append(Option(written(reader.iris, name, wanted), Text(wanted), 0, True))
        if options:
            yield Choice(name, tuple(options))


def option_of(reader: Reader, name: str, value: FacetValue, wanted: str) -> Option:
    """A value of a facet as an option."""
    language = value.label.language if value.label.language != reader.language else ""
    return Option(written(reader.iris, name, value.value), Text(value.label.text, language), value.count, value.value == wanted)


def hit_view(reader: Reader, hit: Hit) -> HitView:
    """One hit for a reader."""
    label = Text(hit.label.text, "" if hit.label.language == reader.language else hit.label.language)
    kind = reader.term(hit.kind) if hit.kind else None
    return HitView(Link(label, reader.href(hit.iri)), kind, tuple(parts_of(hit.snippet)), hit.matched.language)


def parts_of(snippet: Snippet) -> list[Part]:
    """A snippet cut at the edges of its marks.

    >>> [(part.text, part.is_marked) for part in parts_of(Snippet("abcd", ((1, 3),)))]
    [('a', False), ('bc', True), ('d', False)]
    """
    parts, place = [], 0
    for start, end in snippet.marks:
        parts += [Part(snippet.text[place:start], False), Part(snippet.text[start:end], True)]
        place = end
    return [part for part in (*parts, Part(snippet.text[place:], False)) if part.text]
