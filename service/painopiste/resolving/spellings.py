"""The ways in which identifiers of EU law are written, each read as what it says and no more.

Sources: the Interinstitutional Style Guide for references to acts and to the Official Journal, which since 2015 numbers acts of all kinds
in one series and before gave regulations the number first; the URI patterns of CELLAR and of the European Parliament for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from painopiste.errors import IdentifierError
from painopiste.model import Celex, Eli, ProcedureReference
from painopiste.resolving.addresses import carried
from painopiste.resolving.reading import Reading, Relation
from painopiste.search import Entry
from painopiste.search.references import FIRST_YEAR, LAST_YEAR, PROCEDURES, compact, journal

Match = re.Match[str]
ONE_SERIES_FROM = 2015
PARLIAMENTS_OWN_FROM = 2000
"""Interinstitutional procedures have numbers below 1000, the Parliament's own have them from here on."""
SAME_KIND = {"OLP": "COD"}
SERIES = {"KOM": "COM"}
DOCUMENT_CELEX = {"COM": ("PC", "DC"), "JOIN": ("JC",), "SWD": ("SC",), "SEC": ("SC",)}

WORDS = (
    r"(?:(?:the|of|and|council|commission|european|parliament|implementing|delegated"
    r"|euroopan|unionin|parlamentin|ja|neuvoston|komission|täytäntöönpano|delegoitu"
    r"|europaparlamentets|och|rådets|kommissionens|delegerade?|delegerat)[\s-]+)*"
)
KINDS = {
    "R": r"regulation|(?:täytäntöönpano)?asetus|(?:genomförande)?förordning(?:en)?",
    "L": r"directive|(?:täytäntöönpano)?direktiivi|(?:genomförande)?direktiv(?:et)?",
    "F": r"framework decision|puitepäätös|rambeslut(?:et)?",
    "D": r"decision|(?:täytäntöönpano)?päätös|(?:genomförande)?beslut(?:et)?",
    "H": r"recommendation|suositus|rekommendation(?:en)?",
}
TREATIES = r"EU|EC|EEC|ECSC|Euratom|CFSP|JHA|EY|ETY|YUTP|YOS|EG|EEG|Gusp|RIF"
NO = r"(?:No\.?|N:o|nr\.?)?"
YEAR = r"(?:19|20)\d\d"
TAIL = r"(?:,? (?:of|annettu|av) [^/]*)?"
DAY = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)"
JOURNALS = r"(?:OJ|EUVL|EYVL|EUT|EGT)"
FINAL = r"(?:[ ,]*(?:final|lopullinen|slutlig)(?:[/ ]?\d)?)?"
PAGE = r"(?:, ?(?:p|s)\. ?(?P<page>\d{1,4})(?:[-–]\d{1,4})?)?"
FILE = r"(?:procedure|menettely|förfarande|interinstitutional file|toimielinten välinen asia|interinstitutionellt ärende):?"


def readings(text: str) -> tuple[Reading, ...]:
    """Everything that a text may mean as an identifier; nothing if it is none of a kind that is known here.

    >>> [reading.text for reading in readings("COD(2021)0106")]
    ['2021/0106(COD)']
    >>> [reading.text for reading in readings("2008/115/EC")]
    ['32008L0115', '32008D0115', '32008F0115', '32008H0115']
    """
    if text.lower().startswith(("http://", "https://")):
        found = carried(text)
        inner = readings(found.text) if found else ()
        return tuple(reading.within(Relation.PART) for reading in inner) if found and found.is_part else inner
    return next((tuple(reader(match)) for pattern, reader in SPELLINGS if (match := pattern.fullmatch(text))), ())


