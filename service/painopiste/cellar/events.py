"""The events of a procedure: day, kind, phase, documents, participants, and what is told beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from painopiste.cellar.context import Context
from painopiste.cellar.documents import say_work
from painopiste.cellar.findings import Kind
from painopiste.cellar.notice import AUTHORITY, scheme
from painopiste.cellar.participants import participations, reporters
from painopiste.cellar.saying import slug

KINDS, PHASES = AUTHORITY + "event/", AUTHORITY + "procedure-phase/"


@dataclass(frozen=True, order=True)
class Event:
    """An event of which day and kind are known: the code of the EU's event table."""

    day: str
    kind: str
    key: str


def events_of(context: Context, main: str) -> list[Event]:
    """The events of a procedure in order of time; one without a single day and kind is noted and left out."""
    notice = context.notice
    keys = {*notice.holders("event_legal_part_of_dossier", main), *notice.things(main, "dossier_contains_event_legal")}
    return sorted(event for key in sorted(keys) if (event := event_of(context, key)))


def event_of(context: Context, key: str) -> Event | None:
    """An event, if its notice gives one day and one kind of it."""
    day = context.one_day(key, "event_legal_date")
    kinds = [
        kind.removeprefix(KINDS) for kind in context.notice.things(key, "event_legal_has_type_concept_type_event_legal") if kind.startswith(KINDS)
    ]
    if len(kinds) != 1:
        context.findings.note(Kind.CONTRADICTION, key, f"an event of {len(kinds)} kinds {', '.join(kinds)}".strip())
    if day is None:
        context.findings.note(Kind.UNIDENTIFIED, key, "an event of which no single day is told, so it is left out")
    return Event(day, kinds[0], key) if day and len(kinds) == 1 else None


def say_events(context: Context, dossier: str, events: list[Event]) -> None:
    """All events of a dossier. Two of one kind on one day are told apart by a number, in the order of their names in CELLAR."""
    seen: Counter[str] = Counter()
    for event in events:
        name = f"{event.day}-{slug(event.kind)}"
        seen[name] += 1
        say_event(context, dossier, f"{dossier}/event/{name}" + (f"-{seen[name]}" if seen[name] > 1 else ""), event)


def say_event(context: Context, dossier: str, node: str, event: Event) -> None:
    """One event."""
    notice, sayer = context.notice, context.sayer
    sayer.thing(node, "def:Event", "eli-dl:Activity")
    sayer.value(node, "eli-dl:activity_date", event.day, datatype="xsd:date")
    sayer.link(node, "eli-dl:had_activity_type", KINDS + event.kind)
    sayer.link(node, "eli-dl:occured_at_stage", *phases(context, event.key))
    sayer.link(node, "eli-dl:forms_part_of", dossier)
    sayer.link(node, "owl:sameAs", *(name for name in notice.aliases(event.key) if scheme(name)))
    for work in notice.things(event.key, "event_legal_contains_work"):
        if document := say_work(context, work):
            sayer.link(node, "eli-dl:documented_by_a_realization_of", document)
            reporters(context, dossier, work)
    say_details(context, node, event.key)
    participations(context, dossier, node, event.key)


def phases(context: Context, key: str) -> Iterator[str]:
    """The phase in which an event took place; of several none, and a finding."""
    found = [phase for phase in context.notice.things(key, "event_legal_occurs_in_procedure-phase") if phase.startswith(PHASES)]
    if len(found) > 1:
        context.findings.note(Kind.CONTRADICTION, key, f"an event in several phases: {', '.join(phase.removeprefix(PHASES) for phase in found)}")
    yield from found if len(found) == 1 else ()


def say_details(context: Context, node: str, key: str) -> None:
    """References, remarks, sessions; an event still marked as planned is noted, since notices keep that mark after it took place."""
    notice, sayer = context.notice, context.sayer
    sayer.value(node, "dct:bibliographicCitation", *context.texts(key, "event_legal_document_reference"))
    sayer.value(node, "def:councilSession", *context.texts(key, "event_legal_session_council"))
    sayer.value(node, "def:legalBasisText", *context.texts(key, "event_legal_basis_legal"))
    for comment in notice.literals(key, "event_legal_comment"):
        if comment.language:
            sayer.text(node, "skos:note", comment.text, comment.language)
    for status in notice.things(key, "event_legal_has-status_event-status"):
        context.findings.note(Kind.STALE, key, f"marked as {status.rpartition('/')[2]}")
    say_session(context, node, key)


def say_session(context: Context, node: str, key: str) -> None:
    """The plenary session of the EESC or the CoR in which an opinion was given."""
    sayer = context.sayer
    sayer.value(node, "def:sessionNumber", *context.texts(key, "event_number_session"))
    for prop, ours in (("event_session_date_start", "eli-dl:activity_start_date"), ("event_session_date_end", "eli-dl:activity_end_date")):
        if day := context.one_day(key, prop):
            sayer.value(node, ours, day, datatype="xsd:date")
