"""Places in treaties and acts as notices write them: the article of a legal basis, the part of an act that was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from painopiste.cellar.saying import slug

ARTICLE = re.compile(r"1(?P<year>\d{4})(?P<letter>[A-Z])(?P<number>\d{3})(?P<suffix>[A-Z]?)")
LISBON, AMSTERDAM = ("2008", "2010", "2012", "2016"), ("1997", "2002", "2006")
# Treaties by the letter and year of their CELEX; a treaty that was renumbered is another one, the name of the first three is that of the edited data.
TREATIES = {
    **{("E", year): "tfeu" for year in LISBON},
    **{("M", year): "teu" for year in LISBON},
    **{("E", year): "ec" for year in AMSTERDAM},
    **{("M", year): "teu-1997" for year in AMSTERDAM},
    ("E", "1992"): "ec-1992",
    ("M", "1992"): "teu-1992",
    ("E", "1957"): "eec",
    ("K", "1951"): "ecsc",
    **{("A", year): "euratom-treaty" for year in ("1957", "1992", "1997", "2002", "2006", *LISBON)},
}
COMMENT = re.compile(r"PT(?P<point>[0-9A-Z]+(?:\)[0-9A-Z]+)*)\)?|(?P<kind>PR|FR|TIRE|A|P|L)(?P<value>\d+(?:[A-Z](?=P|L|$))?)")
MARKS = {"PR": "protocol ", "L": "subpar. ", "FR": "sentence ", "TIRE": "indent "}
CODED = re.compile(r"\{(?P<code>\w+)\|[^}]*\}\s*(?P<value>[^{]*)|(?P<other>[A-Z]+):(?P<text>\S+)")
CODES = {"ART": "AR", "PAR": "PA", "ANX": "AN", "PNT": "PO"}


@dataclass(frozen=True)
class Provision:
    """A provision: the document that it stands in, by slug or CELEX, and the steps that lead to it, from article to sentence."""

    document: str
    celex: str
    steps: tuple[str, ...]

    @property
    def path(self) -> str:
        """Kind and slug under which we name it."""
        return "treaty-article/" + "-".join([self.document, *map(slug, self.steps)])

    @property
    def number(self) -> str:
        """The number of the article and what is within it, as in 77(2)(b)."""
        return self.steps[0] + "".join(f"({step})" for step in self.steps[1:]) if self.steps else ""

    @property
    def article(self) -> Provision:
        """The article that this is, or is a part of."""
        return Provision(self.document, self.celex, self.steps[:1])


def basis_of(celex: str, comment: str) -> Provision | None:
    """The legal basis that a CELEX and the comment beside it name, or None if the comment is of no form that is known.

    >>> basis_of("12016E077", "P2PTB)").path, basis_of("31994R2894", "A01P3").number
    ('treaty-article/tfeu-77-2-b', '1(3)')
    >>> basis_of("12016E207", "P4L1").number
    '207(4)(subpar. 1)'
    """
    text = comment.strip().upper()
    if COMMENT.sub("", text):
        return None
    places = list(COMMENT.finditer(text))
    inner = [step for place in places if place["kind"] != "A" for step in steps_of(place)]
    if match := ARTICLE.fullmatch(celex):
        treaty = TREATIES.get((match["letter"], match["year"]))
        article = f"{int(match['number'])}{match['suffix'].lower()}"
        return Provision(treaty or f"1{match['year']}{match['letter']}".lower(), celex, (article, *inner))
    article = next((place["value"] for place in places if place["kind"] == "A"), "")
    return Provision(slug(celex), celex, (article.lstrip("0").lower(), *inner) if article else ())


def steps_of(place: re.Match[str]) -> list[str]:
    """Steps within an article: paragraph and point by their own names, subparagraph, sentence and indent marked as such."""
    if place["point"]:
        return [text.lower() for text in place["point"].split(")")]
    return [MARKS.get(place["kind"], "") + (place["value"].lstrip("0").lower() or "0")]


def changed_part(text: str) -> tuple[tuple[str, str], ...]:
    """The part of an act that was changed, as pairs of a code of the EU's table of subdivisions (fd_370) and a number.

    >>> changed_part("{AR|http://publications.europa.eu/resource/authority/fd_370/AR} 63 {PA|…} 6")
    (('AR', '63'), ('PA', '6'))
    >>> changed_part("ART:7 PAR:4")
    (('AR', '7'), ('PA', '4'))
    """
    return tuple(
        (match["code"] or CODES.get(match["other"], match["other"]), (match["value"] or match["text"] or "").strip())
        for match in CODED.finditer(text)
    )


def celex_of(name: str) -> str:
    """The CELEX in a CELLAR IRI, decoded."""
    return unquote(name.rpartition("/celex/")[2]).strip()
