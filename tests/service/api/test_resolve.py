"""Identifiers resolved over HTTP: JSON for programs, pages for people, tables by POST, problems for what cannot be."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

from painopiste.api.resolve import MOST_BYTES

AI_ACT = "https://w3id.org/painopiste/id/dossier/ai-act"
HTML = {"Accept": "text/html", "Accept-Language": "sv"}


def asked(client: TestClient, text: str, **headers: str) -> Any:
    """The answer to a GET."""
    return client.get("/resolve", params={"q": text}, headers=headers)


def test_what_is_found_is_told_with_its_label_and_iris(client: TestClient) -> None:
    """In the language asked for."""
    response = client.get("/resolve", params={"q": "COD(2021)0106", "lang": "fi"})
    (match,) = response.json()["matches"]
    assert (response.status_code, response.json()["status"], match["iri"]) == (200, "found", AI_ACT)
    assert match["label"] == {"text": "Tekoälysäädös", "language": "fi"}
    assert match["identifiers"] == ["2021/0106(COD)"]
    assert "http://publications.europa.eu/resource/procedure/2021_106" in match["eu_iris"]
    assert {"role": "act", "iri": "http://data.europa.eu/eli/reg/2024/1689/oj"}.items() <= match["related"][0].items()


def test_what_is_ambiguous_is_300_with_the_candidates(client: TestClient) -> None:
    """RFC 9110 §15.4.1: the choices are told, and none is made."""
    response = asked(client, "2008/115/EC")
    assert (response.status_code, response.json()["status"]) == (300, "ambiguous")
    assert "location" not in response.headers
    assert [match["iri"] for match in response.json()["matches"]] == ["http://data.europa.eu/eli/dir/2008/115/oj"]
    assert len(response.json()["readings"]) == 4


def test_what_is_unknown_is_a_problem_with_the_eus_iris(client: TestClient) -> None:
    """RFC 9457, with what it was read as."""
    response = asked(client, "2023/0001(COD)")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["readings"][0]["eu_iris"][0] == "http://publications.europa.eu/resource/procedure/2023_1"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("COD(2021)0106", "/sv/dossier/ai-act"),
        ("32024R1689", "/sv/resource?iri=http%3A%2F%2Fdata.europa.eu%2Feli%2Freg%2F2024%2F1689%2Foj"),
        ("2008/115/EC", "/sv/resolve?q=2008%2F115%2FEC"),
        ("nothing known", "/sv/resolve?q=nothing+known"),
    ],
)
def test_browsers_are_led_to_a_page(client: TestClient, text: str, page: str) -> None:
    """Of the thing, or of the reasons why there is none."""
    response = client.get("/resolve", params={"q": text}, headers=HTML)
    assert (response.status_code, response.headers["location"]) == (303, page)


@pytest.mark.parametrize(
    ("text", "code", "told"), [("2008/115/EC", 300, "32008D0115"), ("2023/0001(COD)", 404, "procedure/2023_1"), ("", 200, "textarea")]
)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_tells_what_may_be_meant(client: TestClient, language: str, text: str, code: int, told: str) -> None:
    """With the status that a program would get."""
    response = client.get(f"/{language}/resolve", params={"q": text})
    assert response.status_code == code
    assert told in response.text
    assert response.text.count("<h1>") == 1


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("", "q"), ("?q=", "q"), ("?q=a&q=b", "q"), ("?q=" + "a" * 501, "q"), ("?q=a&lang=de", "lang"), ("?q=a&uri=b", "uri")],
)
def test_a_wrong_request_names_its_parameter(client: TestClient, query: str, parameter: str) -> None:
    """One identifier, not too long, in a language of ours; an address with & in it must be encoded."""
    response = client.get(f"/resolve{query}")
    assert (response.status_code, response.json()["parameter"]) == (400, parameter)


def test_a_table_is_resolved(client: TestClient) -> None:
    """CSV in, CSV out, with columns appended."""
    response = client.post("/resolve?column=ref", content="ref;n\nCOD(2021)0106;1\n", headers={"Content-Type": "text/csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["painopiste_iri"] for row in csv.DictReader(io.StringIO(response.text), delimiter=";")] == [AI_ACT]


def test_a_form_is_resolved(client: TestClient) -> None:
    """The page's own form sends the table and all parameters as fields, and its file is offered for saving."""
    response = client.post("/resolve", data={"table": "ref\nCOD(2021)0106\n", "column": "", "lang": "fi"}, headers=HTML | {"Accept": "*/*"})
    assert "Tekoälysäädös" in response.text
    assert "attachment" in response.headers["content-disposition"]


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"a,b\n1\n", "text/csv", 400),
        (b"a\n\xff\n", "text/csv", 400),
        (b"a\n1\n", "application/json", 415),
        (b"a\n" + b"1" * MOST_BYTES, "text/csv", 413),
        (b"a\n" + b"1\n" * 5001, "text/csv", 413),
    ],
)
def test_what_is_no_table_is_refused(client: TestClient, content: bytes, media_type: str, status: int) -> None:
    """As a problem that says what is wrong."""
    response = client.post("/resolve", content=content, headers={"Content-Type": media_type})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_the_openapi_document_has_both_ways(client: TestClient) -> None:
    """With parameters, statuses and the media type of tables."""
    paths = client.get("/openapi.json").json()["paths"]["/resolve"]
    assert {"200", "300", "303", "400", "404"} <= set(paths["get"]["responses"])
    assert "text/csv" in paths["post"]["requestBody"]["content"]
    assert {item["name"] for item in paths["post"]["parameters"]} == {"column", "lang"}
