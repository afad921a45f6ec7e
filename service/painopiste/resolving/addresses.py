"""Addresses of the EU's registers, taken apart into the identifier that they carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

RESOURCE = re.compile(r"/resource/(?P<scheme>celex|procedure|comnat|oj|consil|uriserv|dossier)/(?P<name>[^/]+)(?:/.*)?")
CELLAR_ELI = re.compile(r"/resource/(?P<eli>eli/.+)")
PROCEDURE_PAGE = re.compile(r"/procedure/[A-Za-z]{2}/(?P<name>\d{4}_\d{1,4}[A-Z]?)/?")
PARLIAMENT = re.compile(r"/(?:eli/dl/proc|api/v2/procedures)/(?P<name>\d{4}-\d{1,4}[A-Z]?)/?")
DOCUMENT_PARAMETER = re.compile(r"COM:(?P<year>\d{4}):(?P<number>\d+):.*", re.IGNORECASE)
EUR_LEX_PAGE = re.compile(r"/legal-content/(?:[A-Za-z]{2}/)?[A-Za-z/]+")


@dataclass(frozen=True)
class Carried:
    """The identifier that an address carries, and whether the address leads to a part of what it names."""

    text: str
    is_part: bool = False


def carried(address: str) -> Carried | None:
    """The identifier in an address of EUR-Lex, the Legislative Observatory, CELLAR or the Parliament's open data; none in any other.

    >>> carried("https://eur-lex.europa.eu/legal-content/FI/TXT/?uri=CELEX%3A32024R1689#art_5")
    Carried(text='CELEX:32024R1689', is_part=True)
    >>> carried("https://oeil.europarl.europa.eu/oeil/en/procedure-file?reference=2021/0106(COD)")
    Carried(text='2021/0106(COD)', is_part=False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    reader = HOSTS.get(parts.netloc.lower())
    found = reader(unquote(parts.path), parse_qs(parts.query)) if reader else None
    return Carried(found, bool(parts.fragment)) if found else None


def in_eur_lex(path: str, values: dict[str, list[str]]) -> str | None:
    """The identifier of a page of EUR-Lex."""
    if match := PROCEDURE_PAGE.fullmatch(path):
        return f"procedure:{match['name']}"
    if path.startswith("/eli/"):
        return path.lstrip("/")
    uri = next(iter(values.get("uri", [])), "") if EUR_LEX_PAGE.fullmatch(path) else ""
    match = DOCUMENT_PARAMETER.fullmatch(uri)
    return f"COM({match['year']}) {match['number']}" if match else uri or None


def in_cellar(path: str, _: dict[str, list[str]]) -> str | None:
    """The identifier of a resource of CELLAR that has a readable one."""
    if match := CELLAR_ELI.fullmatch(path):
        return match["eli"]
    match = RESOURCE.fullmatch(path)
    return f"{match['scheme']}:{match['name']}" if match else None


def in_observatory(path: str, values: dict[str, list[str]]) -> str | None:
    """The reference of a procedure file of the Legislative Observatory."""
    return next(iter(values.get("reference", [])), None) if "/oeil/" in path else None


def in_parliament_data(path: str, _: dict[str, list[str]]) -> str | None:
    """The process that an address of the Parliament's open data names."""
    match = PARLIAMENT.fullmatch(path)
    return f"procedure:{match['name']}" if match else None


def in_eli(path: str, _: dict[str, list[str]]) -> str | None:
    """The path of an ELI."""
    return path.lstrip("/") if path.startswith("/eli/") else None


HOSTS = {
    "eur-lex.europa.eu": in_eur_lex,
    "publications.europa.eu": in_cellar,
    "data.europa.eu": in_eli,
    "data.europarl.europa.eu": in_parliament_data,
    "oeil.europarl.europa.eu": in_observatory,
    "oeil.secure.europarl.europa.eu": in_observatory,
    "www.europarl.europa.eu": in_observatory,
}