def procedure(match: Match) -> Iterator[Reading]:
    """A procedure; without its type it may be of any."""
    groups = match.groupdict()
    part, kind = (groups.get("part") or "").upper(), (groups.get("kind") or "").upper()
    reference = ProcedureReference(int(match["year"]), int(match["number"]), part, kind)
    yield Reading(
        "procedure reference",
        str(reference) if kind else str(reference).removesuffix("()"),
        frozenset({f"procedure {reference.year}/{reference.number}{part}"}),
        (reference.cellar_iri, reference.parliament_iri),
        fits=lambda entry: not kind or has_kind(entry, kind),
        split=not part,
    )


def has_kind(entry: Entry, kind: str) -> bool:
    """Whether the procedure of an entry is of a type; COD and OLP are one."""
    return any(SAME_KIND.get(kind, kind) == SAME_KIND.get(stated, stated) for stated in map(kind_of, entry.identifiers) if stated)


def kind_of(identifier: str) -> str:
    """The type in a procedure reference, or nothing."""
    try:
        return ProcedureReference.parse(identifier).kind
    except IdentifierError:
        return ""


def celex(match: Match) -> Iterator[Reading]:
    """A CELEX number, also of a consolidated text or a corrigendum."""
    try:
        number = Celex.parse(match["celex"].upper())
    except IdentifierError:
        return
    yield of_celex(number)


def of_celex(number: Celex, *further: str) -> Reading:
    """The reading of a CELEX number, with further IRIs of the EU."""
    relation = Relation.ITSELF
    if number.is_consolidated:
        relation = Relation.CONSOLIDATED
    elif number.base != number:
        relation = Relation.CORRIGENDUM
    act = number.base
    keys = frozenset({f"celex {act}", *(key for key in [compact(act.number)] if key)})
    known, iris = {act.number, act.cellar_iri}, (number.cellar_iri, *further)
    return Reading("CELEX number", str(number), keys, iris, relation, fits=lambda entry: not known.isdisjoint(entry.identifiers))


def eli(match: Match) -> Iterator[Reading]:
    """An ELI of an act as adopted or consolidated, or of a part or a corrigendum of one, in whatever language and format."""
    kind, year, number = match["type"].lower(), int(match["year"]), int(match["number"])
    version = match["version"] or "oj"
    identifier = Eli(kind, year, number, "oj" if version == "oj" else version)
    adopted = Eli(kind, year, number)
    known = [str(number) for number in (adopted.celex,) if number]
    relation = Relation.ITSELF if version == "oj" else Relation.CONSOLIDATED
    if match["rest"]:
        relation = Relation.CORRIGENDUM if match["rest"].startswith("corrigendum") else Relation.PART
    iris = (str(identifier), *(number.cellar_iri for number in (identifier.celex,) if number)) if not match["rest"] else (str(adopted),)
    keys = frozenset({f"eli {kind}/{year}/{number}", *(f"celex {number}" for number in known)})
    yield Reading("ELI", str(identifier if not match["rest"] else adopted), keys, iris, relation, fits=lambda entry: is_eli_of(entry, adopted))


def treaty(match: Match) -> Iterator[Reading]:
    """An article of a treaty by its ELI."""
    letter = {"teu": "M", "tfeu": "E"}[match["treaty"].lower()]
    number = Celex(f"1{match['year']}{letter}{int(match['number']):03}")
    yield of_celex(number, f"http://data.europa.eu/{match[0].lower().removeprefix('http://data.europa.eu/')}")


def is_eli_of(entry: Entry, adopted: Eli) -> bool:
    """Whether an entry has just this ELI, or none at all."""
    known = [name for name in (entry.iri, *entry.identifiers) if name.startswith("http://data.europa.eu/eli/")]
    return str(adopted) in known if known else True


def document(match: Match) -> Iterator[Reading]:
    """A document of the Commission or the High Representative."""
    given, year, number = match["series"].upper(), int(match["year"]), int(match["number"])
    series = SERIES.get(given, given)
    # COM proposals and other COM documents have letters of their own: PC, DC. Which it is does not follow.
    letters = DOCUMENT_CELEX.get(series, ())
    iris = (Celex(f"5{year}{letters[0]}{number:04}").cellar_iri,) if len(letters) == 1 else ()
    text, keys = f"{series}({year}) {number}", frozenset({f"document {series} {year}/{number}"})
    yield Reading("document reference", text, keys, iris, fits=lambda entry: series != "C" or text in entry.identifiers)


