"""From the bytes of a notice to statements in our vocabulary."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from painopiste.cellar.context import Context
from painopiste.cellar.dossiers import say_dossier, slug_of
from painopiste.cellar.events import events_of
from painopiste.cellar.findings import Finding, Findings
from painopiste.cellar.notice import CMR, Notice
from painopiste.cellar.saying import Sayer
from painopiste.errors import IdentifierError, NoticeError
from painopiste.graph import Iris
from painopiste.model import ProcedureReference
from painopiste.store import Statement

REFERENCE = "procedure_code_interinstitutional_reference_procedure"
MODIFIED = CMR + "lastModificationDate"
MEDIA_TYPE = "application/rdf+xml;notice=tree"


@dataclass(frozen=True)
class Mapped:
    """What a notice says in our vocabulary, the procedure that it is about, and what was found amiss in it.

    `modified` is when CELLAR last changed it (xsd:dateTime); `properties` tells how often it has each property, by IRI,
    and `asked` which of them were read.
    """

    reference: ProcedureReference
    modified: str
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    properties: Mapping[str, int]
    asked: frozenset[str]

    @property
    def key(self) -> str:
        """The part of our IRIs that names the procedure."""
        return slug_of(self.reference)


def map_notice(name: str, content: bytes, iris: Iris, retrieved: str = "") -> Mapped:
    """The statements of a notice of a procedure. `retrieved`: the day or moment when it was fetched, if that is known (xsd:date, xsd:dateTime)."""
    notice = Notice.parse(name, content)
    main, reference = procedure_of(notice)
    context = Context(notice, Sayer(iris, iris.thing(f"notice/cellar/{slug_of(reference)}")), Findings())
    say_dossier(context, reference, main, events_of(context, main))
    say_notice(context, reference, main, hashlib.sha256(content).hexdigest(), retrieved)
    context.findings.say(context.sayer)
    statements = tuple(sorted(context.sayer.statements, key=str))
    return Mapped(reference, modified(notice, main), statements, tuple(sorted(context.findings.found)), notice.properties, frozenset(notice.asked))


def modified(notice: Notice, main: str) -> str:
    """When CELLAR last changed a notice, as it writes it; nothing if it does not say."""
    return max(notice.texts(main, MODIFIED), default="")


def procedure_of(notice: Notice) -> tuple[str, ProcedureReference]:
    """The one procedure that a notice is about, and its reference; NoticeError if it is about none or several."""
    found = [(key, text) for key in list(notice.subjects(REFERENCE)) for text in notice.texts(key, REFERENCE)]
    if len(found) != 1:
        raise NoticeError(notice.name, f"tells of {len(found)} interinstitutional procedures; a notice of a procedure tells of one")
    try:
        return found[0][0], ProcedureReference.of_cellar(found[0][1])
    except IdentifierError as error:
        raise NoticeError(notice.name, str(error)) from error


def say_notice(context: Context, reference: ProcedureReference, main: str, digest: str, retrieved: str) -> None:
    """Where the statements come from: the notice with its digest, when CELLAR last changed it and, if it is known, when it was fetched."""
    sayer = context.sayer
    node = sayer.notice
    for name in ("def:Notice", "prov:Entity"):
        sayer.link(node, "rdf:type", sayer.name(name))
    sayer.link(node, "dct:source", reference.cellar_iri)
    sayer.link(node, "prov:hadPrimarySource", reference.cellar_iri)
    sayer.value(node, "dct:identifier", f"sha256:{digest}")
    sayer.value(node, "dct:format", MEDIA_TYPE)
    for language, text in (("fi", "CELLARin tietue"), ("sv", "CELLAR-post"), ("en", "CELLAR notice")):
        sayer.text(node, "skos:prefLabel", f"{text} {reference}", language)
    if retrieved:
        sayer.value(node, "def:retrieved", retrieved, datatype="xsd:dateTime" if "T" in retrieved else "xsd:date")
    if moment := modified(context.notice, main):
        sayer.value(node, "dct:modified", moment, datatype="xsd:dateTime")
        sayer.value(sayer.iris.thing(f"dossier/{slug_of(reference)}"), "def:factsAsOf", moment[:10], datatype="xsd:date")
