"""A procedure as a dossier: identifiers, titles, opening, documents, result."""

from __future__ import annotations

from painopiste.cellar.bases import say_bases
from painopiste.cellar.context import Context
from painopiste.cellar.documents import say_work, work_of
from painopiste.cellar.events import Event, say_events
from painopiste.cellar.findings import Kind
from painopiste.cellar.notice import scheme
from painopiste.cellar.relations import say_relations
from painopiste.model import LANGUAGES, ProcedureReference

TYPE = "procedure_code_interinstitutional_has_type_concept_type_procedure_code_interinstitutional"
NAMES = {"fi": "Menettely", "sv": "Förfarande", "en": "Procedure"}
ADOPTING = {"ADP_FRM_byCONSIL", "APR_R1_byCONSIL", "APR_R2_byCONSIL", "APR_R2_POS_CONSIL_byEP", "SIGN_byEP_CONSIL", "PUB_OJ"}
WITHDRAWING = {"WDW_byCOM", "WDW_PROPLEG_byCOM", "RPL_byCOM"}
OPENING = {"ADP_byCOM", "ADP_PROPLEG_byCOM"}


def slug_of(reference: ProcedureReference) -> str:
    """The part of our IRIs that names a procedure.

    >>> slug_of(ProcedureReference.of_cellar("2018/330A/COD"))
    '2018-0330a'
    """
    return f"{reference.year}-{reference.number:04}{reference.part.lower()}"


def say_dossier(context: Context, reference: ProcedureReference, main: str, events: list[Event]) -> None:
    """Everything that a notice tells of its procedure."""
    notice, sayer = context.notice, context.sayer
    dossier = sayer.thing(sayer.iris.thing(f"dossier/{slug_of(reference)}"), "def:Dossier", "eli-dl:LegislativeProcess", "eli-dl:Process")
    sayer.value(dossier, "eli-dl:process_id", str(reference))
    sayer.link(dossier, "eli-dl:process_type", *notice.things(main, TYPE))
    sayer.link(dossier, "owl:sameAs", *(name for name in notice.aliases(main) if scheme(name)))
    sayer.link(dossier, "foaf:page", reference.eur_lex_page("en"))
    sayer.link(dossier, "dct:source", reference.cellar_iri)
    sayer.link(dossier, "def:confidence", sayer.iris.thing("confidence/seen"))
    sayer.link(dossier, "dct:subject", *notice.things(main, "dossier_is_about_concept_eurovoc"))
    say_titles(context, dossier, main, reference)
    say_works(context, dossier, main)
    say_bases(context, dossier, main, [event.key for event in events])
    say_events(context, dossier, events)
    say_relations(context)
    check_flags(context, main, events)
    check_order(context, main, events)


def say_titles(context: Context, dossier: str, main: str, reference: ProcedureReference) -> None:
    """Titles by language, and labels: the title where there is one in the language, else the reference."""
    titles: dict[str, list[str]] = {}
    for title in context.notice.literals(main, "dossier_title"):
        if not title.language:
            kind = Kind.PLACEHOLDER if title.text in ("OP_DATPRO",) else Kind.LANGUAGE_MISSING
            context.findings.note(kind, main, f"a title without a language: “{title.text}”")
        elif title.text.strip():
            titles.setdefault(title.language, []).append(" ".join(title.text.split()))
    for language, texts in titles.items():
        context.sayer.text(dossier, "eli-dl:process_title", texts[0], language)
        if len(texts) > 1:
            context.findings.note(Kind.CONTRADICTION, main, f"several titles in {language}; another than the first is: “{texts[1]}”")
    for language in LANGUAGES:
        context.sayer.text(dossier, "skos:prefLabel", titles.get(language, [f"{NAMES[language]} {reference}"])[0], language)
    for comment in context.notice.literals(main, "dossier_comment"):
        if comment.language:
            context.sayer.text(dossier, "skos:note", comment.text, comment.language)


def say_works(context: Context, dossier: str, main: str) -> None:
    """The document that opened the procedure, all others, and the acts that came of it: only what has a CELEX of sector 3 is a result."""
    notice, sayer = context.notice, context.sayer
    produced = notice.things(main, "dossier_produces_resource_legal")
    results = {key for key in produced if work_of(context, key).is_secondary_law}
    for key in notice.things(main, "dossier_initiated_by_act_preparatory"):
        sayer.link(dossier, "eli-dl:involved_work", *filter(None, [say_work(context, key, opens=True)]))
    for key in {
        *notice.things(main, "dossier_contains_work"),
        *notice.things(main, "dossier_mandatory_information_provided_by_work"),
        *produced,
    } - results:
        sayer.link(dossier, "eli-dl:involved_work", *filter(None, [say_work(context, key)]))
    for key in results:
        sayer.link(dossier, "eli-dl:created_a_realization_of", *filter(None, [say_work(context, key)]))


def check_flags(context: Context, main: str, events: list[Event]) -> None:
    """Note where the flags of a notice say something else than its events; the events count."""
    kinds = {event.kind for event in events}
    is_adopted = bool(kinds & ADOPTING) or any(
        work_of(context, key).is_secondary_law for key in context.notice.things(main, "dossier_produces_resource_legal")
    )
    if context.is_true(main, "dossier_pending-proposal") and is_adopted:
        context.findings.note(Kind.STALE, main, "marked as pending, though its events or acts show it adopted")
    if context.is_true(main, "dossier_adopted-proposal") and not is_adopted:
        context.findings.note(Kind.CONTRADICTION, main, "marked as adopted, though no event or act shows it")
    if context.is_true(main, "dossier_not-adopted-proposal") and is_adopted:
        context.findings.note(Kind.CONTRADICTION, main, "marked as not adopted, though its events or acts show it adopted")
    withdrawn = context.is_true(main, "dossier_withdrawn-proposal") or context.days(main, "dossier_date_withdrawn")
    if withdrawn and not kinds & WITHDRAWING:
        context.findings.note(Kind.CONTRADICTION, main, "marked as withdrawn, though no event shows it")
    days = {event.day for event in events}
    for day in context.days(main, "dossier_date_adopted"):
        if day not in days:
            context.findings.note(Kind.CONTRADICTION, main, f"adopted on {day} by its own date, though no event is of that day")


def check_order(context: Context, main: str, events: list[Event]) -> None:
    """Note where an adopting event comes before the proposal."""
    opened = [event.day for event in events if event.kind in OPENING]
    for event in events:
        if opened and event.kind in ADOPTING - {"PUB_OJ"} and event.day < opened[0]:
            context.findings.note(Kind.CONTRADICTION, main, f"{event.kind} on {event.day} comes before the proposal of {opened[0]}")
