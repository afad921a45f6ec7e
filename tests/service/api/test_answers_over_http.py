"""What goes with an answer over HTTP: tags, caching, coding, CORS, pages of it, Parquet, graphs, and what the endpoint is."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from fastapi.testclient import TestClient
from rdflib import Graph, URIRef

COUNT = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n)"
GRAPH = "https://w3id.org/painopiste/graph/editions"
SD = "http://www.w3.org/ns/sparql-service-description#"
DEF = "https://w3id.org/painopiste/def#"
SERVICE = URIRef("https://w3id.org/painopiste/id/service/sparql")


def test_an_answer_has_a_strong_tag_and_is_not_sent_twice(client: TestClient) -> None:
    """304 with the same tag, and the whole answer again for another format."""
    first = client.get("/sparql", params={"query": COUNT})
    assert re.fullmatch(r'"[0-9a-f]{32}(-\w+)?"', first.headers["etag"])
    assert first.headers["cache-control"] == "public, max-age=60"
    again = client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = client.get("/sparql", params={"query": COUNT, "format": "csv"}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_an_answer_is_coded_as_the_client_likes_and_tagged_so(client: TestClient, coding: str) -> None:
    """Each coding is another representation (RFC 9110 §8.8.3.3)."""
    plain = client.get("/sparql", params={"query": COUNT}, headers={"Accept-Encoding": "identity"})
    coded = client.get("/sparql", params={"query": COUNT}, headers={"Accept-Encoding": coding})
    assert coded.headers["content-encoding"] == coding
    assert coded.headers["etag"] == f'{plain.headers["etag"][:-1]}-{coding}"'
    assert {"Accept", "Accept-Encoding"} <= {item.strip() for item in coded.headers["vary"].split(",")}


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://yasgui.example"}])
@pytest.mark.parametrize(("query", "status"), [(COUNT, 200), ("SELECT", 400)])
def test_every_answer_says_who_may_read_it_and_what_it_depends_on(
    client: TestClient, coding: str, headers: dict[str, str], query: str, status: int
) -> None:
    """Every origin may, so that it does not depend on that."""
    answer = client.get("/sparql", params={"query": query}, headers={"Accept-Encoding": coding, **headers})
    varies = {item.strip() for item in answer.headers["vary"].split(",")}
    assert (answer.status_code, answer.headers["access-control-allow-origin"], "Origin" in varies) == (status, "*", False)
    assert answer.headers["access-control-expose-headers"] == "ETag, Link"
    assert varies >= ({"Accept", "Accept-Encoding"} if status == 200 else {"Accept"})


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(("accept", "status"), [("text/html", 406), ("text/html, */*;q=0.1", 400)])
def test_a_browser_is_told_a_problem_as_a_page(client: TestClient, coding: str, accept: str, status: int) -> None:
    """Whichever layers its request passes."""
    answer = client.get("/sparql", params={"query": "SELECT"}, headers={"Accept": accept, "Accept-Encoding": coding})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "<h1" in answer.text


def test_head_says_what_get_says_without_the_body(client: TestClient) -> None:
    """Length, type and tag."""
    get, head = (client.request(method, "/sparql", params={"query": COUNT}, headers={"Accept-Encoding": "identity"}) for method in ("GET", "HEAD"))
    assert head.content == b""
    assert {name: head.headers[name] for name in ("content-length", "content-type", "etag")} == {
        name: get.headers[name] for name in ("content-length", "content-type", "etag")
    }


def test_anyone_may_read_from_a_page_elsewhere(client: TestClient) -> None:
    """CORS for reads, with a preflight for headers."""
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://yasgui.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=asked).status_code == 200
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/sparql", "/rdf-graph-store?default", "/graph/editions", "/id/dossier/ai-act"])
def test_nothing_can_be_written(client: TestClient, method: str, path: str) -> None:
    """405 with what is allowed, as a problem."""
    response = client.request(method, path, content=b"<http://e/a> <http://e/b> <http://e/c> .")
    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in response.headers["allow"]


def test_solutions_come_as_parquet(client: TestClient, tmp_path: Path) -> None:
    """With typed columns, the same rows as in JSON."""
    response = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "application/vnd.apache.parquet"})
    path = tmp_path / "answer.parquet"
    path.write_bytes(response.content)
    rows = duckdb.sql(f"SELECT c, n FROM '{path}'").fetchall()
    told = client.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"]
    assert rows == [(row["c"]["value"], int(row["n"]["value"])) for row in told]


def test_a_graph_comes_by_the_graph_store_protocol(client: TestClient) -> None:
    """A named one and the default one, which is their union."""
    named = client.get("/rdf-graph-store", params={"graph": GRAPH}, headers={"Accept": "application/n-triples"})
    whole = client.get("/rdf-graph-store?default", headers={"Accept": "application/n-triples"})
    assert 0 < len(set(named.text.splitlines())) < len(set(whole.text.splitlines()))
    assert client.head("/rdf-graph-store", params={"graph": GRAPH}).status_code == 200


@pytest.mark.parametrize(("query", "status"), [("", 400), ("default&graph=http://e/g", 400), ("graph=http://e/g", 404), ("graph=no+iri", 400)])
def test_a_graph_that_is_not_told_apart_or_not_there_is_told(client: TestClient, query: str, status: int) -> None:
    """Neither, both, unknown, malformed."""
    response = client.get(f"/rdf-graph-store?{query}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_without_a_query_the_endpoint_describes_itself(client: TestClient) -> None:
    """SPARQL 1.1 Service Description: endpoint, formats, limits, named graphs; people are led to the page."""
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=response.text, format="turtle")
    assert {str(value) for value in graph.objects(SERVICE, URIRef(DEF + "maxSeconds"))} == {"30"}
    assert len(set(graph.objects(SERVICE, URIRef(SD + "resultFormat")))) > 8
    assert URIRef(GRAPH) in set(graph.objects(None, URIRef(SD + "namedGraph")))
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "sv"})
    assert (page.status_code, page.headers["location"]) == (303, "/sv/workbench")


def test_a_stored_query_comes_in_pages_of_one_version(client: TestClient) -> None:
    """The pages together are the whole, and the links lead through them."""
    names = {item["name"]: item for item in client.get("/api/queries").json()}
    name = next(name for name, item in names.items() if not any(parameter["required"] for parameter in item["parameters"]))
    path = f"/api/queries/{name}"
    whole = client.get(path).json()["results"]["bindings"]
    rows, address = [], f"{path}?per_page=3&page=1"
    for _ in range(len(whole)):
        response = client.get(address)
        rows += response.json()["results"]["bindings"]
        following = re.search(r'<([^>]+)>; rel="next"', response.headers["link"])
        if not following:
            break
        address = following[1]
    assert rows == whole
    assert len(whole) > 3


def test_pages_of_old_data_are_refused(client: TestClient) -> None:
    """Rows would be left out or come twice."""
    response = client.get("/api/queries/dossiers/timeline?dossier=id/dossier/ai-act&page=2&version=old")
    assert (response.status_code, response.headers["content-type"]) == (409, "application/problem+json")


@pytest.mark.parametrize("query", ["page=0", "page=x", "per_page=1001", "page=%C2%B2", "format=pdf"])
def test_a_wrong_page_or_format_is_told(client: TestClient, query: str) -> None:
    """With what would be right."""
    response = client.get(f"/api/queries/dossiers/timeline?dossier=id/dossier/ai-act&{query}")
    assert (response.status_code, response.json()["parameter"]) == (400, query.split("=")[0])


def test_a_browser_gets_a_stored_query_as_a_page(client: TestClient) -> None:
    """With the same parameters."""
    response = client.get("/api/queries/dossiers/timeline?dossier=id/dossier/ai-act", headers={"Accept": "text/html", "Accept-Language": "fi"})
    assert (response.status_code, response.headers["location"]) == (303, "/fi/queries/dossiers/timeline?dossier=id%2Fdossier%2Fai-act")


def test_every_stored_query_is_in_the_openapi_document_with_an_example(client: TestClient) -> None:
    """Each parameter by its name, type and example."""
    paths = client.get("/openapi.json").json()["paths"]
    for item in client.get("/api/queries").json():
        told = {parameter["name"]: parameter for parameter in paths[f"/api/queries/{item['name']}"]["get"]["parameters"]}
        assert {parameter["name"] for parameter in item["parameters"]} | {"format", "page", "per_page", "version"} == set(told)
        assert all(told[parameter["name"]]["example"] for parameter in item["parameters"] if parameter["required"])


def test_the_service_is_ready(client: TestClient) -> None:
    """With the version and the age of its data."""
    told = client.get("/ready").json()
    assert (told["status"], told["data_version"]) == ("ready", "test")
    assert told["data_age"] >= 0
