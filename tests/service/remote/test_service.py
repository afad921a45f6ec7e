"""The whole service over another engine, and asking another engine by SERVICE."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from engines.processes import Engine
from painopiste.app import create_app
from painopiste.remote import Endpoint, RemoteBackend
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store

DEF = "https://w3id.org/painopiste/def#"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?d a <{DEF}Dossier> }}"
JOIN = "SELECT ?d ?there {{ ?d a <{DEF}Dossier> {filter} SERVICE <{url}> {{ GRAPH ?graph {{ ?d <http://purl.org/dc/terms/description> ?there }} }} }}"


@pytest.fixture(scope="module")
def remote(settings: Settings, endpoint: Endpoint) -> Iterator[TestClient]:
    """The application over each engine in turn."""
    with TestClient(create_app(settings, RemoteBackend(endpoint), Served("", 0)), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def federated(settings: Settings, store: Store, oxigraph_engine: Engine) -> Iterator[TestClient]:
    """The application over the embedded store, which may ask one other endpoint."""
    listed = settings.model_copy(update={"service_endpoints": oxigraph_engine.url, "service_networks": "127.0.0.0/8"})
    with TestClient(create_app(listed, LocalBackend(store), Served("x", 0)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/en/", "/fi/dossier/ai-act", "/sv/priority/2023/law-enforcement", "/en/def", "/en/quality", "/en/kind/Dossier"])
def test_pages_are_the_same_over_another_engine(remote: TestClient, client: TestClient, path: str) -> None:
    """What they say of the graph does not depend on who holds it."""
    there, here = remote.get(path), client.get(path)
    assert (there.status_code, here.status_code) == (200, 200)
    assert there.text.count("<a ") == here.text.count("<a ")


def test_queries_are_answered_and_not_remembered(remote: TestClient, client: TestClient) -> None:
    """The data behind another endpoint may change at any time, so an answer has no tag."""
    there = remote.get("/sparql", params={"query": COUNT})
    assert there.json()["results"] == client.get("/sparql", params={"query": COUNT}).json()["results"]
    assert "etag" not in there.headers


def test_stored_queries_resources_and_readiness_work(remote: TestClient) -> None:
    """As over the embedded store."""
    assert len(remote.get("/api/queries/dossiers/timeline?dossier=id/dossier/ai-act").json()["results"]["bindings"]) > 5
    assert remote.get("/data/dossier/ai-act.ttl").status_code == 200
    assert remote.get("/id/dossier/nowhere").status_code == 404
    assert remote.get("/ready").json()["status"] == "ready"


def test_a_store_that_is_away_is_told(settings: Settings) -> None:
    """Not ready, 502 or 503 for queries, never a stack trace."""
    with TestClient(
        create_app(settings, RemoteBackend(Endpoint("http://127.0.0.1:9/sparql")), Served("", 0)), raise_server_exceptions=False
    ) as client:
        assert client.get("/ready").status_code == 503
        response = client.get("/sparql", params={"query": COUNT})
        assert (response.status_code in (502, 503), response.headers["content-type"]) == (True, "application/problem+json")


@pytest.mark.parametrize("filter_", ["", "FILTER(?d = <https://w3id.org/painopiste/id/dossier/ai-act>)"])
def test_service_asks_a_listed_endpoint(federated: TestClient, oxigraph_engine: Engine, filter_: str) -> None:
    """Its solutions join ours, and the answer is not remembered."""
    response = federated.get("/sparql", params={"query": JOIN.format(DEF=DEF, url=oxigraph_engine.url, filter=filter_)})
    rows = response.json()["results"]["bindings"]
    assert "https://w3id.org/painopiste/id/dossier/ai-act" in {row["d"]["value"] for row in rows}
    assert "etag" not in response.headers


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/sparql", "http://169.254.169.254/latest", "file:///etc/passwd"])
def test_any_other_endpoint_is_refused(federated: TestClient, client: TestClient, url: str) -> None:
    """Whether one is listed or none."""
    query = JOIN.format(DEF=DEF, url=url, filter="")
    assert [each.get("/sparql", params={"query": query}).status_code for each in (federated, client)] == [403, 403]
