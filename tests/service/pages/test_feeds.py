"""The feed of changes, the sitemap, and what pages tell search engines."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from painopiste.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TYPES = {
    "/": {"WebSite", "Dataset"},
    "/edition/2023": {"CreativeWork", "BreadcrumbList"},
    "/priority/2023/schengen": {"DefinedTerm", "BreadcrumbList"},
    "/dossier/ai-act": {"Thing", "BreadcrumbList"},
    "/resource?iri=http://data.europa.eu/eli/reg/2024/1689/oj": {"Legislation", "BreadcrumbList"},
    "/agreement/eura-georgia": {"CreativeWork", "BreadcrumbList"},
    "/organisation/frontex": {"Organization", "BreadcrumbList"},
    "/dossier/ai-act/event/2021-04-21-proposal": {"Event", "BreadcrumbList"},
    "/dossiers": {"CollectionPage"},
    "/partnerships": {"CollectionPage"},
    "/matrix": {"CollectionPage"},
    "/kind/Dossier": {"CollectionPage"},
    "/changes": {"WebPage"},
    "/search?q=a": {"WebPage"},
    "/quality": {"WebPage"},
    "/queries": {"WebPage"},
    "/queries/dossiers/timeline": {"WebPage"},
    "/workbench": {"WebPage"},
    "/def": {"WebPage"},
    "/graph/dossiers": {"WebPage"},
    "/graph?start=id/dossier/ai-act": {"WebPage"},
    "/resolve?q=32024R1689": {"WebPage"},
}


def test_the_feed_tells_the_newest_events_first(client: TestClient) -> None:
    """Nothing that lies ahead."""
    response = client.get("/changes.atom?lang=sv")
    assert response.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert len(entries) == 100
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0] <= "2026-11-24T00:00:00Z"


@pytest.mark.parametrize("asked", ["lang=fi", "lang=sv", "lang=en&priority=priority/2023/schengen", "lang=en&priority=no-such"])
def test_a_feed_is_what_atom_asks_for(client: TestClient, asked: str) -> None:
    """RFC 4287, 4.1: what must stand once in a feed and in each entry, links that are absolute, identifiers that are used once."""
    feed = ElementTree.fromstring(client.get(f"/changes.atom?{asked}").content)
    entries = feed.findall(f"{ATOM}entry")
    assert bool(entries) == ("no-such" not in asked)
    for part in (feed, *entries):
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert part.findtext(f"{ATOM}title")
        assert MOMENT.fullmatch(part.findtext(f"{ATOM}updated", ""))
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert len(part.findall(f"{ATOM}summary")) <= 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    ids = [each.text or "" for each in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    addresses = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert [one for one in (*ids, *addresses) if not re.match(r"https?://[^/]+/", one)] == []


def test_an_entry_leads_to_its_line(client: TestClient) -> None:
    """On the page of the thing that it happened to."""
    entry = ElementTree.fromstring(client.get("/changes.atom?lang=fi").content).find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None
    path, _, anchor = entry.attrib["href"].removeprefix("http://testserver").partition("#")
    assert f'id="{anchor}"' in client.get(path).text


def test_the_feed_of_a_priority_has_less(client: TestClient) -> None:
    """And speaks the language that the client accepts."""
    response = client.get("/changes.atom?priority=priority/2023/radicalisation", headers={"Accept-Language": "fi"})
    feed = ElementTree.fromstring(response.content)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fi"
    assert 0 < len(feed.findall(f"{ATOM}entry")) < 100


def test_the_sitemap_has_every_dossier_in_every_language(client: TestClient, store: Store) -> None:
    """Each with links to the others."""
    files = [each.text or "" for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    assert "http://testserver/sitemap-Dossier-1.xml" in files
    urls = ElementTree.fromstring(client.get("/sitemap-Dossier-1.xml").content).findall(f"{MAP}url")
    count = int(store.rows("SELECT (COUNT(?d) AS ?n) { ?d a <https://w3id.org/painopiste/def#Dossier> }")[0]["n"].value)
    assert len(urls) == 3 * count


def test_the_sitemap_keeps_the_rules_of_sitemaps(client: TestClient) -> None:
    """Absolute addresses below each file's own folder, each once and not too long, and alternates that lead to each other."""
    files = [each.text or "" for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    alternates: dict[str, dict[str, str]] = {}
    for file in files:
        body = client.get(file).content
        urls = ElementTree.fromstring(body).findall(f"{MAP}url")
        assert 0 < len(urls) <= 50_000
        assert len(body) <= 50 * 1024**2
        found = {url.findtext(f"{MAP}loc", ""): {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(XHTML_LINK)} for url in urls}
        assert len(found) == len(urls)
        assert not found.keys() & alternates.keys()
        assert [one for one in found if not one.startswith(f"{file.rpartition('/')[0]}/") or len(one) >= 2048] == []
        alternates |= found
    assert [one for one, others in alternates.items() if one not in others.values() or set(others) != {"fi", "sv", "en"}] == []
    assert [one for one, others in alternates.items() if any(alternates.get(other) != others for other in others.values())] == []


def test_pages_of_the_sitemap_answer(client: TestClient) -> None:
    """The lists and the stored queries, one language of each, and the first of every kind of thing."""
    files = [each.text or "" for each in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    addresses = {file: [each.text or "" for each in ElementTree.fromstring(client.get(file).content).iter(f"{MAP}loc")] for file in files}
    (plain,) = [found for file, found in addresses.items() if file.endswith("-pages.xml")]
    asked = [*plain[:30:3], *(found[0] for found in addresses.values())]
    assert len(asked) > 20
    assert [address for address in asked if client.get(address).status_code != 200] == []


def test_crawlers_are_told_of_the_sitemap(client: TestClient) -> None:
    """And not to ask the endpoint."""
    text = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /sparql\n" in text


@pytest.mark.parametrize("path", TYPES)
def test_a_page_tells_search_engines_what_it_is(client: TestClient, path: str) -> None:
    """In the words of schema.org, at its canonical address."""
    html = client.get(f"/sv{path}").text
    nodes = [json.loads(block) for block in DATA.findall(html)]
    assert {node["@type"] for node in nodes} == TYPES[path]
    assert all(node["@context"] == "https://schema.org" for node in nodes)
    local = [{**node, "@context": {"@vocab": "https://schema.org/"}} for node in nodes]
    triples = list(ox.parse(json.dumps(local).encode(), ox.RdfFormat.JSON_LD))
    assert {triple.object.value for triple in triples if triple.predicate == RDF_TYPE} >= {f"https://schema.org/{name}" for name in TYPES[path]}
    (canonical,) = re.findall(r'rel="canonical" href="([^"]*)"', html)
    assert nodes[0]["url"] == canonical.replace("&amp;", "&")


def test_a_list_is_the_same_page_however_it_is_narrowed(client: TestClient) -> None:
    """Its canonical address has no choices; the links to other languages keep them."""
    html = client.get("/en/dossiers?status=status/adopted&page=2&utm=x").text
    assert 'rel="canonical" href="http://testserver/en/dossiers?page=2"' in html
    assert 'hreflang="fi" href="http://testserver/fi/dossiers?status=status%2Fadopted&amp;page=2"' in html


@pytest.mark.parametrize("path", ["/", "/dossiers?status=status/adopted", "/matrix", "/kind/Dossier", "/queries/dossiers/timeline", "/changes"])
def test_an_address_without_language_leads_to_the_readers(client: TestClient, path: str) -> None:
    """By Accept-Language, with the query kept."""
    response = client.get(path, headers={"Accept-Language": "fi;q=0.9, de"})
    assert (response.status_code, response.headers["location"]) == (302, f"/fi{path}")
    assert "Accept-Language" in response.headers["vary"]
