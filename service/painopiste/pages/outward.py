"""Links to the same thing in the registers of the EU, built from its identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from painopiste.errors import IdentifierError
from painopiste.model import Celex, ProcedureReference


@dataclass(frozen=True)
class Outward:
    """An address in a register; `identifier` is what leads there."""

    register: str
    identifier: str
    href: str


def of_procedure(text: str, language: str) -> Iterable[Outward]:
    """Where a procedure is found; nowhere if the text is no reference of one."""
    try:
        reference = ProcedureReference.parse(text)
    except IdentifierError:
        return
    yield Outward("EUR-Lex", text, reference.eur_lex_page(language))
    yield Outward("Legislative Observatory", text, reference.observatory_page)
    yield Outward("CELLAR", text, reference.cellar_iri)
    yield Outward("European Parliament Open Data", text, reference.parliament_iri)


def of_document(text: str, language: str) -> Iterable[Outward]:
    """Where a document of EU law is found; nowhere if the text is no CELEX number."""
    try:
        celex = Celex.parse(text)
    except IdentifierError:
        return
    yield Outward("EUR-Lex", text, celex.eur_lex_page(language))
    yield Outward("CELLAR", text, celex.cellar_iri)
