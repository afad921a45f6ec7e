"""What visits showed, as a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from painopiste.errors import QueryError
from painopiste.graph import PREFIXES, Iris
from painopiste.linking.visiting import Visit
from painopiste.store import Statement, Term, iri, literal, text_in

GRAPH = "links"
HTTP_STATUS = "http://www.w3.org/2011/http#statusCodeValue"
NAMES = {"fi": "Linkin tarkistus", "sv": "Länkkontroll", "en": "Link check"}


def statements_of(visits: Iterable[Visit], links: Mapping[str, Sequence[str]], iris: Iris) -> Iterator[tuple[Statement, str]]:
    """Each visit as a prov:Activity that used the address, with the graph; an address that is no IRI cannot be told of and is left out.

    `links` are those that lead to an address, as they stand in the graph: with their fragments.
    """
    for visit in visits:
        node = iris.thing(f"link-check/{sha256(visit.url.encode()).hexdigest()[:20]}")
        for name, value in facts(visit, links.get(visit.url, ()), iris):
            yield (iri(node), iri(name), value), iris.graph(GRAPH)


def facts(visit: Visit, links: Iterable[str], iris: Iris) -> Iterator[tuple[str, Term]]:
    """What there is to say of a visit."""
    try:
        address, checked = iri(visit.url), [iri(link) for link in links]
    except QueryError:
        return
    yield PREFIXES["rdf"] + "type", iri(iris.term("LinkCheck"))
    yield PREFIXES["rdf"] + "type", iri(PREFIXES["prov"] + "Activity")
    yield from ((PREFIXES["skos"] + "prefLabel", text_in(f"{name}: {visit.url}", language)) for language, name in NAMES.items())
    yield PREFIXES["prov"] + "used", address
    yield from ((iris.term("checkedLink"), link) for link in checked)
    yield PREFIXES["prov"] + "endedAtTime", literal(visit.moment, PREFIXES["xsd"] + "dateTime")
    yield iris.term("linkOutcome"), literal(visit.outcome)
    if visit.status:
        yield HTTP_STATUS, literal(str(visit.status), PREFIXES["xsd"] + "integer")
    if visit.reason:
        yield PREFIXES["dct"] + "description", text_in(visit.reason, "en")