def dossier(match: Match) -> Iterator[Reading]:
    """The dossier of a document, as CELLAR names it."""
    iri = f"http://publications.europa.eu/resource/dossier/{match['name']}"
    yield from (Reading("dossier of a document", reading.text, reading.keys, (iri,), Relation.DOSSIER) for reading in document(match))


def council(match: Match) -> Iterator[Reading]:
    """A document of the Council, as in ST 9030/24."""
    year = int(match["year"])
    number, full = int(match["number"]), year if year >= FIRST_YEAR else 2000 + year
    name = f"ST_{number}_{full}_INIT"
    keys = {compact(f"ST {number}/{full % 100:02}"), compact(f"ST {number} {full}")}
    iri = f"http://publications.europa.eu/resource/consil/{name}"
    yield Reading("Council document", f"ST {number}/{full % 100:02}", frozenset(each for each in keys if each), (iri,) if not match["rest"] else ())


def cited(letter: str) -> Callable[[Match], Iterator[Reading]]:
    """The reader of an act cited by its kind and number, as in Regulation (EU) 2016/679."""

    def act(match: Match) -> Iterator[Reading]:
        for year, number in years(match["first"], match["second"], number_first=bool(match["no"]) or letter == "R"):
            yield of_celex(Celex(f"3{year}{letter}{number:04}"))

    return act


def years(first: str, second: str, number_first: bool) -> Iterator[tuple[int, int]]:
    """Year and number of an act, in the order in which acts of the time were cited.

    >>> list(years("767", "2008", number_first=True)), list(years("2016", "679", number_first=True)), list(years("95", "46", number_first=False))
    ([(2008, 767)], [(2016, 679)], [(1995, 46)])
    """
    year, number = full_year(first), full_year(second)
    if year and year >= ONE_SERIES_FROM:
        yield year, int(second)
    elif number_first and number and number < ONE_SERIES_FROM:
        yield number, int(first)
    elif not number_first and year:
        yield year, int(second)


def full_year(text: str) -> int | None:
    """The year that four digits, or the two of a year before 1999, stand for."""
    year = int(text)
    if len(text) == 2 and 50 <= year < 99:
        return 1900 + year
    return year if len(text) == 4 and FIRST_YEAR <= year <= LAST_YEAR else None


def with_treaty(match: Match) -> Iterator[Reading]:
    """A number with its treaty behind it and no kind: an act other than a regulation, with the year first; a decision, with the number first."""
    for year, number in years(match["first"], match["second"], number_first=False):
        if year >= ONE_SERIES_FROM:
            yield one_series(year, number)
        else:
            yield from (of_celex(Celex(f"3{year}{letter}{number:04}")) for letter in "LDFH")
        return
    for year, number in years(match["first"], match["second"], number_first=True):
        yield of_celex(Celex(f"3{year}D{number:04}"))


def bare(match: Match) -> Iterator[Reading]:
    """Two numbers and no more: an act, or a procedure if there are four digits of one."""
    first, second = match["first"], match["second"]
    year, other = full_year(first), full_year(second)
    if year and len(first) == 4 and len(second) == 4 and (int(second) < 1000 or int(second) >= PARLIAMENTS_OWN_FROM):
        yield from procedure(match)
    if second.startswith("0"):
        return
    if year and year >= ONE_SERIES_FROM:
        yield one_series(year, int(second))
    elif year:
        yield from (of_celex(Celex(f"3{year}{letter}{int(second):04}")) for letter in "LDFH")
    if other and other < ONE_SERIES_FROM and not first.startswith("0"):
        yield from (of_celex(Celex(f"3{other}{letter}{int(first):04}")) for letter in "RD")
    elif other and not year:
        # Since 2015 no act of the EU is written so; a national one may be.
        yield one_series(other, int(first), is_sure=False)


