"""Procedures as CELLAR and the Parliament name them, and what CELLAR's SPARQL endpoint knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from painopiste.errors import IdentifierError
from painopiste.fetching import SparqlEndpoint, batches
from painopiste.graph import PREFIXES
from painopiste.model import ProcedureReference
from painopiste.store import Store

COVERED = "SELECT DISTINCT ?same { ?thing <%s> ?same FILTER(STRSTARTS(STR(?same), '%s')) }"
KNOWN = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX cmr: <http://publications.europa.eu/ontology/cdm/cmr#>
SELECT ?procedure ?cellar ?modified WHERE {
  VALUES ?procedure { %s }
  ?cellar owl:sameAs ?procedure .
  OPTIONAL { ?cellar cmr:lastModificationDate ?modified }
}"""


@dataclass(frozen=True, order=True)
class Procedure:
    """A procedure without its kind, which neither CELLAR's IRI nor the Parliament's has.

    >>> Procedure.of_iri("http://publications.europa.eu/resource/procedure/2018_330A").key
    '2018-0330a'
    """

    year: int
    number: int
    part: str = ""

    _IRI: ClassVar = re.compile(re.escape(PREFIXES["procedure"]) + r"(?P<year>[12]\d{3})_(?P<number>[1-9]\d{0,3})(?P<part>[A-Z]?)")
    _KEY: ClassVar = re.compile(r"(?P<year>[12]\d{3})-(?P<number>\d{4})(?P<part>[a-z]?)")

    @classmethod
    def of_iri(cls, iri: str) -> Procedure:
        """The procedure that an IRI of CELLAR names, or IdentifierError."""
        match = cls._IRI.fullmatch(iri)
        if not match:
            raise IdentifierError("procedure IRI of CELLAR", iri, f"{PREFIXES['procedure']}2021_106")
        return cls(int(match["year"]), int(match["number"]), match["part"])

    @classmethod
    def of_key(cls, key: str) -> Procedure:
        """The procedure whose notice is kept under a key, or IdentifierError."""
        match = cls._KEY.fullmatch(key)
        if not match:
            raise IdentifierError("key of a procedure", key, "2018-0330a")
        return cls(int(match["year"]), int(match["number"]), match["part"].upper())

    @property
    def key(self) -> str:
        """The name under which its notice is kept."""
        return f"{self.year}-{self.number:04}{self.part.lower()}"

    @property
    def name(self) -> str:
        """The last part of its IRI in CELLAR."""
        return f"{self.year}_{self.number}{self.part}"

    @property
    def iri(self) -> str:
        """Its IRI in CELLAR."""
        return PREFIXES["procedure"] + self.name

    @property
    def process_id(self) -> str:
        """Its identifier in the Parliament's open data."""
        return f"{self.year}-{self.number:04}{self.part}"


@dataclass(frozen=True)
class Known:
    """What CELLAR knows of a procedure: its own IRIs for it, and when it last changed its record (xsd:dateTime, or nothing)."""

    cellar: tuple[str, ...]
    modified: str


def read_reference(text: str) -> Procedure:
    """The procedure of a reference as in 2021/0106(COD) or, as CELLAR writes it, 2021/0106/COD; IdentifierError for any other text."""
    try:
        found = ProcedureReference.parse(text) if "(" in text else ProcedureReference.of_cellar(text)
    except IdentifierError as error:
        raise IdentifierError("procedure reference", text, "2021/0106(COD)") from error
    return Procedure(found.year, found.number, found.part)


def covered(edited: Store, keys: Iterable[str]) -> list[Procedure]:
    """The procedures that the edited graph names, and those whose notices are kept under some keys."""
    rows = edited.rows(COVERED % (PREFIXES["owl"] + "sameAs", PREFIXES["procedure"]))
    return sorted({*(Procedure.of_iri(row["same"].value) for row in rows), *map(Procedure.of_key, keys)})


def known_at(endpoint: SparqlEndpoint, procedures: Iterable[Procedure]) -> dict[Procedure, Known]:
    """What the endpoint knows of procedures, forty in a query; those that it does not know are left out."""
    found: dict[str, Known] = {}
    for batch in batches([procedure.iri for procedure in procedures]):
        for row in endpoint.rows(KNOWN % " ".join(f"<{iri}>" for iri in batch)):
            before = found.get(row["procedure"], Known((), ""))
            cellar = tuple(sorted({*before.cellar, row["cellar"]}))
            found[row["procedure"]] = Known(cellar, max(before.modified, row.get("modified", "")))
    return {Procedure.of_iri(iri): known for iri, known in found.items()}
