"""What becomes of each property of the Parliament's answers: mapped or left, in which form, and why."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Treatment:
    """What becomes of a property: `form` says what its values are (link, code, value, date, text by language, part, class), `target` is our term."""

    kind: str
    form: str
    target: str
    reason: str


@cache
def treatments() -> dict[str, Treatment]:
    """The treatment of each property that is known, by its name in the answers."""
    rows = csv.DictReader(files("painopiste.parliament").joinpath("properties.csv").read_text(encoding="utf-8").splitlines())
    return {row["property"]: Treatment(row["treatment"], row["form"], row["as"], row["reason"]) for row in rows}


@cache
def events() -> dict[str, str]:
    """The kind of event of the EU's table that means the same as a kind of the Parliament's, by the last parts of their IRIs."""
    rows = csv.DictReader(files("painopiste.parliament").joinpath("kinds.csv").read_text(encoding="utf-8").splitlines())
    return {row["kind"]: row["event"] for row in rows if row["event"]}
