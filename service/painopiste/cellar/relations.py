"""What acts do to each other, as notices tell it from the side of the act that is changed: amended, repealed, corrected; with part and day."""

from __future__ import annotations

from collections import defaultdict

from painopiste.cellar.bases import provision_of, say_provision
from painopiste.cellar.context import Context
from painopiste.cellar.documents import say_work, work_of
from painopiste.cellar.notice import AUTHORITY, Axiom
from painopiste.cellar.provisions import changed_part
from painopiste.cellar.saying import slug
from painopiste.cellar.works import Work

# Properties that lead from the changed work to the changing one, and what the changing one does.
BETWEEN_ACTS = {
    "resource_legal_amended_by_resource_legal": "eli:amends",
    "resource_legal_repealed_by_resource_legal": "eli:repeals",
    "resource_legal_implicitly_repealed_by_resource_legal": "eli:repeals",
    "resource_legal_corrected_by_resource_legal": "eli:corrects",
}
# Properties that lead from one work to another, what is said between them, and whether it is said of the second.
BETWEEN_WORKS = {
    "resource_legal_adopted_by_resource_legal": ("eli-dl:adopts", True),
    "resource_legal_amendment_proposed_by_resource_legal": ("eli-dl:foresees_change_of", True),
    "work_cited_by_work": ("eli:cites", True),
    "resource_legal_replaced_by_resource_legal": ("dct:isReplacedBy", False),
    "work_related_to_work": ("dct:relation", False),
    "work_is_another_publication_of_work": ("dct:relation", False),
    "work_has_successor_work": ("dct:relation", False),
    "agreement_international_associated_to_resource_legal": ("dct:relation", False),
    "resource_legal_derogated_by_resource_legal": ("dct:relation", False),
    "resource_legal_rendered_obsolete_by_resource_legal": ("dct:relation", False),
    "resource_legal_eesc_opinion_contained_in_resource_legal": ("dct:relation", False),
    "resource_legal_cor_opinion_contained_in_resource_legal": ("dct:relation", False),
    "resource_legal_ep_opinion_contained_in_resource_legal": ("dct:relation", False),
}
BASIS = "resource_legal_basis_for_resource_legal"
IMPLICIT = "resource_legal_implicitly_repealed_by_resource_legal"
ACTION = AUTHORITY + "fd_375/"


def say_relations(context: Context) -> None:
    """Every change that one act makes to another, and what proposals would change and acts adopt."""
    for prop, relation in BETWEEN_ACTS.items():
        axioms = by_pair(context.notice.axioms(prop))
        for changed in list(context.notice.subjects(prop)):
            for changing in context.notice.things(changed, prop):
                say_change(context, prop, relation, changed, changing, axioms.get((changed, changing), []))
    for prop, (relation, is_inverse) in BETWEEN_WORKS.items():
        for one in list(context.notice.subjects(prop)):
            for other in context.notice.things(one, prop):
                relate(context, *((other, relation, one) if is_inverse else (one, relation, other)))
    say_bases_of_works(context)


def say_bases_of_works(context: Context) -> None:
    """On which provisions acts and proposals rest, each with the comments on it."""
    comments = by_pair(context.notice.axioms(BASIS))
    for basis in list(context.notice.subjects(BASIS)):
        for work in context.notice.things(basis, BASIS):
            texts = {text for axiom in comments.get((basis, work), []) for text in axiom.all("comment_on_legal_basis") if text}
            provisions = [provision_of(context, basis, text) for text in sorted(texts) or [""]]
            if node := say_work(context, work):
                context.sayer.link(node, "eli:based_on", *(say_provision(context, provision) for provision in provisions if provision))


def by_pair(axioms: list[Axiom]) -> dict[tuple[str, str], list[Axiom]]:
    """Axioms by the two works that they are about."""
    found = defaultdict(list)
    for axiom in axioms:
        found[axiom.source, axiom.target].append(axiom)
    return found


def relate(context: Context, subject: str, relation: str, target: str) -> None:
    """One relation between two works, if both are known."""
    one, other = say_work(context, subject), say_work(context, target)
    if one and other and one != other:
        context.sayer.link(one, relation, other)


def say_change(context: Context, prop: str, relation: str, changed: str, changing: str, axioms: list[Axiom]) -> None:
    """A relation between two works, and each part that is changed by it."""
    relate(context, changing, relation, changed)
    works = work_of(context, changing), work_of(context, changed)
    nodes = say_work(context, changing), say_work(context, changed)
    if not (nodes[0] and nodes[1] and works[0].is_act and works[1].is_act):
        return
    for axiom in axioms or [Axiom(changed, changing, {}, set())]:
        say_part(context, works, (nodes[0], nodes[1]), relation, prop == IMPLICIT, axiom)


def say_part(context: Context, works: tuple[Work, Work], nodes: tuple[str, str], relation: str, is_implicit: bool, axiom: Axiom) -> None:
    """One part of an act that another changes: where, how and since when."""
    sayer = context.sayer
    parts = changed_part(axiom.note("reference_to_modified_location"))
    action = axiom.note("role2").partition("|")[0].strip("{} ")
    tail = slug(" ".join([relation.partition(":")[2], *(text for part in parts for text in part), action]))
    node = sayer.thing(sayer.iris.thing(f"act-change/{slug(works[0].celex)}/{slug(works[1].celex)}/{tail}"), "def:ActChange", "rdf:Statement")
    sayer.link(node, "rdf:subject", nodes[0])
    sayer.link(node, "rdf:predicate", sayer.name(relation))
    sayer.link(node, "rdf:object", nodes[1])
    if parts:
        sayer.value(node, "def:changedPart", " ".join(" ".join(filter(None, part)) for part in parts))
        sayer.value(node, "def:changedArticle", *(number for code, number in parts[:1] if code == "AR" and number))
    if action:
        sayer.link(node, "def:changeAction", ACTION + action)
    if is_implicit:
        sayer.value(node, "def:isImplicit", "true", datatype="xsd:boolean")
    say_validity(context, node, axiom)


def say_validity(context: Context, node: str, axiom: Axiom) -> None:
    """From when, and if it is told until when, a change holds."""
    for note, prop in (("start_of_validity", "def:validFrom"), ("end_of_validity", "def:validUntil")):
        context.sayer.value(node, prop, *context.findings.days(axiom.source, note, list(axiom.all(note))), datatype="xsd:date")
