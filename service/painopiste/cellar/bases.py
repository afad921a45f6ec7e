"""Legal bases: the article of a treaty or act, with paragraph and point where the notice tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from painopiste.cellar.context import Context
from painopiste.cellar.findings import Kind
from painopiste.cellar.notice import scheme
from painopiste.cellar.provisions import Provision, basis_of
from painopiste.cellar.works import CELEX, local
from painopiste.model import LANGUAGES

TREATY_NAMES = {
    "tfeu": ("SEUT", "EUF-fördraget", "TFEU"),
    "teu": ("SEU", "EU-fördraget", "TEU"),
    "ec": ("EY-sopimuksen", "EG-fördraget", "EC Treaty"),
    "ec-1992": ("EY-sopimuksen (1992)", "EG-fördraget (1992)", "EC Treaty (1992)"),
    "teu-1992": ("EU-sopimuksen (1992)", "EU-fördraget (1992)", "TEU (1992)"),
    "teu-1997": ("EU-sopimuksen (1997)", "EU-fördraget (1997)", "TEU (1997)"),
    "eec": ("ETY-sopimuksen", "EEG-fördraget", "EEC Treaty"),
    "ecsc": ("EHTY-sopimuksen", "EKSG-fördraget", "ECSC Treaty"),
    "euratom-treaty": ("Euratom-sopimuksen", "Euratomfördraget", "Euratom Treaty"),
}


def say_bases(context: Context, dossier: str, main: str, events: Iterable[str]) -> None:
    """The legal bases of a procedure: its own, or if it names none those of its events."""
    found = list(bases(context, main, "dossier_based_on_resource_legal"))
    found = found or [basis for event in events for basis in bases(context, event, "event_legal_based_on_resource_legal")]
    for provision in found:
        context.sayer.link(dossier, "def:legalBasis", say_provision(context, provision))
    for text in context.texts(main, "dossier_basis_legal"):
        context.sayer.value(dossier, "def:legalBasisText", text)


def bases(context: Context, key: str, prop: str) -> Iterator[Provision]:
    """The provisions that one property names; where a comment tells the paragraph, the bare article is left out."""
    comments: dict[str, set[str]] = {target: set() for target in context.notice.things(key, prop)}
    for axiom in context.notice.axioms(prop):
        if axiom.source == key and axiom.target in comments:
            comments[axiom.target].update(filter(None, axiom.all("comment_on_legal_basis")))
    for target, texts in comments.items():
        for text in sorted(texts) or [""]:
            if provision := provision_of(context, target, text):
                yield provision


def provision_of(context: Context, target: str, comment: str) -> Provision | None:
    """The provision of a CELEX and the comment beside it; a comment of unknown form is noted, and the article stands without it."""
    celex = next((local(name) for name in context.notice.aliases(target) if scheme(name) == "celex"), "")
    if not CELEX.fullmatch(celex):
        context.findings.note(Kind.IDENTIFIER_MALFORMED, target, "a legal basis whose CELEX number is missing or malformed")
        return None
    if provision := basis_of(celex, comment):
        return provision
    context.findings.note(Kind.IDENTIFIER_MALFORMED, target, f"the place within a legal basis is “{comment}”, a form that is not known")
    return basis_of(celex, "")


def say_provision(context: Context, provision: Provision) -> str:
    """Describe a provision and the article that it is part of."""
    sayer = context.sayer
    node = sayer.thing(sayer.iris.thing(provision.path), "def:TreatyArticle")
    for language, text in zip(LANGUAGES, names_of(provision), strict=True):
        sayer.text(node, "skos:prefLabel", text, language)
    if provision.number:
        sayer.value(node, "eli:number", provision.number)
    if len(provision.steps) > 1:
        sayer.link(node, "dct:isPartOf", say_provision(context, provision.article))
    else:
        sayer.link(node, "rdfs:seeAlso", f"http://publications.europa.eu/resource/celex/{provision.celex.replace('(', '%28').replace(')', '%29')}")
    return node


def names_of(provision: Provision) -> tuple[str, str, str]:
    """What a provision is called in Finnish, Swedish and English."""
    fi, sv, en = TREATY_NAMES.get(provision.document, (provision.celex,) * 3)
    if not provision.number:
        return fi, sv, en
    return f"{fi} {provision.number} artikla", f"{sv} artikel {provision.number}", f"{en} Article {provision.number}"
