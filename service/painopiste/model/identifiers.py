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

    @classmethod
    def parse(cls, text: str) -> ProcedureReference:
        """The reference that a text spells, or IdentifierError."""
        match = cls._PATTERN.fullmatch(text)
        if not match:
            raise IdentifierError("procedure reference", text, "2021/0106(COD)")
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
