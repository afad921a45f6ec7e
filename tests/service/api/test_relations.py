"""What things are tied to, as JSON, Turtle and GraphML."""

from __future__ import annotations

from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

BASE = "https://w3id.org/painopiste"
AI_ACT = f"{BASE}/id/dossier/ai-act"
SERVES = f"{BASE}/def#servesPriority"
START = "/api/relations?start=id/dossier/ai-act"


def triples(client: TestClient, address: str) -> set[tuple[str, str, str]]:
    """The relations that are told as JSON."""
    return {(one["subject"], one["property"], one["object"]) for one in client.get(address).json()["relations"]}


def test_a_relation_tells_its_evidence_and_its_names(client: TestClient) -> None:
    """Serving a priority rests on words of the text; things and properties have labels in the language that is asked for."""
    told = client.get(f"{START}&lang=sv").json()
    serves = [one for one in told["relations"] if one["subject"] == AI_ACT and one["property"] == SERVES]
    assert f"{BASE}/id/priority/2023/law-enforcement" in {one["object"] for one in serves}
    assert any("tekoäly" in evidence["quote"] for one in serves for evidence in one["evidence"])
    assert told["opened"] == [AI_ACT]
    assert {one["subject"] for one in told["relations"]} | {one["object"] for one in told["relations"]} == {one["iri"] for one in told["things"]}
    assert told["names"][SERVES] != client.get(START).json()["names"][SERVES]


def test_a_hidden_property_is_left_out(client: TestClient) -> None:
    """The other relations stay."""
    every, fewer = triples(client, START), triples(client, f"{START}&hide={SERVES.replace('#', '%23')}")
    assert fewer == {triple for triple in every if triple[1] != SERVES}
    assert fewer < every


def test_turtle_and_graphml_hold_the_same_relations(client: TestClient) -> None:
    """Whatever the format, each relation of the JSON is there."""
    every = triples(client, START)
    turtle = client.get(f"{START}&format=turtle")
    parsed = {(one.subject.value, one.predicate.value, one.object.value) for one in ox.parse(turtle.content, ox.RdfFormat.TURTLE)}
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert every <= parsed
    graphml = client.get(f"{START}&format=graphml")
    edges = ElementTree.fromstring(graphml.content).iter("{http://graphml.graphdrawing.org/xmlns}edge")
    assert sorted((one.attrib["source"], one.attrib["target"]) for one in edges) == sorted((subject, thing) for subject, _, thing in every)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/relations?start=id/dossier/no-such", 404),
        ("/api/relations", 400),
        (f"{START}&lang=de", 400),
        (f"{START}&format=png", 400),
        ("/api/relations?" + "&".join(f"start=id/dossier/x{number}" for number in range(21)), 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: TestClient, address: str, code: int) -> None:
    """Unknown things, nothing to start from, wrong choices, too many things (RFC 9457)."""
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json")
    assert answer.json()["detail"]
