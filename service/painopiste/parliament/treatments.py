"""What becomes of each property of the Parliament's answers: mapped or left, in which form, and why.

The IRIs of the properties are those of the Parliament's application profile of ELI (ELI-EP 3.0.0, of procedures 2.4.0), since the JSON-LD
context of the answers was not at hand.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from painopiste.graph import PREFIXES, expanded

SPACES = {**PREFIXES, "epvoc": "https://data.europarl.europa.eu/def/epvoc#"}


@dataclass(frozen=True)
class Treatment:
    """What becomes of a property: `form` says what its values are (link, code, value, date, text by language, part, class), `target` is our term.

    `iri` is that of the property, empty where the profile does not have it.
    """

    kind: str
    form: str
    target: str
    reason: str
    iri: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """Our terms."""
        return (self.target,) if self.target else ()


UNDECIDED = Treatment("undecided", "", "", "the mapping does not know it yet: say in parliament/properties.csv what becomes of it")


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    return list(csv.DictReader(files("painopiste.parliament").joinpath(name).read_text(encoding="utf-8").splitlines()))


@cache
def treatments() -> dict[str, Treatment]:
    """The treatment of each property that is known, by its name in the answers."""
    return {row["property"]: treatment(row) for row in table("properties.csv")}


def treatment(row: dict[str, str]) -> Treatment:
    """The treatment of a row of the table."""
    return Treatment(row["treatment"], row["form"], row["as"], row["reason"], row["iri"] and expanded(row["iri"], SPACES))


def treatment_of(prop: str) -> Treatment:
    """What becomes of a property, by its name in the answers."""
    return treatments().get(prop, UNDECIDED)


def property_iri(prop: str) -> str:
    """The IRI of a property, by its name in the answers; empty if it is not known."""
    return treatment_of(prop).iri


@cache
def events() -> dict[str, str]:
    """The kind of event of the EU's table that means the same as a kind of the Parliament's, by the last parts of their IRIs."""
    return {row["kind"]: row["event"] for row in table("kinds.csv") if row["event"]}
