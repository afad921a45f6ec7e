"""Whether servers answer the same: solutions as often as they are there, triples as a set, whatever the order and the serialisation."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

import pyoxigraph as ox

from bench.load import Asked
from bench.servers import Server
from painopiste.store import JSON_RESULTS

STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def content_of(answer: bytes, accept: str) -> Counter[tuple[str, ...]]:
    """What an answer says. rdflib-endpoint describes in RDF/XML whatever is asked for."""
    if accept == JSON_RESULTS:
        found = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
        names = sorted(variable.value for variable in found.variables)
        return Counter(tuple(told(row[name]) for name in names) for row in found)
    form = ox.RdfFormat.RDF_XML if answer.lstrip().startswith(b"<?xml") else ox.RdfFormat.N_TRIPLES
    return Counter({tuple(map(told, quad.triple)) for quad in ox.parse(answer, format=form)})


def told(term: object) -> str:
    """A term as text; a text of the type xsd:string is a plain one."""
    return str(term).removesuffix(STRING)


def compare(servers: Sequence[Server], asked: Sequence[Asked], seconds: float) -> int:
    """How many answers were compared within some seconds; RuntimeError with the first one that is not the same everywhere."""
    deadline, number = time.monotonic() + seconds, 0
    for each in takewhile(lambda _: time.monotonic() < deadline, asked):
        answers = [content_of(server.ask(each.query, each.accept), each.accept) for server in servers]
        for server, answer in zip(servers[1:], answers[1:], strict=True):
            if answer != answers[0]:
                difference = list(((answers[0] - answer) + (answer - answers[0])).items())[:3]
                raise RuntimeError(f"{servers[0].name} and {server.name} differ on {each.query}: {difference}")
        number += 1
    return number
