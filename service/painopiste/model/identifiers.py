"""Identifiers of EU law and what follows from them by rule.

Sources of the rules: the URI patterns of CELLAR and of the European Parliament's open data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from painopiste.errors import IdentifierError


@dataclass(frozen=True, order=True)
class ProcedureReference:
    """The reference of an interinstitutional procedure.

    >>> str(ProcedureReference.parse("2021/0106(COD)"))
    '2021/0106(COD)'
    """

    year: int
    number: int
    part: str
    kind: str

    _PATTERN: ClassVar = re.compile(r"(?P<year>(?:19|20)\d{2})/(?P<number>\d{4})(?P<part>[A-Z]?)\((?P<kind>[A-Z]{3})\)")
    _CELLAR: ClassVar = re.compile(r"(?P<year>(?:19|20)\d{2})/(?P<number>\d{1,4})(?P<part>[A-Z]?)/(?P<kind>[A-Z]{3})")

    @classmethod
    def parse(cls, text: str) -> ProcedureReference:
        """The reference that a text spells, or IdentifierError."""
        match = cls._PATTERN.fullmatch(text)
        if not match:
            raise IdentifierError("procedure reference", text, "2021/0106(COD)")
        return cls(int(match["year"]), int(match["number"]), match["part"], match["kind"])

    @classmethod
    def of_cellar(cls, text: str) -> ProcedureReference:
        """The reference as CELLAR writes it, with the kind behind a slash and split files without zeros, or IdentifierError.

        >>> str(ProcedureReference.of_cellar("2018/330A/COD")), str(ProcedureReference.of_cellar("2016/0002/COD"))
        ('2018/0330A(COD)', '2016/0002(COD)')
        """
        match = cls._CELLAR.fullmatch(text)
        if not match:
            raise IdentifierError("procedure reference of CELLAR", text, "2016/0002/COD")
        return cls(int(match["year"]), int(match["number"]), match["part"], match["kind"])

    def __str__(self) -> str:
        return f"{self.year}/{self.number:04}{self.part}({self.kind})"

    @property
    def cellar_iri(self) -> str:
        """The procedure in CELLAR, whose local name carries no zeros before the number.

        >>> ProcedureReference.parse("2018/0330A(COD)").cellar_iri
        'http://publications.europa.eu/resource/procedure/2018_330A'
        """
        return f"http://publications.europa.eu/resource/procedure/{self.year}_{self.number}{self.part}"

    @property
    def parliament_iri(self) -> str:
        """The process in the European Parliament's open data, whose number keeps four digits.

        >>> ProcedureReference.parse("2021/0106(COD)").parliament_iri
        'https://data.europarl.europa.eu/eli/dl/proc/2021-0106'
        """
        return f"https://data.europarl.europa.eu/eli/dl/proc/{self.year}-{self.number:04}{self.part}"

    @property
    def observatory_page(self) -> str:
        """The procedure file in the Legislative Observatory of the European Parliament.

        >>> ProcedureReference.parse("2021/0106(COD)").observatory_page
        'https://oeil.europarl.europa.eu/oeil/en/procedure-file?reference=2021/0106(COD)'
        """
        return f"https://oeil.europarl.europa.eu/oeil/en/procedure-file?reference={self}"

    def eur_lex_page(self, language: str) -> str:
        """The procedure in EUR-Lex, in a language.

        >>> ProcedureReference.parse("2021/0106(COD)").eur_lex_page("fi")
        'https://eur-lex.europa.eu/procedure/FI/2021_106'
        """
        return f"https://eur-lex.europa.eu/procedure/{language.upper()}/{self.year}_{self.number}{self.part}"


@dataclass(frozen=True, order=True)
class Celex:
    """The number of a document of EU law in EUR-Lex."""

    number: str

    _PATTERN: ClassVar = re.compile(r"[0-9CE][0-9]{4}[A-Z]{1,2}[0-9A-Z/()_-]{1,40}")
    _CONSOLIDATED: ClassVar = re.compile(r"0(?P<rest>[0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?)(?:-(?P<day>[0-9]{8}))?")
    _CORRIGENDUM: ClassVar = re.compile(r"(?<=[0-9)])R\([0-9]{2}\)$")

    @classmethod
    def parse(cls, text: str) -> Celex:
        """The number that a text spells, or IdentifierError."""
        if not cls._PATTERN.fullmatch(text):
            raise IdentifierError("CELEX number", text, "32024R1689")
        return cls(text)

    def __str__(self) -> str:
        return self.number

    @property
    def cellar_iri(self) -> str:
        """The document in CELLAR.

        >>> Celex.parse("32024R1689").cellar_iri
        'http://publications.europa.eu/resource/celex/32024R1689'
        """
        return f"http://publications.europa.eu/resource/celex/{self.number}"

    @property
    def base(self) -> Celex:
        """The act that a consolidated text or a corrigendum belongs to; of any other document the number itself.

        >>> str(Celex.parse("02024R1689-20260727").base), str(Celex.parse("32016R0679R(02)").base)
        ('32024R1689', '32016R0679')
        """
        if match := self._CONSOLIDATED.fullmatch(self.number):
            return Celex(f"3{match['rest']}")
        return Celex(self._CORRIGENDUM.sub("", self.number))

    @property
    def consolidated_on(self) -> date | None:
        """The day of a consolidated text; none of any other document.

        >>> Celex.parse("02024R1689-20260727").consolidated_on
        datetime.date(2026, 7, 27)
        """
        match = self._CONSOLIDATED.fullmatch(self.number)
        return day(match["day"]) if match and match["day"] else None

    @property
    def is_consolidated(self) -> bool:
        """Whether this is a consolidated text (sector 0), of a day or of any."""
        return self._CONSOLIDATED.fullmatch(self.number) is not None

    def eur_lex_page(self, language: str) -> str:
        """The document in EUR-Lex, in a language.

        >>> Celex.parse("52021PC0206").eur_lex_page("sv")
        'https://eur-lex.europa.eu/legal-content/SV/TXT/?uri=CELEX:52021PC0206'
        """
        return f"https://eur-lex.europa.eu/legal-content/{language.upper()}/TXT/?uri=CELEX:{self.number}"


def day(digits: str) -> date | None:
    """A day written in eight digits, or none if there is no such day."""
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


@dataclass(frozen=True, order=True)
class Eli:
    """The European Legislation Identifier of an act, as adopted ("oj") or as consolidated on a day ("2026-07-27").

    >>> str(Eli.parse("http://data.europa.eu/eli/reg/2024/1689/2026-07-27").celex)
    '02024R1689-20260727'
    """

    kind: str
    year: int
    number: int
    version: str = "oj"

    _PATTERN: ClassVar = re.compile(
        r"http://data\.europa\.eu/eli/(?P<kind>[a-z_]{2,20})/(?P<year>\d{4})/(?P<number>[1-9]\d{0,5})/(?P<version>oj|\d{4}-\d\d-\d\d)"
    )
    _LETTERS: ClassVar = {"reg": "R", "dir": "L", "dec": "D", "dec_framw": "F", "reco": "H"}

    @classmethod
    def parse(cls, text: str) -> Eli:
        """The identifier that a text spells, or IdentifierError."""
        match = cls._PATTERN.fullmatch(text)
        if not match:
            raise IdentifierError("ELI", text, "http://data.europa.eu/eli/reg/2024/1689/oj")
        return cls(match["kind"], int(match["year"]), int(match["number"]), match["version"])

    def __str__(self) -> str:
        return f"http://data.europa.eu/eli/{self.kind}/{self.year}/{self.number}/{self.version}"

    @property
    def celex(self) -> Celex | None:
        """The CELEX number, where it follows: of regulations, directives, decisions and recommendations, implementing and delegated ones too.

        >>> str(Eli("dec_impl", 2021, 1781).celex)
        '32021D1781'
        """
        letter = self._LETTERS.get(self.kind.removesuffix("_impl").removesuffix("_del"))
        if not letter:
            return None
        number = f"{self.year}{letter}{self.number:04}"
        return Celex(f"3{number}" if self.version == "oj" else f"0{number}-{self.version.replace('-', '')}")
