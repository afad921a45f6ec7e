"""Search over HTTP: as JSON, narrowed by facets, and inside SPARQL."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from painopiste.app import create_app
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store

AI_ACT = "https://w3id.org/painopiste/id/dossier/ai-act"
DEF = "PREFIX def: <https://w3id.org/painopiste/def#> "


def found(client: TestClient, **parameters: Any) -> Any:
    """What a search answers."""
    response = client.get("/search", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(("text", "how"), [("tekoälysäädöksen", "prefix"), ("2021/0106(COD)", "reference"), ("COM(2021) 206", "reference")])
def test_a_thing_is_found_by_inflected_names_and_by_references(client: TestClient, text: str, how: str) -> None:
    """With its label, and how it was found."""
    hits = {hit["iri"]: hit for hit in found(client, q=text, lang="fi")["hits"]}
    assert hits[AI_ACT]["label"] == {"text": "Tekoälysäädös", "language": "fi"}
    assert hits[AI_ACT]["how"] in (how, "shared-prefix", "stem")


def test_marks_are_places_in_the_snippet(client: TestClient) -> None:
    """In code points."""
    hit = found(client, q="schengen", lang="en")["hits"][0]
    assert all("schengen" in hit["snippet"][start:end].lower() for start, end in hit["marks"])
    assert hit["marks"]


def test_a_facet_narrows_to_as_many_as_it_says(client: TestClient) -> None:
    """And its own counts stay."""
    whole = found(client, q="schengen", lang="en")
    kind = whole["facets"]["kind"][0]
    narrowed = found(client, q="schengen", lang="en", kind=kind["value"])
    assert narrowed["total"] == kind["count"] < whole["total"]
    assert {hit["kind"] for hit in narrowed["hits"]} == {kind["value"]}


@pytest.mark.parametrize("wrong", [{"limit": "201"}, {"offset": "-1"}, {"lang": "de"}, {"colour": "red"}, {"limit": "²"}])
def test_a_wrong_parameter_is_told(client: TestClient, wrong: dict[str, str]) -> None:
    """As a problem that names it."""
    response = client.get("/search", params={"q": "a", **wrong})
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")


@given(st.text(max_size=60))
@tried(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_searched(client: TestClient, text: str) -> None:
    """Also what is no word in any language."""
    assert found(client, q=text, limit=5)["total"] >= 0


def test_a_browser_is_led_to_the_page(client: TestClient) -> None:
    """In its language, with what it asked."""
    response = client.get("/search?q=schengen&kind=x", headers={"Accept": "text/html", "Accept-Language": "sv"})
    assert (response.status_code, response.headers["location"]) == (303, "/sv/search?q=schengen&kind=x")


def test_sparql_searches_by_the_index(client: TestClient) -> None:
    """Joined with the rest of the query, in the language of the request."""
    query = DEF + 'SELECT ?thing ?score { ?thing def:search "tekoälysääntelyn" ; def:searchScore ?score ; a def:Dossier }'
    rows = client.get("/sparql", params={"query": query}, headers={"Accept-Language": "fi"}).json()["results"]["bindings"]
    assert AI_ACT in {row["thing"]["value"] for row in rows}


def test_a_search_that_cannot_be_answered_is_a_syntax_error_with_its_place(client: TestClient) -> None:
    """A variable in the place of the text."""
    response = client.get("/sparql", params={"query": DEF + "SELECT * {\n ?thing def:search ?text }"})
    assert (response.status_code, response.json()["line"]) == (400, 2)


def test_without_an_index_search_says_so(settings: Settings, store: Store) -> None:
    """A dataset of any RDF has none."""
    with TestClient(create_app(settings, LocalBackend(store), Served("x", 0))) as client:
        assert client.get("/search?q=a").status_code == 404
        assert "FILTER(CONTAINS" in client.get("/search?q=a").json()["detail"]
