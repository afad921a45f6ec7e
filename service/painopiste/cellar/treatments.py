"""What becomes of each property of CDM that notices have: mapped, another name of one that is, used to find what is amiss, or left; and why."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from painopiste.cellar.notice import ANNOTATION, CDM, CMR
from painopiste.graph import PREFIXES

Kind = Literal["mapped", "alias", "checked", "left", "undecided"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SPACES = {**PREFIXES, "ann": ANNOTATION, "cdm": CDM, "cmr": CMR}


@dataclass(frozen=True)
class Treatment:
    """What becomes of a property: `targets` are our terms for one that is mapped, and fuller properties of CDM for another name of them."""

    kind: Kind
    targets: tuple[str, ...]
    reason: str


UNDECIDED = Treatment("undecided", (), "the mapping does not know it yet: say in cellar/properties.csv what becomes of it")


@cache
def treatments() -> dict[str, Treatment]:
    """The treatment of each property that is known, by its compact name."""
    rows = csv.DictReader(files("painopiste.cellar").joinpath("properties.csv").read_text(encoding="utf-8").splitlines())
    return {row["property"]: Treatment(kind_of(row["treatment"]), tuple(row["as"].split()), row["reason"]) for row in rows}


def kind_of(text: str) -> Kind:
    """The kind of treatment that a text names."""
    return KINDS[KINDS.index(text)]


def treatment_of(prop: str) -> Treatment:
    """What becomes of a property, by its compact name."""
    return treatments().get(prop, UNDECIDED)


def compact(iri: str) -> str:
    """The compact name of a property of notices; the IRI itself if it is of an unknown namespace.

    >>> compact("http://publications.europa.eu/ontology/cdm/cmr#creationDate")
    'cmr:creationDate'
    """
    fitting = [(space, prefix) for prefix, space in SPACES.items() if iri.startswith(space)]
    space, prefix = max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


def absolute(name: str) -> str:
    """The IRI of a compact name, or what was no compact name as it is."""
    prefix, _, local = name.partition(":")
    return SPACES[prefix] + local if prefix in SPACES else name
