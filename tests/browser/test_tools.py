"""The relationship browser and the workbench."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
from playwright.sync_api import Locator, Page, expect

Opened = Callable[..., Page]


def fetched(page: Page, press: Locator) -> Path:
    """The file that is given when something is pressed."""
    with page.expect_download() as download:
        press.click()
    return Path(download.value.path())


def test_relations_are_opened_hidden_shared_and_taken_away(opened: Opened) -> None:
    """By keys: a thing is opened, a kind of relation hidden; the address tells it to others, the list says the same, the files hold it."""
    page = opened("/en/graph?start=id/dossier/ai-act")
    things = page.locator("#list article.opened")
    expect(things).to_have_count(1)
    canvas = page.locator(".network")
    expect(canvas.locator("canvas").first).to_be_visible()
    canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    chosen = page.locator(".relations__chosen")
    expect(chosen.locator("a.step")).to_be_visible()
    if chosen.locator("a.step").inner_text() == "Close":
        page.keyboard.press("ArrowRight")
    label = chosen.locator("a").first.inner_text()
    expect(chosen.locator("a.step")).to_have_text("Open")
    page.keyboard.press("Enter")
    expect(things).to_have_count(2)
    expect(things.nth(1)).to_contain_text(label)
    page.locator(".relations__filter summary").click()
    hidden = page.get_by_role("checkbox", name="serves priority")
    hidden.focus()
    page.keyboard.press("Space")
    expect(page.locator("#list dt", has_text="serves priority")).to_have_count(0)
    assert "hide=" in page.url

    other = opened(page.url)
    expect(other.locator("#list article.opened")).to_have_count(2)
    assert other.locator("#list").inner_text() == page.locator("#list").inner_text()
    told = "JSON.parse(document.querySelector('[data-live=relations-data] script').textContent)"
    drawing = page.evaluate(told)
    assert other.evaluate(told) == drawing
    listed = {one.get_attribute("data-step") for one in page.locator("#list li [data-step]").all()}
    assert listed | {one.get_attribute("data-thing") for one in things.all()} == {node["id"] for node in drawing["nodes"]}

    picture = ElementTree.parse(fetched(page, page.get_by_role("button", name="SVG"))).getroot()
    assert {one.text for one in picture.iter("{http://www.w3.org/2000/svg}title")} >= listed
    assert fetched(page, page.get_by_role("button", name="PNG")).read_bytes().startswith(b"\x89PNG\r\n")
    triples = list(ox.parse(fetched(page, page.get_by_role("link", name="Turtle")).read_bytes(), ox.RdfFormat.TURTLE))
    assert {(edge["source"], edge["target"]) for edge in drawing["edges"]} <= {(one.subject.value, one.object.value) for one in triples}
    graph = ElementTree.parse(fetched(page, page.get_by_role("link", name="GraphML"))).getroot()
    assert {one.attrib["id"] for one in graph.iter("{http://graphml.graphdrawing.org/xmlns}node")} == {node["id"] for node in drawing["nodes"]}


def test_an_example_runs_and_its_answer_is_looked_at_in_every_way(opened: Opened) -> None:
    """From the catalogue to a table with labels, a chart, a map, a file and a link that shows the same."""
    page = opened("/en/workbench")
    expect(page.locator(".cm-content")).to_be_visible()  # an example that is followed before the editor is there leads to a page of its own
    page.locator(".workbench__examples summary", has_text="Partnerships").click()
    page.locator(".workbench__examples a", has_text="Partnerships by what they cover").click()
    answer = page.locator(".workbench__answer")
    expect(answer.locator(".workbench__status")).to_contain_text("rows in")
    rows = int(answer.locator(".workbench__status").inner_text().split()[0])
    expect(answer.locator("table.answer tbody")).to_contain_text("Türkiye")
    for view, drawing in {"Chart": "svg.drawing--chart", "Map": "svg.world .world__country--1", "Timeline": "svg"}.items():
        answer.get_by_role("tab", name=view).click()
        expect(answer.locator(drawing).first).to_be_visible()
    answer.get_by_role("tab", name="Chart").click()
    for kind, drawing in {"line": "path.drawing__line", "bar": "rect.drawing__bar", "pie": "path.drawing__part"}.items():
        answer.get_by_label("Kind of chart").select_option(kind)
        expect(answer.locator(drawing).first).to_be_attached()
    answer.get_by_label("Category").select_option("countryLabel")
    expect(page.locator(".top__languages a[hreflang=sv]")).to_have_attribute(
        "href", re.compile(r"/sv/workbench\?.*&view=chart&kind=pie&category=countryLabel")
    )
    names = answer.locator(".drawing--chart text").all_text_contents()
    same = opened(page.url)
    expect(same.get_by_label("Kind of chart")).to_have_value("pie")
    expect(same.get_by_label("Category")).to_have_value("countryLabel")
    expect(same.locator(".drawing--chart text")).to_have_text(names)
    with fetched(page, answer.get_by_role("link", name="CSV")).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == rows
    assert {row["countryLabel"] for row in found} >= {"Türkiye", "Georgia"}
    answer.get_by_role("tab", name="Map").click()
    other = opened(page.url)
    expect(other.get_by_role("tab", name="Map")).to_have_attribute("aria-selected", "true")
    expect(other.locator("svg.world .world__country--1").first).to_be_visible()
    expect(other.locator(".cm-content")).to_contain_text("?componentLabel")


def test_labels_stand_for_iris(opened: Opened) -> None:
    """A column of IRIs is read as labels in the reader's language, until the reader wants the IRIs."""
    base = "https://w3id.org/painopiste"
    query = f"SELECT ?priority WHERE {{ <{base}/id/dossier/ai-act> <{base}/def#servesPriority> ?priority }}"
    page = opened(f"/sv/workbench?{urlencode({'query': query})}")
    cell = page.locator("table.answer td a").first
    expect(cell).to_have_attribute("lang", "sv")
    expect(cell).not_to_contain_text("https:")
    page.locator("table.answer").locator("xpath=../..").get_by_role("checkbox").uncheck()
    expect(cell).to_contain_text("https://w3id.org/painopiste/id/priority/2023/")


def test_prefixes_classes_and_properties_are_completed(opened: Opened) -> None:
    """After Ctrl and space the editor offers ours with their labels, writes the missing prefix, and Ctrl and Enter runs the query."""
    page = opened(f"/en/workbench?{urlencode({'query': 'ASK {}'})}")
    editor, offered = page.locator(".cm-content"), page.locator(".cm-tooltip-autocomplete li")
    expect(page.locator(".workbench__status")).to_have_text("Yes")
    for typed, wanted in {"SELECT ?d WHERE { ?d a def:Doss": "def:Dossier", " ; def:servesP": "def:servesPriority"}.items():
        if typed.startswith("SELECT"):
            editor.click()
            page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        page.keyboard.press("Control+Space")
        expect(offered.filter(has_text=wanted).first).to_be_visible()
        page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("sko")
    page.keyboard.press("Control+Space")
    expect(offered.filter(has_text="skos:").first).to_be_visible()


def test_a_fault_in_a_query_is_told(opened: Opened) -> None:
    """What the service says of it is shown as an alert."""
    page = opened(f"/en/workbench?{urlencode({'query': 'SELECT * WHERE {'})}")
    expect(page.get_by_role("alert")).to_contain_text("The query failed")
