"""Pages: one for everything, in three languages, whole and safe."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import painopiste.pages
from painopiste.store import Store

MESSAGES = Path(painopiste.pages.__file__).parent / "messages"
KINDS = "SELECT ?class (SAMPLE(?t) AS ?thing) { ?t a ?class FILTER(STRSTARTS(STR(?t), 'https://w3id.org/painopiste/id/')) } GROUP BY ?class"
SPECIAL = [
    "/priority/2023/law-enforcement",
    "/dossier/ai-act",
    "/edition/2023",
    "/edition/2024",
    "/partnership/haga-cooperation",
    "/agreement/eura-georgia",
    "/resource?iri=http://data.europa.eu/eli/reg/2024/1689/oj",
    "/",
    "/def",
    "/quality",
    "/search?q=teko%C3%A4lys%C3%A4%C3%A4ntelyn",
    "/search?q=%3Cscript%3E",
    "/search",
    "/queries",
    "/workbench",
    "/workbench?example=dossiers/by-priority",
    "/workbench?query=ASK+%7B%3C/textarea%3E%3Cscript%3E%7D",
    "/graph/dossiers",
    "/kind/Dossier",
    "/dossiers",
    "/dossiers?priority=priority/2023/schengen&status=status/adopted&order=latest",
    "/partnerships",
    "/matrix",
    "/changes",
    "/act/return-directive",
    "/queries/dossiers/timeline?dossier=id/dossier/ai-act",
]


def test_every_language_has_the_same_messages() -> None:
    """No text of the interface is missing in one of them."""
    parts = {path.name.removesuffix(".en.json").removesuffix("en.json") for path in MESSAGES.glob("*en.json")}
    assert "" in parts
    for part in parts:
        keys = [sorted(json.loads((MESSAGES / f"{part}.{language}.json".lstrip(".")).read_text())) for language in ("fi", "sv", "en")]
        assert keys[0] == keys[1] == keys[2], part


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", SPECIAL)
def test_a_page_is_whole(client: TestClient, language: str, path: str) -> None:
    """One h1, its language, a strict policy, no script written into it, and links to the same page in the other languages."""
    response = client.get(f"/{language}{path}")
    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert f'<html lang="{language}">' in response.text
    assert re.findall(r'<script(?! type="(?:module" src="/static/|application/))[^>]*>', response.text) == []
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.text.count('rel="alternate" hreflang') == 3


def test_the_ontology_is_documented_whole(client: TestClient, store: Store) -> None:
    """Every class and property has its section, the diagram its boxes, and what ours hang on elsewhere stands in a table."""
    html = client.get("/en/def").text
    kinds = "<http://www.w3.org/2002/07/owl#Class> <http://www.w3.org/2002/07/owl#ObjectProperty> <http://www.w3.org/2002/07/owl#DatatypeProperty>"
    terms = [row["t"].value for row in store.rows(f"SELECT DISTINCT ?t {{ VALUES ?k {{ {kinds} }} ?t a ?k }}")]
    ours = [term.partition("#")[2] for term in terms if term.startswith("https://w3id.org/painopiste/def#")]
    assert len(ours) > 60
    assert [name for name in ours if f'id="{name}"' not in html] == []
    assert html.count("<rect") > 10
    assert "http://data.europa.eu/eli/ontology#LegalResource" in html


def test_the_quality_page_tells_what_the_description_measured(client: TestClient, store: Store) -> None:
    """The canonical hash, and as many dossiers as there are."""
    html = client.get("/en/quality").text
    count = store.rows("SELECT (COUNT(?d) AS ?n) { ?d a <https://w3id.org/painopiste/def#Dossier> }")[0]["n"].value
    digest = store.rows("SELECT ?h { ?c <http://spdx.org/rdf/terms#checksumValue> ?h }")[0]["h"].value
    assert f"<code>{digest}</code>" in html
    told = re.search(r"def%23Dossier.*?<td>(\d+)</td>", html)
    assert told is not None
    assert told[1] == count


def test_things_are_told_by_their_labels(client: TestClient) -> None:
    """Concepts that ours hang on others, terms that only the description uses, and what stands beside its label in an answer."""
    assert re.findall(r">https://w3id.org/painopiste/[^<]*</span></a>", client.get("/fi/def").text) == []
    assert ">exempel</span></a>" in client.get("/sv/graph?start=id/dossier/ai-act").text
    answer = client.get("/en/queries/dossiers/by-priority?priority=id/priority/2023/law-enforcement").text
    assert ">the text describes it</span></a>" in answer
    assert '<th scope="col">basisLabel</th>' not in answer


def test_a_class_and_a_named_graph_say_what_they_are_and_give_their_data(client: TestClient) -> None:
    """With a definition or the number of triples, and links that answer."""
    kind, graph = client.get("/fi/kind/Dossier").text, client.get("/sv/graph/dossiers").text
    assert "EU-menettely" in kind
    assert re.search(r"<h1[^>]*><span>EU-ärenden</span></h1>\s*<p class=\"lead\">\d+ tripplar", graph)
    data = [link.replace("&amp;", "&") for html in (kind, graph) for link in re.findall(r'href="(/(?:sparql|rdf-graph-store)\?[^"]*)', html)]
    assert len(data) == 5
    assert {client.get(link).status_code for link in data} == {200}


def test_a_place_in_the_text_is_called_by_its_words(client: TestClient) -> None:
    """On its own page, shortened between two words, and where something leads to it."""
    words = '<span lang="fi" class="other">”räätälöityjä muuttoliikekumppanuuksia kahdenvälisesti ja EU-tasolla”</span>'
    page = client.get("/en/span/2023-fi/577-644").text
    assert f"<h1>{words}</h1>" in page
    assert f'/quote">{words}</a>' in page
    assert f'/span/2023-fi/577-644">{words}</a>' in client.get("/en/evidence/2023-p2-c1/mobility-partnership-belarus").text
    assert "<h1><span>”Torjutaan kansallisen turvallisuuden uhkia kehittämällä …”</span></h1>" in client.get("/fi/span/2023-fi/1787-2071").text


def test_days_among_the_statements_are_told_as_people_write_them(client: TestClient) -> None:
    """And as machines read them."""
    assert '<time datetime="2023-07-16">16.7.2023</time></li>' in client.get("/sv/partnership/eu-tunisia-mou-2023").text


def test_there_is_a_page_for_every_kind_of_thing(client: TestClient, store: Store) -> None:
    """Whatever class it has."""
    things = [row["thing"].value.removeprefix("https://w3id.org/painopiste/id") for row in store.rows(KINDS)]
    assert len(things) > 40
    assert [path for path in things if client.get(f"/en{path}").status_code != 200] == []


def test_every_link_of_a_page_into_the_service_answers(client: TestClient) -> None:
    """No dead ends; redirects count as answers."""
    pages = ("/en/", "/en/priority/2023/radicalisation", "/en/dossier/ai-omnibus")
    links = {link.replace("&amp;", "&") for path in pages for link in re.findall(r'href="(/[^"#]*)', client.get(path).text)}
    assert len(links) > 100
    assert [link for link in sorted(links) if client.get(link).status_code >= 400] == []


def test_the_ai_act_page_tells_state_evidence_and_what_lies_ahead(client: TestClient) -> None:
    """Computed from events, with the words of the text."""
    text = client.get("/en/dossier/ai-act").text
    assert "EU:n tekoälysääntelyn valmistelussa" in text
    assert "2026-11-24" in text
    assert "timeline__event--foreseen" in text


def test_the_front_page_speaks_the_readers_language(client: TestClient) -> None:
    """By Accept-Language."""
    assert client.get("/", headers={"Accept-Language": "sv, en;q=0.5"}).headers["location"] == "/sv/"


ODD = [
    "",
    " ",
    "'\"><script>alert(1)</script>",
    "\x00",
    "%",
    "http://example.org/none",
    "javascript:alert(1)",
    "../../etc/passwd",
    "ä" * 400,
    "1e309",
    "{{7*7}}",
]


@pytest.mark.parametrize("iri", ODD)
def test_an_iri_that_nothing_is_said_of_is_a_helpful_problem(client: TestClient, iri: str) -> None:
    """Never a fault of ours, nothing reflected unescaped."""
    response = client.get("/en/resource", params={"iri": iri}, headers={"Accept": "text/html"})
    assert response.status_code in (400, 404)
    assert "<script>" not in response.text
    assert response.text.count("<h1") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=",
        "/search?q=a&kind=",
        "/search?q=a&year=",
        "/dossiers?priority=",
        "/dossiers?as_of=",
        "/dossiers?order=",
        "/dossiers?page=",
        "/partnerships?country=",
        "/matrix?basis=",
        "/changes?priority=",
        "/edition/2023?span=",
        "/dossier/ai-act?as_of=",
        "/kind/Dossier?page=",
    ],
)
def test_any_text_in_any_parameter_gives_a_whole_page(client: TestClient, path: str) -> None:
    """With what there is, or with what was wrong; never a fault, and nothing of it as markup."""
    for text in ODD:
        response = client.get(f"/fi{path}{quote(text)}")
        assert response.status_code in (200, 400), text
        assert response.text.count("<h1") == 1, text
        assert "<script>" not in response.text, text


MARKUP = st.text(st.sampled_from("<>&\"'/=;:%{}()#?\x00\r\n scriptonload-0129äÅ\u202e\ud7ff"), max_size=60)
ANYTHING = st.one_of(st.text(max_size=80), MARKUP)
FIELDS = ("/search?q=", "/resource?iri=", "/dossier/ai-act?as_of=", "/dossiers?as_of=", "/graph?start=", "/workbench?query=", "/resolve?q=", "/")


@given(field=st.sampled_from(FIELDS), text=ANYTHING, language=st.sampled_from(["fi", "sv", "en"]))
@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_or_addressed_a_helpful_page_comes_back(client: TestClient, field: str, text: str, language: str) -> None:
    """Never an error of the server, no markup but ours, and the strict policy with it."""
    response = client.get(f"/{language}{field}{quote(text, safe='')}", headers={"Accept": "text/html"})
    assert response.status_code in (200, 300, 400, 404)
    assert "script-src 'self'; style-src 'self'" in response.headers["content-security-policy"]
    seen = Seen()
    seen.feed(response.text)
    assert seen.tags["h1"] == seen.tags["main"] == 1
    assert seen.handlers == []


class Seen(HTMLParser):
    """The elements of a page, and what in them could run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count it; note handlers of events, styles, and scripts that are neither bundled nor data."""
        given = dict(attrs)
        self.tags[tag] += 1
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.handlers += [value for value in given.values() if value and value.lower().lstrip().startswith("javascript:")]
        is_ours = (given.get("src") or "").startswith("/static/built/") or (given.get("type") or "").startswith("application/")
        if tag == "script" and not is_ours:
            self.handlers.append(tag)


@pytest.mark.parametrize("path", ["/kind/%3Cb%3E", "/queries/none", "/dossier/none", "/edition/%00", "/graph/none", "/..%2f..%2fetc"])
def test_a_page_that_there_is_not_is_a_helpful_problem(client: TestClient, path: str) -> None:
    """In the skeleton of every page, in the reader's language."""
    response = client.get(f"/sv{path}", headers={"Accept": "text/html"})
    assert response.status_code in (400, 404)
    assert '<html lang="sv">' in response.text
    assert "<b>" not in response.text
