"""The SPARQL 1.0 and 1.1 query tests of the W3C, read from the source package of rdflib that `make test` gets from PyPI."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SUITE = "test/data/suites/w3c/"
BASE = "https://suite.example/"
"""What stands for the address of the suite in the IRIs of its files."""
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
POSITIVE, NEGATIVE = {MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11}, {MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11}
OTHER_SUBJECTS = ("sparql11/delete-insert/", "sparql11/entailment/", "sparql11/service/", "sparql11/syntax-fed/", "sparql11/protocol/")
"""Updates; inference, which SPARQL 1.1 leaves to an endpoint; SERVICE, which is off unless listed; the protocol, which tests/running asks for."""


@dataclass(frozen=True)
class Case:
    """One test: files are named by their path in the suite."""

    name: str
    kind: Node
    query: str
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""
    is_lax: bool = False


def unpacked(package: Path, folder: Path) -> Path:
    """The folder of the suite, unpacked from the source package."""
    with tarfile.open(package) as archive:
        members = [member for member in archive if SUITE in member.name and ("/sparql11/" in member.name or "/dawg-data-r2/" in member.name)]
        archive.extractall(folder, members, filter="data")
    return next(folder.glob("*")) / SUITE


def cases(suite: Path) -> Iterator[Case]:
    """Every test of query evaluation and query syntax, in the order of the files."""
    for manifest in sorted(suite.glob("*/*/manifest.ttl")):
        folder = manifest.relative_to(suite).parent.as_posix() + "/"
        if folder not in OTHER_SUBJECTS:
            yield from listed(Graph().parse(manifest, publicID=BASE + folder), folder)


def listed(manifest: Graph, folder: str) -> Iterator[Case]:
    """The tests that a manifest lists."""
    for entries in manifest.objects(None, MF.entries):
        for test in Collection(manifest, entries):
            if manifest.value(test, RDF.type) in EVALUATION | POSITIVE | NEGATIVE:
                yield case(manifest, test, folder)


def case(manifest: Graph, test: Node, folder: str) -> Case:
    """One test of a manifest."""
    action = manifest.value(test, MF.action)
    query = manifest.value(action, QT.query) or action
    data, graphs = (tuple(map(path, manifest.objects(action, name))) for name in (QT.data, QT.graphData))
    is_lax = (test, MF.resultCardinality, MF.LaxCardinality) in manifest
    kind, result = manifest.value(test, RDF.type), manifest.value(test, MF.result)
    return Case(folder + str(test).rpartition("#")[2], kind, path(query), data, graphs, path(result) if result else "", is_lax)


def path(iri: Node | None) -> str:
    """The path in the suite of a file that a manifest names."""
    assert isinstance(iri, URIRef), iri
    return str(iri).removeprefix(BASE)
