"""The works that notices name: acts, proposals and other documents, each by the best of its identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from painopiste.cellar.notice import RESOURCE, scheme
from painopiste.cellar.saying import slug

ELI = "http://data.europa.eu/eli/"
ACT_ELI = re.compile(re.escape(ELI) + r"(?!treaty/|C/)[a-z_]+/\d{4}/\d+(\(\d+\))?/oj")
CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,3}[0-9A-Z/_.()-]{0,40}|C\d{4}/\d+E?/\d+")
COMMISSION = re.compile(r"(?P<kind>COM|SEC|SWD|JOIN|C)_(?P<year>\d{4})_(?P<number>\d+)(?:\((?P<part>\d+)\))?(?:_(?:FIN|REV)(?P<version>\d*))?")
PROPOSAL = re.compile(r"5(?P<year>\d{4})PC(?P<number>\d{4})")
# Where the number of a document is read, the most cited first; the rest of the name is the number, but for the Commission's.
NUMBERED = ("comnat", "com", "consil", "ep", "eesc", "cor", "eca", "immc", "uriserv", "pegase", "oj")


@dataclass(frozen=True)
class Work:
    """A work: its names in CELLAR, its CELEX and ELI where it has them, and its number."""

    names: tuple[str, ...]
    celex: str
    eli: str
    number: str

    @classmethod
    def of(cls, names: Iterable[str]) -> Work:
        """The work that has these names."""
        known = tuple(sorted(names))
        celexes = [text for name in known if scheme(name) == "celex" and CELEX.fullmatch(text := local(name))]
        return cls(known, next(iter(sorted(celexes, key=len)), ""), next(filter(ACT_ELI.fullmatch, map(eli_of, known)), ""), number_of(known))

    @property
    def is_act(self) -> bool:
        """Whether this is a legal act or agreement (CELEX sectors 2, 3 and 4)."""
        return self.celex[:1] in ("2", "3", "4")

    @property
    def is_secondary_law(self) -> bool:
        """Whether this is an act that a procedure may have led to (CELEX sector 3)."""
        return self.celex.startswith("3")

    @property
    def is_proposal(self) -> bool:
        """Whether this is a proposal of the Commission by its CELEX."""
        return bool(PROPOSAL.fullmatch(self.celex))

    @property
    def is_known(self) -> bool:
        """Whether anything but an address inside CELLAR tells what this is."""
        return bool(self.celex or self.number)

    @property
    def path(self) -> str:
        """Kind and slug under which we name it, if it has no ELI."""
        if match := PROPOSAL.fullmatch(self.celex):
            return f"proposal/com-{match['year']}-{int(match['number'])}"
        return f"{'act' if self.is_act else 'document'}/{slug(self.celex or self.number)}"


def local(name: str) -> str:
    """What follows the kind in a CELLAR IRI, decoded.

    >>> local("http://publications.europa.eu/resource/immc/COM%282018%29631%20final")
    'COM(2018)631 final'
    """
    return unquote(name.removeprefix(RESOURCE).partition("/")[2]).strip()


def eli_of(name: str) -> str:
    """The ELI that an IRI is, in the form that the Official Journal prints; nothing if it is none.

    >>> eli_of("http://publications.europa.eu/resource/eli/reg/2016/399/oj")
    'http://data.europa.eu/eli/reg/2016/399/oj'
    """
    return name.replace(RESOURCE + "eli/", ELI) if name.startswith((RESOURCE + "eli/", ELI)) else ""


def number_of(names: Iterable[str]) -> str:
    """The number by which people cite a work, if one of its names holds it."""
    by_scheme = {scheme(name): local(name) for name in sorted(names, reverse=True)}
    kind = next((kind for kind in NUMBERED if kind in by_scheme), "")
    text = by_scheme.get(kind, "")
    if kind in ("comnat", "com") and (match := COMMISSION.fullmatch(text)):
        return commission_number(match)
    return text.replace("_", " ") if kind == "consil" else text


def commission_number(match: re.Match[str]) -> str:
    """The number of a Commission document as it is written.

    >>> commission_number(COMMISSION.fullmatch("COM_2016_0034_FIN2")), commission_number(COMMISSION.fullmatch("COM_2018_0631_FIN"))
    ('COM(2016) 34/2', 'COM(2018) 631')
    """
    part, version = (match[name] for name in ("part", "version"))
    return f"{match['kind']}({match['year']}) {int(match['number'])}" + (f" ({int(part)})" if part else "") + (f"/{version}" if version else "")
