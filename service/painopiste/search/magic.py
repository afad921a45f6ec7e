"""Search in SPARQL: `?thing def:search "words"` is answered by the index and put into the query as VALUES.

    ?thing def:search "tekoälysääntely" .
    ?thing def:search "AI-förordningen"@sv ; def:searchScore ?score ; a def:Dossier .
    ?thing def:search ("border" 20) .

The text is searched as in a search box, in the language of its tag or else in that of the request. The list form says how many hits
are wanted, 100 unless told, 200 at most. Nothing else may stand in the place of the text, and the thing must be a variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NoReturn
from urllib.parse import urljoin

from painopiste.errors import QuerySyntaxError
from painopiste.graph import Iris
from painopiste.model import LANGUAGES
from painopiste.search.index import Index
from painopiste.store import Kind, Token, tokens_of

USUAL_HITS, MOST_HITS, MOST_SEARCHES = 100, 200, 10
BASE = "<"
VALUE_WORDS = {"a", "true", "false"}
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
WRITABLE = re.compile(r'[^<>"{}|^`\\\x00-\x20]+')
EXAMPLE = 'Write it as in ?thing def:search "words" ; def:searchScore ?score .'


@dataclass
class Search:
    """A statement that searches: its thing, what is asked of it, what else is said of it, and the part of the query that it takes."""

    thing: str
    start: int
    end: int
    text: str | None = None
    language: str = ""
    hits: int = USUAL_HITS
    score: str | None = None
    rest: list[str] = field(default_factory=list)


def rewritten(text: str, index: Index, language: str = "fi") -> str:
    """The query with each search pattern replaced by the things that the index finds; a query without one stays as it is.

    Args:
        text: a SPARQL query.
        index: the index that is searched.
        language: the language of texts without a tag.

    Raises:
        QuerySyntaxError: a search pattern is not of a form that can be answered; with its line and column.
    """
    for search in reversed(list(Statements(text, Iris(index.base)).searches())):
        text = text[: search.start] + values(search, index, search.language or language) + text[search.end :]
    return text


def values(search: Search, index: Index, language: str) -> str:
    """The pattern that stands for a search: its hits as VALUES, and what else the statement says of the thing."""
    hits = [hit for hit in index.best(search.text or "", language, search.hits) if WRITABLE.fullmatch(hit[0])]
    names = f"({search.thing} {search.score})" if search.score else search.thing
    rows = (f"(<{iri}> {score:.4f})" if search.score else f"<{iri}>" for iri, score in hits)
    rest = f" {search.thing} {' ; '.join(search.rest)}" if search.rest else ""
    return f"VALUES {names} {{ {' '.join(rows)} }}{rest}"


class Statements:
    """The statements of a query that search, found by its tokens."""

    def __init__(self, text: str, iris: Iris) -> None:
        self._text = text
        self._tokens = [token for token in tokens_of(text) if not token.is_gap]
        self._prefixes = declared(self._tokens)
        self._search, self._score = iris.term("search"), iris.term("searchScore")

    def searches(self) -> Iterator[Search]:
        """Every search, in the order of the text."""
        places = [place for place, token in enumerate(self._tokens) if self._is_ours(token) and self._text_at(place - 1).upper() != "PREFIX"]
        if len(places) > 2 * MOST_SEARCHES:
            self._refuse(places[0], f"a query may search {MOST_SEARCHES} times at most")
        done = -1
        for place in places:
            start = self._start(place)
            if start > done and self._is_verb(place, start):
                done = start
                yield self._read(start, place)

    def _is_ours(self, token: Token) -> bool:
        return resolved(token, self._prefixes) in (self._search, self._score)

    def _text_at(self, place: int) -> str:
        return self._tokens[place].text if 0 <= place < len(self._tokens) else ""

    def _start(self, place: int) -> int:
        """The first token of the statement around a place, or the first one within the brackets around it."""
        depth = 0
        for at in range(place - 1, -1, -1):
            text = self._text_at(at)
            if depth == 0 and (text in (".", "{", "}", "(", "[") or (text == ")" and self._is_end_of_expression(at))):
                return at + 1
            depth += (text in (")", "]")) - (text in ("(", "["))
        return 0

    def _is_end_of_expression(self, place: int) -> bool:
        opening = self._opening(place)
        before = self._tokens[opening - 1] if opening else None
        is_call = before is not None and before.kind in (Kind.NAME, Kind.IRI) and self._text_at(opening - 2).upper() == "FILTER"
        return before is not None and (is_call or (before.kind == Kind.WORD and before.text not in VALUE_WORDS))

    def _opening(self, place: int) -> int:
        """The place of the bracket that the one at a place closes."""
        depth = 0
        for at in range(place, -1, -1):
            depth += (self._text_at(at) in (")", "]")) - (self._text_at(at) in ("(", "["))
            if depth == 0:
                return at
        return 0

    def _end(self, place: int) -> int:
        """The token behind the statement around a place."""
        depth = 0
        for at in range(place, len(self._tokens)):
            token = self._tokens[at]
            is_keyword = token.kind == Kind.WORD and token.text not in VALUE_WORDS
            if depth == 0 and (token.text in (".", "{", "}") or is_keyword):
                return at
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        return len(self._tokens)

    def _is_verb(self, place: int, start: int) -> bool:
        """Whether a term stands as a property; in a path or about an unnamed thing, a search cannot be answered."""
        before, after, around = self._text_at(place - 1), self._text_at(place + 1), self._text_at(start - 1)
        if (around == "[" and (place == start or before == ";")) or (place > start and before in ("]", ")")):
            self._refuse(place, "the thing that is searched must be a variable")
        is_or = "||" in (before + self._text_at(place - 2), after + self._text_at(place + 2))
        if not is_or and (before in ("^", "/", "|", "!") or after in ("/", "|", "*", "+", "?", "^")):
            self._refuse(place, "a search cannot be part of a property path")
        return around not in ("(", "[") and (place == start + 1 or before == ";")

    def _read(self, start: int, place: int) -> Search:
        end = self._end(place)
        subject = self._tokens[start]
        if subject.kind != Kind.VARIABLE:
            self._refuse(start, "the thing that is searched must be a variable")
        if self._is_template(start):
            self._refuse(place, "a search belongs into the WHERE clause, not into the template of CONSTRUCT")
        search = Search(subject.text, subject.start, self._tokens[end - 1].end)
        for first, last in self._pairs(start + 1, end):
            self._take(search, first, last)
        if search.text is None:
            self._refuse(place, "def:searchScore stands in the same statement as def:search, behind a semicolon")
        return search

    def _pairs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The first and the last token of each property with its values."""
        depth, first = 0, start
        for at in range(start, end + 1):
            if at == end or (depth == 0 and self._text_at(at) == ";"):
                if first < at:
                    yield first, at - 1
                first = at + 1
            depth += (self._text_at(at) in ("(", "[")) - (self._text_at(at) in (")", "]"))

    def _take(self, search: Search, first: int, last: int) -> None:
        """Note what one property asks for."""
        verb, value = resolved(self._tokens[first], self._prefixes), self._tokens[first + 1 : last + 1]
        if verb == self._search:
            if search.text is not None:
                self._refuse(first, "a statement may search only once")
            self._take_text(search, first, value)
        elif verb == self._score:
            if [token.kind for token in value] != [Kind.VARIABLE] or search.score or value[0].text[1:] == search.thing[1:]:
                self._refuse(first, "def:searchScore takes one variable of its own")
            search.score = value[0].text
        else:
            search.rest.append(self._text[self._tokens[first].start : self._tokens[last].end])

    def _take_text(self, search: Search, first: int, value: list[Token]) -> None:
        is_list = len(value) > 1 and (value[0].text, value[-1].text) == ("(", ")")
        parts = value[1:-1] if is_list else value
        text, tag, number = ([token for token in parts if token.kind == kind] for kind in (Kind.STRING, Kind.LANGUAGE, Kind.NUMBER))
        if [*text[:1], *tag[:1], *number[: int(is_list)]] != parts or not text:
            self._refuse(first, "def:search takes a text in quotes, or a list of a text and a number")
        search.text, search.language = unquoted(text[0].text), self._language(first, tag)
        search.hits = self._hits(first, number)

    def _language(self, place: int, tag: list[Token]) -> str:
        language = tag[0].text[1:].partition("-")[0].lower() if tag else ""
        if language and language not in LANGUAGES:
            self._refuse(place, f"the search knows the languages {', '.join(LANGUAGES)}, not {language}")
        return language

    def _hits(self, place: int, number: list[Token]) -> int:
        text = number[0].text if number else str(USUAL_HITS)
        if not text.isdecimal() or len(text) > len(str(MOST_HITS)) or not 0 < int(text) <= MOST_HITS:
            self._refuse(place, f"a search gives 1 to {MOST_HITS} hits")
        return int(text)

    def _is_template(self, place: int) -> bool:
        """Whether a place lies in the template of a CONSTRUCT query, be it one that is also its pattern."""
        form = next((at for at, token in enumerate(self._tokens) if token.word == "CONSTRUCT"), None)
        if form is None or place < form:
            return False
        closing = next((at for at in range(form, len(self._tokens)) if self._text_at(at) == "}"), place)
        return self._text_at(form + 1) != "{" or place < closing

    def _refuse(self, place: int, reason: str) -> NoReturn:
        """Raise the error of a search that cannot be answered."""
        before = self._text[: self._tokens[place].start]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise QuerySyntaxError(f"This search cannot be answered: {reason} (line {line}, column {column}). {EXAMPLE}", line, column)


