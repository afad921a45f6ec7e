"""From an answer of the Parliament's API to statements.

Events, participations and documents keep the Parliament's IRIs. The procedure itself is a counterpart of ours: the edited dossier is the same as the
Parliament's process, and what the Parliament tells of it stands beside what was edited.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from painopiste.cellar.saying import Sayer
from painopiste.errors import NoticeError, QueryError
from painopiste.graph import Iris
from painopiste.model import LANGUAGES
from painopiste.parliament.treatments import treatments
from painopiste.store import Statement

MEDIA_TYPE = "application/ld+json"
BASE = "https://data.europarl.europa.eu/"
CLASSES = {"Activity", "Decision", "Vote", "Participation"}
# The procedure itself is a counterpart and no process; an item of an agenda stays “foreseen” in the answers when its day is past.
LEFT = {"Process", "ForeseenActivity"}
NAMES = {
    "fi": "Euroopan parlamentin tiedot menettelystä",
    "sv": "Europaparlamentets uppgifter om förfarandet",
    "en": "The European Parliament's data on procedure",
}


@dataclass(frozen=True)
class Told:
    """What an answer says, how often it has each property, and which of these nobody has decided on."""

    statements: tuple[Statement, ...]
    properties: Mapping[str, int]

    @property
    def undecided(self) -> tuple[str, ...]:
        """The properties of which the mapping does not know what becomes of them."""
        return tuple(sorted(set(self.properties) - set(treatments())))


def counterpart(process_id: str, iris: Iris) -> str:
    """The IRI of what the Parliament tells of a procedure."""
    return iris.thing(f"counterpart/parliament/{process_id.lower()}")


def read_answer(name: str, content: bytes, process_id: str) -> dict[str, Any]:
    """The process in an answer; NoticeError if the answer is not whole JSON with just the one that was asked for."""
    try:
        found = json.loads(content)["data"]
        process = found[0]
        is_it = len(found) == 1 and process["type"] == "Process" and process["process_id"] == process_id
    except (ValueError, LookupError, TypeError) as error:
        raise NoticeError(name, f"is no answer of the Parliament's API, or not all of one ({error})") from error
    if not is_it:
        raise NoticeError(name, f"does not tell of the one procedure {process_id}")
    return dict(process)


def statements_of(name: str, process: Mapping[str, Any], digest: str, iris: Iris, retrieved: str) -> Told:
    """What a process says, with the answer that it came from, its SHA-256 and when it was fetched (xsd:dateTime)."""
    number, properties = str(process["process_id"]), Counter[str]()
    sayer = Sayer(iris, iris.thing(f"notice/parliament/{number.lower()}"))
    try:
        say_answer(sayer, process, digest, retrieved)
        say(sayer, counterpart(number, iris), process, properties)
    except (QueryError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise NoticeError(name, f"has a value that is not of the form that its property has ({error})") from error
    return Told(tuple(sorted(sayer.statements, key=str)), dict(properties))


def say_answer(sayer: Sayer, process: Mapping[str, Any], digest: str, retrieved: str) -> None:
    """Where the statements come from, and what the counterpart is called and points to."""
    node, number = sayer.notice, process["process_id"]
    for kind in ("def:Notice", "prov:Entity"):
        sayer.link(node, "rdf:type", sayer.name(kind))
    for prop in ("dct:source", "prov:hadPrimarySource"):
        sayer.link(node, prop, absolute(process["id"]))
    sayer.value(node, "dct:identifier", f"sha256:{digest}")
    sayer.value(node, "dct:format", MEDIA_TYPE)
    sayer.value(node, "def:retrieved", retrieved, datatype="xsd:dateTime")
    subject = sayer.thing(counterpart(number, sayer.iris), "def:Counterpart", "prov:Entity")
    sayer.link(subject, "rdfs:seeAlso", absolute(process["id"]))
    for language in LANGUAGES:
        for labelled in (node, subject):
            sayer.text(labelled, "skos:prefLabel", f"{NAMES[language]} {number}", language)


def say(sayer: Sayer, subject: str, item: Mapping[str, Any], properties: Counter[str]) -> None:
    """Everything that is mapped of one thing and its parts, under an IRI."""
    sayer.thing(subject)
    for prop, value in item.items():
        properties[prop] += 1
        treatment = treatments().get(prop)
        if treatment and treatment.target:
            say_values(sayer, subject, treatment.form, treatment.target, value, properties)


def say_values(sayer: Sayer, subject: str, form: str, target: str, value: Any, properties: Counter[str]) -> None:
    """The values of one property."""
    match form:
        case "link":
            sayer.link(subject, target, *map(absolute, listed(value)))
        case "code":
            sayer.value(subject, target, *(str(item).rpartition("/")[2] for item in listed(value)))
        case "class":
            sayer.link(subject, target, *(sayer.name(f"eli-dl:{name}") for name in listed(value) if name in CLASSES))
            properties.update(f"type {name}" for name in listed(value) if name not in CLASSES | LEFT)
        case "text":
            for language, text in value.items():
                sayer.text(subject, target, text, language)
        case "part":
            for part in listed(value):
                sayer.link(subject, target, absolute(part["id"]))
                say(sayer, absolute(part["id"]), part, properties)
        case _:
            sayer.value(subject, target, *map(str, listed(value)), datatype="xsd:date" if form == "date" else "")


def listed(value: Any) -> Iterable[Any]:
    """The values of a property that has one or several."""
    return value if isinstance(value, list) else [value]


def absolute(text: str) -> str:
    """An IRI as the answers write it, below the Parliament's base.

    >>> absolute("def/ep-roles/RAPPORTEUR")
    'https://data.europarl.europa.eu/def/ep-roles/RAPPORTEUR'
    """
    return text if text.startswith(("http://", "https://")) else BASE + text
