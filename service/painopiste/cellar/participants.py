"""Who took part in a procedure, and in which role of the EU's role table."""

from __future__ import annotations

from collections.abc import Iterator

from painopiste.cellar.context import Context
from painopiste.cellar.findings import Kind
from painopiste.cellar.notice import AUTHORITY, Axiom, scheme
from painopiste.cellar.saying import slug
from painopiste.cellar.works import local
from painopiste.model import LANGUAGES

ROLE = AUTHORITY + "role/"
ACTING = "acting-institution"
# Properties of an event that lead to a participant, and the code of the role; the acting institution's is a role of ours.
ROLES = {
    "event_legal_initiated_by_institution": ACTING,
    "event_legal_responsibility_of_institution": "RESP_CORP",
    "event_legal_joint-responsibility_of_institution": "RESP_JOINT_CORP",
    "event_legal_responsibility_of_person": "RESP_PERS",
    "event_legal_joint-responsibility_of_person": "RESP_JOINT_PERS",
    "event_legal_taken_over_person": "TAKING_OVER",
    "event_legal_associated_with_institution": "ASSOC_CORP",
    "event_legal_formally-addresses_institution": "ADDRESSEE_ACT",
    "event_legal_addresses_institution": "ADDRESSEE",
    "event_mandatorily-addresses_institution": "ADDRESSEE_MANDATORY",
    "event_legal_mandatorily-consults_institution": "ADDRESSEE_CONSULT_MANDATORY",
    "event_legal_optionally-consults_institution": "ADDRESSEE_CONSULT_OPTION",
    "event_legal_consults_institution": "ADDRESSEE_CONSULT",
    "event_legal_informs_institution": "ADDRESSEE_INFO",
    "event_legal_responsibility-of_committee-ep": "CMT_RESP",
    "event_legal_gets_report_of_institution": "CMT_RESP",
    "event_legal_gets_opinion_of_institution": "CMT_OPIN",
    "event_legal_reported_by_person": "RAPP",
    "event_legal_drafted_by_person": "RAPP",
    "event_reported_by_agent": "RAPP",
    "event_co-reported_by_person": "RAPP_CO",
    "event_legal_facilitated-by_person": "RAPP_SHADOW",
}


def participations(context: Context, dossier: str, event: str, key: str) -> None:
    """Everyone who takes part in an event, as participations that the event shares with its dossier."""
    for prop, role in ROLES.items():
        for agent in context.notice.things(key, prop):
            if node := participation(context, dossier, role, agent):
                context.sayer.link(dossier, "eli-dl:had_participation", node)
                context.sayer.link(event, "eli-dl:had_participation", node)
    for axiom in group_axioms(context, key):
        say_group(context, dossier, axiom)


def reporters(context: Context, dossier: str, document: str) -> None:
    """The persons who reported to the Parliament in a document; of its committees the notice tells at the same place, but not in which role."""
    for agent in context.notice.holders("agent_reports_on_report_ep", document):
        if not agent.startswith(AUTHORITY) and (node := participation(context, dossier, "RAPP", agent)):
            context.sayer.link(dossier, "eli-dl:had_participation", node)


def participation(context: Context, dossier: str, role: str, agent: str) -> str | None:
    """The participation of an agent in one role; None, and a finding, if nobody is named."""
    name = name_of(context, agent)
    if not slug(name):
        context.findings.note(Kind.UNIDENTIFIED, agent, f"a participant with the role {role} of whom no name is told")
        return None
    node = context.sayer.thing(f"{dossier}/participation/{slug(role)}-{slug(name)}", "eli-dl:Participation")
    iris = context.sayer.iris
    context.sayer.link(node, "eli-dl:participation_role", iris.thing(f"participation-role/{role}") if role == ACTING else ROLE + role)
    if agent.startswith(AUTHORITY):
        context.sayer.link(node, "eli-dl:had_participant_organization", organisation(context, agent))
    else:
        context.sayer.link(node, "eli-dl:had_participant_person", person(context, agent, name))
    return node


def name_of(context: Context, agent: str) -> str:
    """The name of a person in CELLAR, or the code of a body; nothing if there is neither."""
    if agent.startswith(AUTHORITY):
        return agent.rpartition("/")[2]
    return next((" ".join(local(name).split()) for name in context.notice.aliases(agent) if scheme(name) == "agent"), "")


def organisation(context: Context, code: str) -> str:
    """The body that a concept of the corporate-body table stands for."""
    sayer, name = context.sayer, code.rpartition("/")[2]
    node = sayer.thing(sayer.iris.thing(f"organisation/corporate-body-{slug(name)}"), "def:Organisation", "org:Organization")
    sayer.link(node, "def:authorityConcept", code)
    for language in LANGUAGES:
        sayer.text(node, "skos:prefLabel", name, language)
    return node


def person(context: Context, agent: str, name: str) -> str:
    """The person of a name. CELLAR's IRI for it is made of the name alone, so it is no identity and none is claimed."""
    sayer = context.sayer
    node = sayer.thing(sayer.iris.thing(f"person/cellar-{slug(name)}"), "foaf:Person")
    sayer.value(node, "foaf:name", name)
    sayer.link(node, "rdfs:seeAlso", *(alias for alias in context.notice.aliases(agent) if scheme(alias) == "agent"))
    for language in LANGUAGES:
        sayer.text(node, "skos:prefLabel", name, language)
    return node


def group_axioms(context: Context, key: str) -> Iterator[Axiom]:
    """What is said of the groups of rapporteurs and shadow rapporteurs."""
    for prop in ("event_legal_drafted_by_person", "event_legal_facilitated-by_person"):
        yield from (axiom for axiom in context.notice.axioms(prop) if axiom.source == key and axiom.note("group_parliamentary"))


def say_group(context: Context, dossier: str, axiom: Axiom) -> None:
    """The political group of a participant, by its usual short name."""
    role = "RAPP" if context.notice.key(axiom.target) in context.notice.things(axiom.source, "event_legal_drafted_by_person") else "RAPP_SHADOW"
    if node := participation(context, dossier, role, axiom.target):
        context.sayer.value(node, "def:politicalGroup", *(group.rpartition("/")[2] for group in axiom.all("group_parliamentary")))
