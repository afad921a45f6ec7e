"""The SPARQL 1.1 Service Description: what the graph says of the endpoint, with the limits of this running service."""

from __future__ import annotations

from collections.abc import Iterator

from painopiste.api.context import ApiContext
from painopiste.api.formats import GRAPHS, RESULTS
from painopiste.graph import PREFIXES
from painopiste.store import Limits, Statement, iri, literal, whole, with_statements

SD, XSD = "http://www.w3.org/ns/sparql-service-description#", PREFIXES["xsd"]
N_TRIPLES = "application/n-triples"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


async def described(context: ApiContext, media_type: str) -> bytes:
    """The description in a serialisation of RDF."""
    questions = context.questions
    stream = await questions.backend.ask(questions.question("pages/service-description", {}, graph_type=N_TRIPLES), Limits())
    prefixes = {**questions.prefixes, "sd": SD, "void": "http://rdfs.org/ns/void#"}
    return with_statements(await whole(stream), limits_of(context), media_type, prefixes)


def limits_of(context: ApiContext) -> Iterator[Statement]:
    """The formats and limits of this service."""
    iris, limits = context.questions.iris, context.limits
    service = iri(iris.thing("service/sparql"))
    yield service, iri(PREFIXES["rdf"] + "type"), iri(SD + "Service")
    yield service, iri(SD + "endpoint"), iri(f"{iris.base}/sparql")
    for name in dict.fromkeys((*RESULTS, *GRAPHS)):
        yield service, iri(SD + "resultFormat"), iri(MEDIA_TYPES + name)
    figures = {
        "maxSeconds": (f"{limits.seconds:g}", "decimal"),
        "maxRows": (str(limits.rows), "integer"),
        "maxBytes": (str(limits.bytes), "integer"),
        "maxQueryBytes": (str(context.max_query_bytes), "integer"),
        "maxMemory": (str(context.max_memory), "integer"),
    }
    for name, (text, kind) in figures.items():
        yield service, iri(iris.term(name)), literal(text, XSD + kind)
