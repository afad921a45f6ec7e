"""The service over HTTP: SPARQL by the protocol, RDF by IRI, problems that help."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
AI_ACT = "/id/dossier/ai-act"
WAYS = {
    "get": lambda client: client.get("/sparql", params={"query": COUNT}),
    "post of a form": lambda client: client.post("/sparql", data={"query": COUNT}),
    "post of the query": lambda client: client.post("/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query; charset=utf-8"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_query_may_come_by_each_way_of_the_protocol(client: TestClient, way: str) -> None:
    """GET, POST of a form, POST direct: one answer."""
    response = WAYS[way](client)
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert int(response.json()["results"]["bindings"][0]["n"]["value"]) > 50_000


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_results_come_in_the_format_asked_for(client: TestClient, media_type: str) -> None:
    """By q-value, not by order."""
    response = client.get("/sparql", params={"query": COUNT}, headers={"Accept": f"image/png, {media_type};q=0.3"})
    assert response.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
@pytest.mark.parametrize(
    "query", [f"DESCRIBE <https://w3id.org/painopiste{AI_ACT}>", "CONSTRUCT WHERE { ?s a <https://w3id.org/painopiste/def#Edition> }"]
)
def test_graphs_come_in_the_format_asked_for(client: TestClient, media_type: str, query: str) -> None:
    """CONSTRUCT and DESCRIBE alike."""
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media_type)


def test_a_named_graph_can_be_asked_alone(client: TestClient) -> None:
    """default-graph-uri overrides the union."""
    graph = "https://w3id.org/painopiste/graph/editions"
    response = client.get("/sparql", params={"query": "ASK { ?s a <https://w3id.org/painopiste/def#Dossier> }", "default-graph-uri": graph})
    assert response.json()["boolean"] is False


BAD = [
    ("GET", "/sparql?default-graph-uri=http://e/g", {}, None, 400, "exactly one"),
    ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, b"", 400, "exactly one"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "read-only"),
    ("GET", "/sparql?query=%zz", {}, None, 400, "percent-encoded"),
    ("GET", "/sparql?query=ASK%7B%7D&timeout=soon", {}, None, 400, "seconds"),
    ("GET", "/sparql?query=SELEC", {}, None, 400, "not SPARQL"),
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400, "exactly one"),
    ("GET", "/sparql?query=%FF", {}, None, 400, "UTF-8"),
    ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, None, 406, "text/csv"),
    ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415, "application/sparql-query"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"\xff", 400, "UTF-8"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"CLEAR ALL", 403, "read-only"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"SELECT * { SERVICE <http://127.0.0.1/> {} }", 403, "SERVICE"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"#" * 300_000, 413, "longer"),
    ("PUT", "/sparql", {}, None, 405, "PUT"),
    ("GET", "/id/dossier/no-such", {}, None, 404, "no-such"),
    ("GET", "/graph/no-such", {}, None, 404, "no-such"),
    ("GET", AI_ACT, {"Accept": "image/png"}, None, 406, "text/turtle"),
    ("GET", "/data", {}, None, 400, "iri="),
    ("GET", "/data?iri=not%20an%20iri", {}, None, 400, "not an IRI"),
    ("GET", "/api/queries/dossiers/timelin", {}, None, 404, "dossiers/timeline"),
    ("GET", "/api/queries/dossiers/timeline", {}, None, 400, "needs dossier"),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "status", "told"), BAD)
def test_a_bad_request_is_told_as_a_problem(
    client: TestClient, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int, told: str
) -> None:
    """RFC 9457: status, title, and a detail that says what to do."""
    response = client.request(method, path, headers=headers, content=body)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert told in json.dumps(problem, ensure_ascii=False)


def test_escapes_stand_for_their_characters(client: TestClient) -> None:
    """In names as in strings, and what they hide is seen."""
    query = r'SELECT ?b\u0061 { VALUES ?ba { "\u00e4" } }'
    assert client.get("/sparql", params={"query": query, "format": "csv"}).text.splitlines() == ["ba", "ä"]
    assert client.get("/sparql", params={"query": r"ASK { SERVIC\u0045 <http://127.0.0.1:1/> { ?s ?p ?o } }"}).status_code == 403


def test_columns_stand_in_the_order_of_the_query(client: TestClient) -> None:
    """SELECT * gives what SELECT with the names would give."""
    query = "SELECT DISTINCT * { BIND(1 AS ?z) { SELECT ?b ?a { VALUES (?b ?a ?hidden) { (2 3 4) } } } }"
    assert client.get("/sparql", params={"query": query, "format": "csv"}).text.splitlines() == ["z,b,a", "1,2,3"]


def test_a_syntax_error_has_its_position(client: TestClient) -> None:
    """As numbers, for editors."""
    problem = client.get("/sparql", params={"query": "SELECT *\n{ ?s ?p }"}).json()
    assert (problem["line"], problem["column"]) == (2, 10)


def test_a_browser_is_told_by_a_page(client: TestClient) -> None:
    """Same status, and nothing of the request unescaped."""
    response = client.get("/en/dossier/<script>", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    ("accept", "location"),
    [("text/html", "/fi/dossier/ai-act"), ("text/turtle", "/data/dossier/ai-act.ttl"), ("application/ld+json", "/data/dossier/ai-act.jsonld")],
)
def test_a_thing_leads_people_to_a_page_and_programs_to_data(client: TestClient, accept: str, location: str) -> None:
    """303, by Accept and Accept-Language."""
    response = client.get(AI_ACT, headers={"Accept": accept, "Accept-Language": "fi"})
    assert (response.status_code, response.headers["location"]) == (303, location)
    assert client.get(location).status_code == 200


def test_the_source_text_is_served_byte_for_byte(client: TestClient) -> None:
    """By its own IRI, for who checks a quotation."""
    location = client.get("/id/edition/2023/fi/text", headers={"Accept": "text/plain"}).headers["location"]
    assert len(client.get(location).text) == 2490


@pytest.mark.parametrize("path", ["/def", "/shape", "/graph/dossiers", "/graph/queries", "/graph/derived"])
def test_terms_shapes_and_graphs_answer_as_turtle(client: TestClient, path: str) -> None:
    """The IRI of the document is the document."""
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    assert len(response.content) > 1000


def test_health_tells_the_versions(client: TestClient) -> None:
    """Of service and data."""
    assert client.get("/health").json()["data_version"] == "test"


def test_the_openapi_document_describes_the_api(client: TestClient) -> None:
    """Stored queries and health."""
    assert {"/health", "/api/queries"} <= set(client.get("/openapi.json").json()["paths"])