def one_series(year: int, number: int, is_sure: bool = True) -> Reading:
    """An act since 2015, of whatever kind."""
    pattern = re.compile(rf"3{year}[A-Z]{{1,2}}{number:04}")
    return Reading(
        "act number",
        f"(EU) {year}/{number}",
        frozenset({f"number {year}/{number}"}),
        fits=lambda entry: any(pattern.fullmatch(identifier) for identifier in entry.identifiers),
        is_sure=is_sure,
    )


def of_union(match: Match) -> Iterator[Reading]:
    """An act of which the treaty is told and not the kind, as in (EU) 2024/1689 or (EC) No 767/2008."""
    for year, number in years(match["first"], match["second"], number_first=True):
        yield one_series(year, number) if year >= ONE_SERIES_FROM else of_celex(Celex(f"3{year}R{number:04}"))


def page(match: Match) -> Iterator[Reading]:
    """A place in the Official Journal until 2023: the act that begins on a page, or an issue, which may hold many."""
    groups = match.groupdict()
    series, issue, year = match["series"].upper(), int(match["issue"]), int(match["year"])
    number = int(groups.get("page") or 0)
    text = f"OJ {series} {issue}{day_of(groups) or f' ({year})'}" + (f", p. {number}" if number else "")
    kind = "page of the Official Journal" if number else "issue of the Official Journal"
    yield Reading(kind, text, frozenset({journal(series, year, issue, number)}), is_sure=bool(number))


def day_of(groups: dict[str, str | None]) -> str:
    """The day of an issue, if it is told and there is such a day."""
    try:
        day = date(int(groups["year"] or 0), int(groups["month"] or 0), int(groups["day"] or 0))
    except (KeyError, ValueError):
        return ""
    return f", {day.day}.{day.month}.{day.year}"


def journal_number(match: Match) -> Iterator[Reading]:
    """An act by its own number in the L series, which is that of the act since October 2023."""
    yield one_series(int(match["year"]), int(match["number"]))


def paper(match: Match) -> Iterator[Reading]:
    """A paper of the Finnish government or parliament."""
    kind, number, year = match["paper"].upper(), int(match["number"]), int(match["year"])
    finnish = {"RP": "HE", "SRR": "VNS"}.get(kind, kind)
    keys = frozenset({f"paper {finnish} {number}/{year}"})
    yield Reading("paper of the Finnish state", f"{finnish} {number}/{year} vp", keys, fits=lambda entry: entry.is_nameable)


