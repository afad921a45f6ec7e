"""Which format an answer is to have, by the `format` parameter or the Accept header, for either form of query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from painopiste.api.negotiation import choose
from painopiste.errors import NotAcceptableError
from painopiste.store import GRAPH_TYPES, JSON_RESULTS, RESULT_TYPES
from painopiste.tables import PARQUET

RESULTS = (*RESULT_TYPES, PARQUET)
GRAPHS = tuple(GRAPH_TYPES)
NAMES = {
    "json": (JSON_RESULTS, "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "parquet": (PARQUET, None),
    "turtle": (None, "text/turtle"),
    "ttl": (None, "text/turtle"),
    "nt": (None, "application/n-triples"),
    "rdf": (None, "application/rdf+xml"),
    "jsonld": (None, "application/ld+json"),
}


@dataclass(frozen=True)
class Wanted:
    """The media type wanted of solutions and that wanted of triples; None for a form that the client does not take."""

    results: str | None
    graphs: str | None


@lru_cache(maxsize=4096)
def wanted(form: str, accept: str) -> Wanted:
    """What a client wants; NotAcceptableError if it takes neither form in any format that there is.

    A format asked for by name counts for the form of query that has it, and the Accept header for the other.
    """
    results, graphs = NAMES.get(form.lower()) or (None, None)
    found = Wanted(results or best(accept, RESULTS, bool(graphs)), graphs or best(accept, GRAPHS, bool(results)))
    if not (found.results or found.graphs):
        raise NotAcceptableError((*RESULTS, *GRAPHS))
    return found


def best(accept: str, offered: Iterable[str], anything: bool) -> str | None:
    """The preferred of the offered types; if none is, None, or the first where anything will do."""
    types = tuple(offered)
    try:
        return choose(accept, types)
    except NotAcceptableError:
        return types[0] if anything else None