def declared(found: list[Token]) -> dict[str, str]:
    """The prefixes that a query declares; its base stands under the name of BASE, which no prefix can have."""
    known = {BASE: ""}
    for word, first, second in zip_longest(found, found[1:], found[2:]):
        if word.word == "BASE" and first and first.kind == Kind.IRI:
            known[BASE] = first.text[1:-1]
        if word.word == "PREFIX" and second and second.kind == Kind.IRI:
            known[first.text.removesuffix(":")] = absolute(second.text[1:-1], known[BASE])
    return known


def absolute(iri: str, base: str) -> str:
    """An IRI, taken relative to a base if there is one."""
    try:
        return urljoin(base, iri)
    except ValueError:
        return iri


def resolved(token: Token, known: dict[str, str]) -> str | None:
    """The IRI of a token, if it is one or a prefixed name."""
    if token.kind == Kind.IRI:
        return absolute(token.text[1:-1], known[BASE])
    prefix, _, local = token.text.partition(":")
    return known[prefix] + local if token.kind == Kind.NAME and prefix in known else None


def unquoted(text: str) -> str:
    r"""The text of a SPARQL string.

    >>> unquoted('"a \\"b\\" \\u00e4"')
    'a "b" ä'
    """
    marks = 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
    return ESCAPE.sub(unescaped, text[marks : len(text) - marks])


def unescaped(match: re.Match[str]) -> str:
    """The character that an escape stands for; one that is none stands for itself."""
    code = int(match[1] or match[2] or "0", 16)
    if match[3]:
        return ESCAPED.get(match[3], match[3])
    return chr(code) if code < 0x110000 else match[0]
