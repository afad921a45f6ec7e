"""Identifiers of EU law and what follows from them by rule.

Sources of the rules: the URI patterns of CELLAR and of the European Parliament's open data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

    def eur_lex_page(self, language: str) -> str:
        """The document in EUR-Lex, in a language.

        >>> Celex.parse("52021PC0206").eur_lex_page("sv")
        'https://eur-lex.europa.eu/legal-content/SV/TXT/?uri=CELEX:52021PC0206'
        """
        return f"https://eur-lex.europa.eu/legal-content/{language.upper()}/TXT/?uri=CELEX:{self.number}"
