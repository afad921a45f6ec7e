"""Over HTTP nothing of SPARQL is lost: the query tests of the W3C are put to a running service."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest

from engines.presence import require
from language.expected import canonical, expected, graph, parsed
from language.suite import BASE, EVALUATION, MF, POSITIVE, Case, cases, unpacked
from painopiste.build import write_dataset
from painopiste.checking import read_dataset
from painopiste.settings import Settings
from running.service import running

HERE = Path(__file__).parent
PACKAGES = HERE.parents[1] / ".venv/sources"
EMPTY = "empty"
FROM = re.compile(r"FROM(?:\s+NAMED)?\s+<([^>]+)>", re.IGNORECASE)
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}
RESULTS, GRAPH = "application/sparql-results+json", "application/n-triples"
BLANK = re.compile(r"_:\w+")
TABLES = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}
MISSES = {row["test"]: row["cause"] for row in csv.DictReader((HERE / "misses.csv").read_text(encoding="utf-8").splitlines())}


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the suite."""
    package = next(PACKAGES.glob("rdflib-*.tar.gz"), None)
    require(package, "The source package of rdflib is not there: run `make sources`. THE W3C SUITE IS NOT RUN.")
    return unpacked(Path(str(package)), tmp_path_factory.mktemp("suite"))


@pytest.fixture(scope="session")
def listed(suite: Path) -> dict[str, Case]:
    """Every test by its name."""
    return {case.name: case for case in cases(suite)}


@pytest.fixture(scope="session")
def endpoint(suite: Path, listed: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A client of a service that holds each file of the suite as a named graph."""
    folder = tmp_path_factory.mktemp("language")
    files = {name for case in listed.values() for name in (*case.data, *case.graphs, *named_by(suite, case))}
    with (folder / "suite.nq").open("wb") as stream:
        ox.serialize((quad for name in sorted(files) for quad in quads(suite, name)), stream, format=ox.RdfFormat.N_QUADS)
    write_dataset(Settings(build_dir=folder / "build"), read_dataset([folder / "suite.nq"]))
    with running(folder / "build", folder / "log") as service, httpx2.Client(base_url=service.url) as client:
        yield client


def named_by(suite: Path, case: Case) -> Iterator[str]:
    """The files that the query of a test names by FROM."""
    folder = Path(case.query).parent
    return (f"{folder}/{name}" for name in FROM.findall((suite / case.query).read_text()) if (suite / folder / name).exists())


def quads(suite: Path, name: str) -> Iterator[ox.Quad]:
    """The statements of a file in the graph of its name."""
    file = suite / name
    for quad in ox.parse(file.read_bytes(), format=FORMATS[file.suffix], base_iri=BASE + name, rename_blank_nodes=True):
        yield ox.Quad(*quad.triple, ox.NamedNode(BASE + name))


def asked(endpoint: httpx2.Client, suite: Path, case: Case) -> httpx2.Response:
    """The answer to the query of a test on its own data."""
    text = (suite / case.query).read_bytes().decode()
    accept = TABLES.get(Path(case.result).suffix, f"{RESULTS}, {GRAPH}")
    data = {"named-graph-uri": [BASE + name for name in case.graphs]}
    if not list(named_by(suite, case)):
        data["default-graph-uri"] = [BASE + name for name in case.data or [EMPTY]]
    return endpoint.post("/sparql", data={"query": f"BASE <{BASE}{case.query}>\n{text}", **data}, headers={"accept": accept})


def is_answered(endpoint: httpx2.Client, suite: Path, case: Case) -> bool:
    """Whether the service does what a test wants."""
    response = asked(endpoint, suite, case)
    if case.kind not in EVALUATION:
        return response.status_code == (200 if case.kind in POSITIVE else 400)
    return response.status_code == 200 and is_right(response, suite / case.result, case)


def is_right(response: httpx2.Response, wanted: Path, case: Case) -> bool:
    """Whether an answer says what a result file says."""
    if wanted.suffix == ".csv":
        return table(response.content) == table(wanted.read_bytes())
    given: object
    if response.headers["content-type"].startswith(GRAPH):
        given = graph(response.content, ox.RdfFormat.N_TRIPLES, BASE)
    else:
        given = parsed(response.content, ox.QueryResultsFormat.TSV if wanted.suffix == ".tsv" else ox.QueryResultsFormat.JSON)
    return canonical(given, case.is_lax) == canonical(expected(wanted, BASE + case.result), case.is_lax)


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV answer by the names of their columns, all blank nodes alike."""
    rows = csv.DictReader(BLANK.sub("_:", content.decode()).splitlines())
    return sorted(rows, key=lambda row: sorted(row.items()))


def test_what_is_missed_is_what_is_listed(endpoint: httpx2.Client, suite: Path, listed: dict[str, Case]) -> None:
    """Each test passes but those of misses.csv, which fail for the cause given there."""
    missed = {name for name, case in listed.items() if not is_answered(endpoint, suite, case)}
    assert missed == set(MISSES)
    assert len(listed) > 700
    assert MF.QueryEvaluationTest in {case.kind for case in listed.values()}
