"""References to EU law and to national papers, in the many ways in which they are written, as keys that can be compared.

A key is a kind of reference and its parts, as in "procedure 2021/106".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from painopiste.search.words import fold

Reader = Callable[[re.Match[str]], Iterable[str]]
FIRST_YEAR, LAST_YEAR = 1950, 2099
PROCEDURES = "COD|CNS|NLE|APP|AVC|SYN|ACC|INI|INL|RSP|BUD|DEC|DEA|RPS"
SERIES = {"KOM": "COM"}
PAPERS = {"RP": "HE", "SRR": "VNS"}
SHORTEST_COMPACT = 5
YEAR_OF_PAPER = re.compile(r"/\s?(?:19|20)\d\d(?!\d)")
BARE = re.compile(r"(?:procedure |eli [a-z_]+/|celex 3)(?P<year>\d{4})(?:/|[A-Z]{1,2})(?P<number>\d+)[A-Z]?")


def procedure(match: re.Match[str]) -> Iterable[str]:
    """The procedure, without zeros before its number."""
    yield f"procedure {match['year']}/{int(match['number'])}{(match['part'] or '').upper()}"


def document(match: re.Match[str]) -> Iterable[str]:
    """The document of an institution, its series by the English letters."""
    series = match["series"].upper()
    yield f"document {SERIES.get(series, series)} {match['year']}/{int(match['number'])}"


def celex(match: re.Match[str]) -> Iterable[str]:
    """The CELEX number; a consolidated text (sector 0) refers to its act (sector 3)."""
    sector = "3" if match["sector"] == "0" else match["sector"]
    yield f"celex {sector}{match['rest'].upper()}"


def eli(match: re.Match[str]) -> Iterable[str]:
    """The act of an ELI, whatever its version or language."""
    yield f"eli {match['type'].lower()}/{match['year']}/{int(match['number'])}"


def paper(match: re.Match[str]) -> Iterable[str]:
    """The paper of the Finnish government or parliament, its kind by the Finnish letters."""
    kind = match["kind"].upper()
    yield f"paper {PAPERS.get(kind, kind)} {int(match['number'])}/{match['year']}"


def number(match: re.Match[str]) -> Iterable[str]:
    """The act with a number and a year, whichever stands first; both readings where both are years."""
    first, second = int(match["first"]), int(match["second"])
    if FIRST_YEAR <= first <= LAST_YEAR:
        yield f"number {first}/{second}"
    elif 50 <= first < 100 and len(match["first"]) == 2:
        yield f"number {1900 + first}/{second}"
    if FIRST_YEAR <= second <= LAST_YEAR:
        yield f"number {second}/{first}"


# The more telling ones first: what one has read, the next ones do not see.
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?<![a-z0-9])eli/(?P<type>[a-z_]{2,20})/(?P<year>\d{4})/(?P<number>\d{1,6})(?!\d)", eli),
        (r"(?<![a-z0-9])proc(?:edure)?/(?P<year>\d{4})[_-](?P<number>\d{1,4})(?P<part>[a-z])?(?![a-z0-9])", procedure),
        (rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s?/\s?(?P<number>\d{{1,4}})(?P<part>[A-Z])?\s?[(/]\s?(?:{PROCEDURES})(?![a-z])\)?", procedure),
        (rf"(?<![a-z])(?:{PROCEDURES})\s?[(/]\s?(?P<year>(?:19|20)\d\d)\s?[)/]\s?(?P<number>\d{{1,4}})(?P<part>[A-Z])?(?![a-z0-9])", procedure),
        (r"(?<![a-z])(?P<series>COM|KOM|JOIN|SWD|SEC|C)\s?[(/]\s?(?P<year>(?:19|20)\d\d)\s?[)/]\s?(?P<number>\d{1,5})(?!\d)", document),
        (r"(?<![a-z0-9])(?P<sector>[0-9CE])(?P<rest>(?:19|20)\d\d[A-Z]{1,2}\d{3,4}(?:\(\d\d\))?)(?![a-z0-9])", celex),
        (r"(?<![a-z])(?P<kind>HE|RP|VNS|SRR|U|E)\s(?P<number>\d{1,4})\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d)", paper),
        (r"(?<![\d/])(?P<first>\d{1,4})\s?/\s?(?P<second>\d{1,5})(?![\d])", number),
    )
)


def references(text: str) -> frozenset[str]:
    """The keys of all references in a text, however they are written.

    >>> sorted(references("COD(2021)0106") | references("2021/0106/COD") | references("2021/0106(COD)"))
    ['procedure 2021/106']
    >>> sorted(references("asetus (EY) N:o 767/2008"))
    ['number 2008/767']
    """
    found: set[str] = set()
    for pattern, reader in READERS:
        found.update(key for match in pattern.finditer(text) for key in reader(match))
        text = pattern.sub(" ", text)
    return frozenset(found)


def compact(text: str) -> str | None:
    """A text as a key by its letters and digits alone; None if too short or without a digit.

    >>> compact("ST 7371/22")
    'compact st737122'
    """
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    return f"compact {letters}" if len(letters) >= SHORTEST_COMPACT and any(letter.isdigit() for letter in letters) else None


def identifying(identifier: str) -> frozenset[str]:
    """The keys under which the bearer of an identifier is filed; procedures and acts also under their bare number.

    >>> sorted(identifying("2021/0106(COD)"))
    ['compact 20210106cod', 'number 2021/106', 'procedure 2021/106']
    """
    found = references(identifier)
    bare = {f"number {match['year']}/{int(match['number'])}" for key in found for match in [BARE.fullmatch(key)] if match}
    alone = None if identifier.startswith("http") else compact(identifier)
    return found | bare | ({alone} if alone else set())


def asked(text: str) -> frozenset[str]:
    """The keys that a text in a search box may mean; it may be an address with a reference in it.

    >>> sorted(references(unquote("https://eur-lex.europa.eu/legal-content/FI/TXT/?uri=CELEX%3A02024R1689-20260727")))
    ['celex 32024R1689']
    """
    alone = compact(text)
    return references(unquote(text)) | ({alone} if alone else set())


# How an act's note tells where it was published; the word before a page is "p." in English, "s." in Finnish and Swedish.
PUBLISHED = re.compile(r"Publi(?:shed|cation) in OJ (?P<series>[LC])\s?(?P<issue>\d{1,3})(?: of [\d.]+)?(?:, (?:at )?p\. (?P<page>\d{1,4}))?")


def journal(series: str, year: int, issue: int, page: int | None = None) -> str:
    """The key of a place in the Official Journal as it was numbered until September 2023: an issue of a year, or a page of it.

    >>> journal("L", 2016, 119, 89), journal("L", 2016, 119)
    ('journal L 2016/119/89', 'journal L 2016/119')
    """
    return f"journal {series} {year}/{issue}" + (f"/{page}" if page else "")


def published(note: str, year: int) -> frozenset[str]:
    """The keys of the place in the Official Journal that a note on an act published in a year begins with.

    >>> sorted(published("Published in OJ L 468, p. 1-54. Under Art. 73 a part applies from 2023-12-31", 2021))
    ['journal L 2021/468', 'journal L 2021/468/1']
    """
    match = PUBLISHED.match(note)
    if not match:
        return frozenset()
    series, issue = match["series"], int(match["issue"])
    return frozenset({journal(series, year, issue), journal(series, year, issue, int(match["page"] or 0))})


def papers(label: str) -> frozenset[str]:
    """The keys of the national papers that a label names."""
    if not YEAR_OF_PAPER.search(label):
        return frozenset()
    return frozenset(key for key in references(label) if key.startswith("paper "))