NUMBER = rf"(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})(?:/(?:{TREATIES}))*"
SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[Match], Iterator[Reading]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"(?:{FILE} ?)?(?P<year>{YEAR})/(?P<number>\d{{1,4}})(?P<part>[A-Z])? ?[(/]? ?(?P<kind>{PROCEDURES}|OLP) ?\)?", procedure),
        (rf"(?:{FILE} ?)?(?P<kind>{PROCEDURES}|OLP) ?[(/] ?(?P<year>{YEAR}) ?[)/] ?(?P<number>\d{{1,4}})(?P<part>[A-Z])?", procedure),
        (rf"{FILE} ?(?P<year>{YEAR})[/_-](?P<number>\d{{1,4}})(?P<part>[A-Z])?", procedure),
        (rf"(?P<year>{YEAR})_(?P<number>\d{{1,4}})(?P<part>[A-Z])?", procedure),
        (rf"(?P<year>{YEAR})-(?P<number>\d{{4}})(?P<part>[A-Z])?", procedure),
        (rf"(?P<year>{YEAR})/(?P<number>\d{{4}})(?P<part>[A-Z])", procedure),
        (r"(?:CELEX(?: ?(?:number|numero|nummer|-numero|-nummer))?[: ] ?)?(?P<celex>[0-9CE](?:19|20)\d\d[A-Z]{1,2}[0-9A-Z/()_-]{1,40})", celex),
        (
            r"(?:http://data\.europa\.eu/)?(?:eli/)?(?P<type>(?:reg|dir|dec|reco|agree)(?:_[a-z_]+)?)/(?P<year>\d{4})/(?P<number>[1-9]\d{0,5})"
            r"(?:/(?P<rest>(?:corrigendum|art_|anx_|par_|rct_|tis_|cpt_)[^/]*(?:/[^/]+)*?))?"
            r"(?:/(?P<version>oj|\d{4}-\d\d-\d\d))?(?:/[a-z]{3}(?:/[a-z0-9]+)?)?/?",
            eli,
        ),
        (r"(?:http://data\.europa\.eu/)?eli/treaty/(?P<treaty>teu|tfeu)_(?P<year>\d{4})/art_(?P<number>\d{1,3})/oj", treaty),
        (rf"(?P<series>COM|KOM|JOIN|SWD|SEC) ?[(/] ?(?P<year>{YEAR}) ?[)/] ?(?P<number>\d{{1,5}}){FINAL}", document),
        (rf"(?P<series>C) ?\( ?(?P<year>{YEAR}) ?\) ?(?P<number>\d{{1,5}}){FINAL}", document),
        (rf"(?:comnat:)?(?P<series>COM|JOIN|SWD|SEC)_(?P<year>{YEAR})_(?P<number>\d{{1,5}})(?:_FIN(?:AL)?)?", document),
        (rf"dossier:(?P<name>(?P<series>COM|JOIN)_(?P<year>{YEAR})_(?P<number>\d{{1,5}}))", dossier),
        (r"(?:consil:)?ST[ _](?P<number>\d{1,5})[/_ ](?P<year>\d{4}|\d{2})(?P<rest>)(?:[ _]INIT)?", council),
        (r"(?:consil:)?ST[ _](?P<number>\d{1,5})[/_ ](?P<year>\d{4}|\d{2})[ _](?P<rest>(?:REV|COR|ADD)[ _]?\d+.*)", council),
        *(
            (rf"{WORDS}(?:{kind}) ?(?:\((?:{TREATIES})(?:, ?(?:{TREATIES}))*\))? ?(?P<no>{NO}) ?{NUMBER}{TAIL}", cited(letter))
            for letter, kind in KINDS.items()
        ),
        (rf"(?:oj:)?{JOURNALS} (?P<series>L),? ?(?P<year>{YEAR})/(?P<number>\d{{1,5}})(?:, ?\d{{1,2}}\.\d{{1,2}}\.{YEAR})?", journal_number),
        (rf"(?:(?:{JOURNALS}|oj):)?(?P<series>L)_(?P<year>{YEAR})(?P<number>\d{{5}})", journal_number),
        (rf"{JOURNALS} ?(?P<series>[LC]) ?(?P<issue>\d{{1,3}}),?(?: (?:of|av|,))? ?{DAY}{PAGE}", page),
        (r"(?:uriserv:)?OJ\.(?P<series>[LC])_\.(?P<year>\d{4})\.(?P<issue>\d{3})\.01\.(?P<page>\d{4})\.01(?:\.[A-Z]{3}(?:\..*)?)?", page),
        (r"OJ:(?P<series>[LC]):(?P<year>\d{4}):(?P<issue>\d{1,3}):(?:TOC|FULL)", page),
        (rf"\((?:{TREATIES})(?:, ?(?:{TREATIES}))*\) ?{NO} ?{NUMBER}", of_union),
        (rf"{NO} ?(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})/(?:{TREATIES})", with_treaty),
        (rf"(?P<paper>HE|RP|VNS|SRR|U|E) (?P<number>\d{{1,4}})/(?P<year>{YEAR})(?: vp| rd)?", paper),
        (rf"{NO} ?(?P<first>(?P<year>\d{{1,4}}))/(?P<second>(?P<number>\d{{1,4}}))", bare),
    )
)
