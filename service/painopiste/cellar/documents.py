"""Works of a notice in our vocabulary: legal acts, proposals and other documents, with their identifiers and dates."""

from __future__ import annotations

from painopiste.cellar.bases import say_provision
from painopiste.cellar.context import Context
from painopiste.cellar.findings import Kind
from painopiste.cellar.notice import AUTHORITY, scheme
from painopiste.cellar.participants import organisation
from painopiste.cellar.provisions import basis_of
from painopiste.cellar.works import Work
from painopiste.model import LANGUAGES

ACT = ("def:LegalAct", "eli:LegalResource")
PROPOSAL = ("def:Proposal", "eli-dl:DraftLegislationWork", "eli:Work")
DOCUMENT = ("def:Document", "eli:Work")
ACT_NAMES = {
    "R": ("Asetus", "Förordning", "Regulation"),
    "L": ("Direktiivi", "Direktiv", "Directive"),
    "D": ("Päätös", "Beslut", "Decision"),
    "F": ("Puitepäätös", "Rambeslut", "Framework decision"),
    "H": ("Suositus", "Rekommendation", "Recommendation"),
}


def work_of(context: Context, key: str) -> Work:
    """The work that stands under a key."""
    return Work.of(name for name in context.notice.aliases(key) if scheme(name))


def say_work(context: Context, key: str, opens: bool = False) -> str | None:
    """Describe a work once and give its IRI; None, and a finding, if nothing tells what it is. `opens`: the procedure began with it."""
    if (key, opens) not in context.works:
        context.works[key, opens] = described(context, key, opens)
    return context.works[key, opens]


def described(context: Context, key: str, opens: bool) -> str | None:
    """The IRI of a work that is described now."""
    work = work_of(context, key)
    if not work.is_known:
        context.findings.note(Kind.UNIDENTIFIED, key, "a document of which only an address inside CELLAR is told")
        return None
    if provision := basis_of(work.celex, "") if work.celex.startswith("1") else None:
        return say_provision(context, provision)
    classes = ACT if work.is_act else PROPOSAL if work.is_proposal or opens else DOCUMENT
    node = context.sayer.thing(work.eli if work.is_act and work.eli else context.sayer.iris.thing(work.path), *classes)
    identify(context, node, work)
    for language, text in zip(LANGUAGES, names_of(work), strict=True):
        context.sayer.text(node, "skos:prefLabel", text, language)
    describe(context, node, key)
    if work.is_act:
        say_force(context, node, key)
    return node


def identify(context: Context, node: str, work: Work) -> None:
    """What a work is called elsewhere, and whether its ELI is known."""
    sayer = context.sayer
    sayer.link(node, "owl:sameAs", *(name for name in work.names if scheme(name) != "eli"))
    if work.celex:
        sayer.value(node, "eli:id_local", work.celex)
    if work.number and not work.is_act:
        sayer.value(node, "eli:number", work.number)
    if work.is_act:
        sayer.link(node, "def:eliStatus", sayer.iris.thing(f"eli-status/{'given' if work.eli else 'none'}"))


def names_of(work: Work) -> tuple[str, str, str]:
    """What a work is called in Finnish, Swedish and English: its kind and CELEX, or its number."""
    kinds = ACT_NAMES.get(work.celex[5:6]) if work.is_act and not work.celex.startswith("2") else None
    text = work.celex if work.is_act else work.number or work.celex
    return (f"{kinds[0]} {text}", f"{kinds[1]} {text}", f"{kinds[2]} {text}") if kinds else (text, text, text)


def describe(context: Context, node: str, key: str) -> None:
    """Date, kind, titles, subjects and makers of a work."""
    notice, sayer = context.notice, context.sayer
    if day := context.one_day(key, "work_date_document"):
        sayer.value(node, "eli:date_document", day, datatype="xsd:date")
    sayer.link(node, "eli:type_document", *notice.things(key, "work_has_resource-type"))
    sayer.link(node, "dct:subject", *notice.holders("concept_eurovoc_subject_of_work", key), *notice.things(key, "work_is_about_concept_eurovoc"))
    for prop, role in (("agent_creates_work", "dct:creator"), ("agent_responsible_for_resource_legal", "dct:contributor")):
        sayer.link(node, role, *(organisation(context, code) for code in notice.holders(prop, key) if code.startswith(AUTHORITY)))
    say_titles(context, node, key)


def say_titles(context: Context, node: str, key: str) -> None:
    """Titles by language, from the expressions of a work."""
    for expression in context.notice.holders("expression_belongs_to_work", key):
        for language in context.notice.things(expression, "expression_uses_language"):
            say_in(context, node, language, context.texts(expression, "expression_title"))


def say_in(context: Context, node: str, language: str, titles: list[str]) -> None:
    """Titles in a language, if it is one in which acts are published."""
    if tag := ISO_LANGUAGES.get(language.rpartition("/")[2]):
        for title in titles:
            context.sayer.text(node, "dct:title", title, tag)


def say_force(context: Context, node: str, key: str) -> None:
    """From when to when an act is in force: of several dates the earliest start and the latest end; the flag counts for more than an end date."""
    sayer = context.sayer
    if starts := context.days(key, "resource_legal_date_entry-into-force"):
        sayer.value(node, "eli:first_date_entry_in_force", starts[0], datatype="xsd:date")
    ends, is_in_force = context.days(key, "resource_legal_date_end-of-validity"), context.is_true(key, "resource_legal_in-force")
    if ends and not is_in_force:
        sayer.value(node, "eli:date_no_longer_in_force", ends[-1], datatype="xsd:date")
    if is_in_force or context.is_false(key, "resource_legal_in-force"):
        sayer.link(node, "eli:in_force", sayer.name("eli:" + ("InForce-inForce" if is_in_force else "InForce-notInForce")))


# Codes of the EU's language table and the tags of RDF literals, for the languages in which acts are published.
ISO_LANGUAGES = {
    "BUL": "bg",
    "CES": "cs",
    "DAN": "da",
    "DEU": "de",
    "ELL": "el",
    "ENG": "en",
    "EST": "et",
    "FIN": "fi",
    "FRA": "fr",
    "GLE": "ga",
    "HRV": "hr",
    "HUN": "hu",
    "ITA": "it",
    "LAV": "lv",
    "LIT": "lt",
    "MLT": "mt",
    "NLD": "nl",
    "POL": "pl",
    "POR": "pt",
    "RON": "ro",
    "SLK": "sk",
    "SLV": "sl",
    "SPA": "es",
    "SWE": "sv",
}
