"""Partnerships in a table and as data for the map, and the matrix of what serves which priority."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import anyio
from fastapi.testclient import TestClient

from painopiste.pages.matrix import matrix_view
from painopiste.pages.partnerships import partnerships_view
from painopiste.pages.resource import Reader
from painopiste.store import Store

ReaderOf = Callable[[str], Reader]
PREFIX = "PREFIX def: <https://w3id.org/painopiste/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
TUNISIA = "http://publications.europa.eu/resource/authority/country/TUN"


def test_every_partnership_is_in_the_table_with_its_parties(reader_of: ReaderOf, store: Store) -> None:
    """Countries and organisations, as many as the graph has."""
    lines = anyio.run(partnerships_view, reader_of("en"), {}).page.shown
    asked = PREFIX + "SELECT (COUNT(DISTINCT ?p) AS ?n) (COUNT(*) AS ?parties) { ?p a def:Partnership OPTIONAL { ?p def:party ?party } }"
    (row,) = store.rows(PREFIX + "SELECT (COUNT(*) AS ?parties) { ?p a def:Partnership ; def:party ?party }")
    assert len(lines) == int(store.rows(asked)[0]["n"].value)
    assert sum(len(line.countries) + len(line.parties) for line in lines) == int(row["parties"].value)


def test_a_country_and_a_component_narrow_together(reader_of: ReaderOf) -> None:
    """And the map with them."""
    asked = {"country": TUNISIA, "component": "component/legal-pathways"}
    view = anyio.run(partnerships_view, reader_of("en"), asked)
    names = [line.link.text.text for line in view.page.shown]
    assert "EU-Tunisia Memorandum of Understanding on a strategic and global partnership" in names
    assert all("Tunisia" in [country.text.text for country in line.countries] for line in view.page.shown)
    assert "TUN" in [country["code"] for country in view.map["countries"]]


def test_the_map_has_what_the_table_has(client: TestClient) -> None:
    """As JSON that no text can break out of."""
    html = client.get("/fi/partnerships").text
    (block,) = re.findall(r'<div data-island="map"><script type="application/json">(.*?)</script></div>', html, re.DOTALL)
    found = json.loads(block)
    components = {component["id"] for component in found["components"]}
    assert len(components) == 8
    assert len(found["countries"]) > 50
    for country in found["countries"]:
        assert re.fullmatch(r"[A-Z]{3}", country["code"])
        assert all(f'href="{each["href"]}"' in html and set(each["components"]) <= components for each in country["partnerships"])


def test_the_matrix_tells_strength_and_basis(reader_of: ReaderOf) -> None:
    """The AI Act is described by the law-enforcement priority and read into two others."""
    rows = anyio.run(matrix_view, reader_of("en"), {"class": "Dossier"}).page.shown
    (ai_act,) = [row for row in rows if row.link.text.text == "Artificial Intelligence Act"]
    assert [(place + 1, tie.basis.strength) for place, tie in enumerate(ai_act.ties) if tie] == [
        (3, "editorial"),
        (4, "editorial"),
        (5, "described"),
    ]


def test_the_matrix_narrows_by_basis(reader_of: ReaderOf) -> None:
    """What the text itself describes is little."""
    every, described = (anyio.run(matrix_view, reader_of("en"), asked) for asked in ({}, {"basis": "basis/described"}))
    assert 0 < described.page.total < every.page.total
    assert all(any(basis.strength == "described" for tie in row.ties if tie for basis in tie.bases) for row in described.page.shown)


def test_every_cell_of_the_matrix_leads_to_evidence(client: TestClient) -> None:
    """Also where a dossier serves a priority only as the procedure of something else."""
    html = client.get("/en/matrix?order=ties").text
    pages = dict.fromkeys(re.findall(r'class="tie tie--\w+" href="([^"#]+)#evidence"', html))
    assert len(pages) == 100
    through = [page for page in pages if "procedure" in re.search(rf'<a href="{re.escape(page)}">(.*?)</a>', html)[1]]
    assert len(through) > 3
    assert [page for page in [*through[:4], *list(pages)[:4]] if 'id="evidence"' not in client.get(page).text] == []


def test_an_act_tells_its_dates_what_made_it_and_why_the_text_concerns_it(client: TestClient) -> None:
    """Through the dossier that the text describes."""
    html = client.get("/en/resource?iri=http://data.europa.eu/eli/reg/2024/1689/oj").text
    assert "Dossier that made it" in html
    assert 'href="/en/dossier/ai-act"' in html
    assert "EU:n tekoälysääntelyn valmistelussa" in html
    assert re.search(r'<time datetime="2028-08-02">2 August 2028</time><div>start of application <span class="tag">ahead</span>', html)


def test_articles_tell_whether_they_apply_on_the_day(client: TestClient) -> None:
    """Before the first day of application all lie ahead, at the end none."""
    before, after = (client.get(f"/en/dossier/ai-act?as_of={day}").text for day in ("2025-02-01", "2031-01-01"))
    row = re.compile(r'<time datetime="[0-9-]+">[^<]*</time> <span class="tag">ahead</span>')
    assert len(row.findall(before.partition('id="articles"')[2])) > 30
    assert row.findall(after.partition('id="articles"')[2].partition("</section>")[0]) == []
